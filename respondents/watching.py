"""Whoever has to look at a row before it is written over or deleted: see `questions.actions.telling`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models

Watcher = Callable[[models.Model, Collection[str] | None], None]
WATCHER: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


@contextmanager
def watching(watcher: Watcher) -> Iterator[None]:
    """Within it, *watcher* is shown every editorial row before it is saved (which fields; None: all) or deleted."""
    token = WATCHER.set(watcher)
    try:
        yield
    finally:
        WATCHER.reset(token)


def before_writing(row: models.Model, fields: Collection[str] | None) -> None:
    """Show *row* to whoever watches, if anybody does."""
    watcher = WATCHER.get()
    if watcher is not None:
        watcher(row, fields)
