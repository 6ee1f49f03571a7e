"""When what readers see of a row was last changed for them: by publication, a correction, a withdrawal, a return.

What was noted on it and when something withheld came back is read from the history, which keeps a copy of a row
at every change (`respondents.history`). What editors do out of readers' sight moves nothing.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, F, OuterRef, Subquery, When
from django.db.models.functions import Coalesce, Greatest


def latest_of(first: F, *others: Any) -> Greatest:
    """The latest of some moments, of which all but the *first* may be missing."""
    moments = [Coalesce(other, first, output_field=models.DateTimeField()) for other in others]
    return Greatest(first, *moments, output_field=models.DateTimeField())


def withdrawn_moment(at: datetime.datetime) -> Case:
    """When a row was withdrawn; empty while it is public."""
    return Case(When(withdrawn_at__lte=at, then=F("withdrawn_at")), output_field=models.DateTimeField())


def copies_of(model: str) -> models.QuerySet[Any]:
    """The history of a *model*: a copy of each row at every change."""
    copies: models.QuerySet[Any] = apps.get_model("questions", f"Historical{model}")._default_manager.all()
    return copies


def first_copy(copies: models.QuerySet[Any]) -> Subquery:
    """When the first of some *copies* was made."""
    return _moment_of(copies.order_by("history_date", "history_id"))


def last_copy(copies: models.QuerySet[Any]) -> Subquery:
    """When the last of some *copies* was made."""
    return _moment_of(copies.order_by("-history_date", "-history_id"))


def came_back(model: str, field: str, away: dict[str, Any], **whose: OuterRef) -> Subquery:
    """When a row of *model* last came back to readers: *field* was *away* in the copy before, and is no longer."""
    before = copies_of(model).filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    was_away = {f"before__{lookup}": value for lookup, value in away.items()}
    is_away = {f"{field}__{lookup}": value for lookup, value in away.items()}
    back = (
        copies_of(model)
        .filter(**whose)
        .exclude(**is_away)
        .annotate(before=Subquery(before.order_by("-history_id").values(field)[:1]))
        .filter(**was_away)
    )
    return last_copy(back)


def _moment_of(copies: models.QuerySet[Any]) -> Subquery:
    return Subquery(copies.values("history_date")[:1], output_field=models.DateTimeField())
