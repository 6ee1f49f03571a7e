"""Two who save at the same moment: what the databases say then, and the sentence for whoever has to try again.

Acts wait for each other. That fails only where somebody holds the database for longer than anybody should wait, or
where two wait for each other: SQLite then says that it is busy, PostgreSQL ends one of the two.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import OperationalError

SAME_MOMENT = (
    "Somebody else was saving at the same moment, and the two got in each other's way. Nothing was changed. "
    "Look at what stands there now, and try again."
)
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
# Of PostgreSQL: deadlock detected, could not serialise access, lock not available.
ENDED = {"40P01", "40001", "55P03"}


class SameMomentError(ValidationError):
    """Somebody else was saving at the same moment; nothing was changed."""


def is_contention(error: OperationalError) -> bool:
    """Whether the database refused because somebody else was writing, and not because it is broken."""
    cause = error.__cause__
    if isinstance(cause, sqlite3.OperationalError):
        return cause.sqlite_errorcode & 0xFF in BUSY  # the rest of the code says in which way it is busy
    return getattr(cause, "pgcode", None) in ENDED


@contextmanager
def told_in_a_sentence() -> Iterator[None]:
    """Within it, a database that refused because somebody else was writing is a refusal like every other."""
    try:
        yield
    except OperationalError as error:
        if not is_contention(error):
            raise
        raise SameMomentError(SAME_MOMENT, code="same_moment") from error
