"""Rows that are costly to make, made once for a whole file of tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from pytest_django import DjangoDbBlocker


@contextmanager
def for_a_file_of_tests(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Rows made within it are there for every test of a file, each on top of them; afterwards they are gone again."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
