"""Who changed what, and when: every save and deletion of an editorial row leaves a copy of it in its history.

django-simple-history keeps the copies. It is told here who acts and why, it is silenced while fixtures are
read, and what it cannot see (`update`, bulk writes) is refused by `EditorialQuerySet`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.http import HttpRequest
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalChanges, HistoricalRecords


@dataclass(frozen=True)
class Act:
    """Who acts, and what they do in a few words: “Published.”; both may be unknown."""

    by: models.Model | None = None
    reason: str = ""


CURRENT_ACT: ContextVar[Act | None] = ContextVar("current_act", default=None)
IS_RECORDING: ContextVar[bool] = ContextVar("is_recording", default=True)


@contextmanager
def acting(by: models.Model | None, reason: str = "") -> Iterator[None]:
    """Within it, every change of an editorial row is *by* somebody; *reason* stands beside it in the history."""
    token = CURRENT_ACT.set(Act(by, reason))
    try:
        yield
    finally:
        CURRENT_ACT.reset(token)


@contextmanager
def not_recording() -> Iterator[None]:
    """Within it nothing is kept in the history: whoever reads rows in bulk writes their baseline afterwards."""
    token = IS_RECORDING.set(False)
    try:
        yield
    finally:
        IS_RECORDING.reset(token)


def who_acts(request: HttpRequest | None = None, **_: Any) -> models.Model | None:
    """Whoever an act says it is by; else whoever is signed in to the request."""
    act = CURRENT_ACT.get()
    if act is not None:
        return act.by
    return getattr(request, "user", None)


class CopiesManager(HistoryManager):
    """The way to a row's copies. Its class is made once: the library would make it anew at every save."""

    @classmethod
    @cache
    def from_queryset(cls, *args: Any) -> type[models.Manager[Any]]:
        made: type[models.Manager[Any]] = super().from_queryset(*args)
        return made


class EditorialHistory(HistoricalRecords):
    """The history of a model and of its proxies, in one table."""

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:
        """Keep the rows saved through a proxy in the history of its concrete model."""
        if sender._meta.proxy and issubclass(sender, self.cls):
            models.signals.post_save.connect(self.post_save, sender=sender, weak=False)
            models.signals.pre_delete.connect(self.pre_delete, sender=sender, weak=False)
            models.signals.post_delete.connect(self.post_delete, sender=sender, weak=False)
            return
        super().finalize(sender, **kwargs)

    def get_change_reason_for_object(self, *_: Any) -> str:
        """What the act in progress says it does."""
        act = CURRENT_ACT.get()
        return act.reason if act is not None else ""

    def create_historical_record(
        self, instance: models.Model, history_type: str, using: str | None = None
    ) -> None:
        if IS_RECORDING.get():
            super().create_historical_record(instance, history_type, using=using)


HISTORY = EditorialHistory(
    inherit=True,
    get_user=who_acts,
    history_manager=CopiesManager,
    history_id_field=models.BigAutoField(),
    history_change_reason_field=models.TextField(blank=True, default=""),
)


def history_tables() -> list[type[models.Model]]:
    """The tables in which the copies are kept, those of links between rows included."""
    return [model for model in apps.get_models() if issubclass(model, HistoricalChanges)]


def keep_as_read(row: models.Model, *, is_new: bool, reason: str) -> None:
    """Write *row* into the history as it is now: its baseline, from which the next change is told.

    A whole record that was read together with its history has its last copy already.
    """
    copies = type(row).history.filter(id=row.pk)  # type: ignore[attr-defined]  # every editorial row has them
    last = copies.order_by("history_id").last()
    if last is None or last.history_type == "-" or not is_new:
        with acting(None, reason):
            HISTORY.create_historical_record(row, "+" if is_new else "~")
