"""Dates as far as they are known: ``2017``, ``2017-07`` or ``2017-07-03``, empty when nothing is known.

The record never invents precision, so a date is kept as the text that is known, in ISO 8601 order.
A comparison is made only where it is certain: ``earliest`` and ``latest`` give the two ends of what
a partial date may mean.
"""

from __future__ import annotations

import calendar
import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Concat, Length, Substr
from django.db.models.lookups import Exact, In
from django.utils import dateformat

DIGITS = [str(digit) for digit in range(10)]
MONTHS = [f"{month:02d}" for month in range(1, 13)]
DAYS = [f"{day:02d}" for day in range(1, 32)]
LENGTHS = {4: "Y", 7: "F Y", 10: "j F Y"}  # of a year, a month and a day, with the way each is spelt
NOT_A_DATE = (
    "“%(value)s” is not a date this record can keep: write 2017, 2017-07 or 2017-07-03, or leave it empty."
)


def validate_partial_date(value: str) -> None:
    """Refuse, with a sentence, what is neither empty nor a year, a month or a day that exists."""
    if value and bounds(value) is None:
        raise ValidationError(NOT_A_DATE, code="partial_date", params={"value": value})


def bounds(value: str) -> tuple[datetime.date, datetime.date] | None:
    """The first and the last day that *value* may mean; None when it is empty or no date."""
    if len(value) not in LENGTHS or not value.isascii() or not value.replace("-", "").isdigit():
        return None
    try:
        first = datetime.date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return None
    if len(value) == 4:
        return first, first.replace(month=12, day=31)
    if len(value) == 7:
        return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first, first


def earliest(value: str) -> datetime.date | None:
    """The first day that *value* may mean, None when it is not known."""
    ends = bounds(value)
    return ends[0] if ends else None


def latest(value: str) -> datetime.date | None:
    """The last day that *value* may mean, None when it is not known."""
    ends = bounds(value)
    return ends[1] if ends else None


def certainly_after(value: str, other: str) -> bool:
    """Whether *value* is later than *other* whatever days the two stand for; False when either is unknown."""
    first, last = earliest(value), latest(other)
    return first is not None and last is not None and first > last


def spell(value: str) -> str:
    """*value* as a reader sees it: “3 July 2017”, “July 2017”, “2017”, or nothing."""
    first = earliest(value)
    if first is None:
        return ""
    return dateformat.format(first, LENGTHS[len(value)])


def last_day(field: str) -> Case:
    """The last day that a partial date may mean, for the database to compare as text; empty when it is not known.

    Every month has 31 days here, so that nothing is found to be over before it certainly is.
    """
    until = Concat(field, Substr(Value("-12-31"), Length(field) - 3))
    return Case(When(**{field: ""}, then=Value("")), default=until, output_field=models.CharField())


def partial_date_shape(field: str) -> Q:
    """A condition that the database can hold, on both engines: empty, ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

    Told by length and position only. That a day exists (no 31 June) is for the field's validator.
    """

    def has_length(number: int) -> Q:
        return Q(Exact(Length(field), number))

    year = Q()
    for place in range(1, 5):
        year &= Q(In(Substr(field, place, 1), DIGITS))
    month = Q(Exact(Substr(field, 5, 1), "-")) & Q(In(Substr(field, 6, 2), MONTHS))
    day = Q(Exact(Substr(field, 8, 1), "-")) & Q(In(Substr(field, 9, 2), DAYS))
    return (
        Q(**{field: ""})
        | (has_length(4) & year)
        | (has_length(7) & year & month)
        | (has_length(10) & year & month & day)
    )


def partial_date_constraint(model: str, field: str) -> models.CheckConstraint:
    """The named constraint that keeps *field* of *model* in the shape of a partial date."""
    return models.CheckConstraint(
        condition=partial_date_shape(field),
        name=f"{model}_{field}_is_partial_date",
        violation_error_message="A date is written 2017, 2017-07 or 2017-07-03, or left empty.",
    )


class PartialDateField(models.CharField[str, str]):
    """A date as far as it is known, ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; empty when it is not known.

    Pair every use with `partial_date_constraint` in the model's ``Meta``.
    """

    description = "A year, a month or a day, as far as it is known"
    default_validators = [validate_partial_date]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        kwargs["blank"] = True
        kwargs.setdefault(
            "help_text", "2017, 2017-07 or 2017-07-03, as far as it is known; empty if it is not."
        )
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"], kwargs["blank"]
        return name, path, args, kwargs
