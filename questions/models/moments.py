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
from django.db.models.functions import Coalesce, Greatest, Least


def latest_of(first: F, *others: Any) -> Greatest:
    """The latest of some moments, of which all but the *first* may be missing."""
    moments = [Coalesce(other, first, output_field=models.DateTimeField()) for other in others]
    return Greatest(first, *moments, output_field=models.DateTimeField())


def earliest_of(at: datetime.datetime, *others: Any) -> Least:
    """The earliest of some moments that have passed by the moment *at*; whichever of them are missing do not count."""
    last = models.Value(at, output_field=models.DateTimeField())
    return Least(
        last,
        *[Coalesce(other, last, output_field=models.DateTimeField()) for other in others],
        output_field=models.DateTimeField(),
    )


def withdrawn_moment(at: datetime.datetime) -> Case:
    """When a row was withdrawn; empty while it is public."""
    return Case(When(withdrawn_at__lte=at, then=F("withdrawn_at")), output_field=models.DateTimeField())


def copies_of(model: str) -> models.QuerySet[Any]:
    """The history of a *model*: a copy of each row at every change."""
    copies: models.QuerySet[Any] = apps.get_model("questions", f"Historical{model}")._default_manager.all()
    return copies


def copies_of_notes(at: datetime.datetime) -> models.QuerySet[Any]:
    """The copies of the notes that readers may read at the moment *at*: no other note has told them anything."""
    public = apps.get_model("questions", "Correction")._default_manager.published(at)
    return copies_of("Correction").filter(id__in=public.order_by().values("pk"))


def first_copy(copies: models.QuerySet[Any]) -> Subquery:
    """When the first of some *copies* was made."""
    return _moment_of(copies.order_by("history_date", "history_id"))


def last_copy(copies: models.QuerySet[Any]) -> Subquery:
    """When the last of some *copies* was made."""
    return _moment_of(copies.order_by("-history_date", "-history_id"))


def came_back(model: str, field: str, **whose: OuterRef) -> Subquery:
    """When a row of *model* last came back to readers: *field* held the moment of a withdrawal, and is empty again."""
    back = _beside_the_copy_before(model, field).filter(before__isnull=False, **{f"{field}__isnull": True})
    return last_copy(back.filter(**whose))


def last_changed(model: str, field: str, **whose: OuterRef) -> Subquery:
    """When *field* of a row of *model* last became another than in the copy before."""
    return last_copy(changes_of(model, field, **whose))


def changes_of(model: str, field: str, **whose: Any) -> models.QuerySet[Any]:
    """The copies in which *field* of a row of *model* is another than in the copy before."""
    copies = _beside_the_copy_before(model, field).filter(before__isnull=False, **whose)
    return copies.exclude(before=F(field))


def _beside_the_copy_before(model: str, field: str) -> models.QuerySet[Any]:
    """The copies of a *model*, each with what *field* held in the copy *before* of the same row."""
    before = copies_of(model).filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    copies: models.QuerySet[Any] = copies_of(model).annotate(
        before=Subquery(before.order_by("-history_id").values(field)[:1])
    )
    return copies


def _moment_of(copies: models.QuerySet[Any]) -> Subquery:
    return Subquery(copies.values("history_date")[:1], output_field=models.DateTimeField())
