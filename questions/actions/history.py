"""Who did what: every act leaves a line in the history that the admin shows."""

from typing import TypeVar

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.models import User
from django.db import models

Row = TypeVar("Row", bound=models.Model)


def note_in_history(thing: models.Model, by: User, message: str, *, added: bool = False) -> None:
    """Keep that *by* did what *message* says to *thing*."""
    LogEntry.objects.log_actions(
        by.pk,
        [thing],
        ADDITION if added else CHANGE,
        change_message=message,
        single_object=True,
    )


def hold(thing: models.Model) -> None:
    """Read *thing* afresh and hold its row to the end of the transaction, so that acts on it happen one by one.

    A round is held before anything on it: its list, replies and silences are written by whoever holds it, and
    nobody waits in a circle. PostgreSQL locks the row against changes, not against rows that refer to it. SQLite
    cannot, and need not: its transactions here are immediate, so only one writes at a time.
    What the caller changed on *thing* without saving is not kept.
    """
    rows = type(thing)._default_manager.select_for_update(no_key=True)
    thing.refresh_from_db(from_queryset=rows)


def hold_all(rows: models.QuerySet[Row]) -> list[Row]:
    """The *rows*, read now and each held like one thing, in the order of their numbers."""
    return list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
