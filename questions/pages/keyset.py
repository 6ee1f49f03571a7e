"""The pages of a long list, each found by the row before it: the last page takes no longer than the first.

An address names the row after which, or before which, a page begins (`?after=`, `?before=`), by what the list is
ordered by. It leads to the same rows when others are published meanwhile, and when that very row is gone.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

LONGEST_PLACE = 2000  # the longest sort name and slug there can be make 1,300 characters
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Key:
    """One of the things a list is ordered by: the path to it, how it is read back, and which way it runs."""

    path: str
    read: Callable[[Any], Any]
    descending: bool = False

    def of(self, row: models.Model) -> Any:
        """Its value in *row*, at hand."""
        value: Any = row
        for name in self.path.split("__"):
            value = getattr(value, name)
        return value


def number(value: Any) -> int:
    """A whole number out of an address; raises ValueError."""
    if type(value) is not int or not -LARGEST <= value <= LARGEST:
        raise ValueError(value)
    return value


def moment(value: Any) -> datetime.datetime:
    """A moment out of an address; raises ValueError."""
    made = datetime.datetime.fromisoformat(text(value))
    if timezone.is_naive(made) or not 1 < made.year < 9999:  # the ends of time have no other time zone
        raise ValueError(value)
    return made


def day(value: Any) -> datetime.date:
    """A day out of an address; raises ValueError."""
    return datetime.date.fromisoformat(text(value))


def text(value: Any) -> str:
    """Words out of an address; raises ValueError."""
    if not isinstance(value, str) or "\x00" in value:
        raise ValueError(value)
    value.encode()  # half a character has no place in a database
    return value


@dataclass(frozen=True)
class Order:
    """What a list is ordered by; all keys together tell every two rows apart."""

    keys: tuple[Key, ...]

    def sorted(self, rows: models.QuerySet[Any], *, backwards: bool = False) -> models.QuerySet[Any]:
        """*rows* in this order, or from the end."""
        return rows.order_by(*(f"{'-' * (key.descending != backwards)}{key.path}" for key in self.keys))

    def place_of(self, row: models.Model) -> str:
        """The place of *row* as an address names it."""
        values = [key.of(row) for key in self.keys]
        kept = [value.isoformat() if isinstance(value, datetime.date) else value for value in values]
        made = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(made).decode().rstrip("=")

    def read(self, place: str) -> tuple[Any, ...]:
        """The values that an address names; raises ValueError for anything that is no place in this order."""
        if len(place) > LONGEST_PLACE or not place.isascii():
            raise ValueError(place)
        try:
            kept = json.loads(
                base64.b64decode(place + "=" * (-len(place) % 4), altchars=b"-_", validate=True)
            )
        except (binascii.Error, UnicodeDecodeError, RecursionError) as error:
            raise ValueError(place) from error
        if not isinstance(kept, list) or len(kept) != len(self.keys):
            raise ValueError(place)
        try:
            return tuple(key.read(value) for key, value in zip(self.keys, kept, strict=True))
        except OverflowError as error:
            raise ValueError(place) from error

    def beyond(self, values: tuple[Any, ...], *, backwards: bool = False) -> Q:
        """The rows that come after the row with these *values*; *backwards*: before it."""
        first = self.keys[0]
        beyond = Q(pk__in=[])
        same = Q()
        for key, value in zip(self.keys, values, strict=True):
            way = "lt" if key.descending != backwards else "gt"
            beyond |= same & Q(**{f"{key.path}__{way}": value})
            same &= Q(**{key.path: value})
        way = "lte" if first.descending != backwards else "gte"
        return Q(**{f"{first.path}__{way}": values[0]}) & beyond  # what an index of the first key can use


@dataclass(frozen=True)
class Slice:
    """Some rows of a list, and whether any come before and after them."""

    rows: tuple[Any, ...]
    has_earlier: bool
    has_later: bool


def slice_after(order: Order, rows: models.QuerySet[Any], values: tuple[Any, ...] | None, size: int) -> Slice:
    """The *size* rows after a place; the first ones, if it is None."""
    found = rows if values is None else rows.filter(order.beyond(values))
    read = list(order.sorted(found)[: size + 1])
    return Slice(tuple(read[:size]), has_earlier=values is not None, has_later=len(read) > size)


def slice_before(
    order: Order, rows: models.QuerySet[Any], values: tuple[Any, ...] | None, size: int
) -> Slice:
    """The *size* rows before a place; the last ones, if it is None."""
    found = rows if values is None else rows.filter(order.beyond(values, backwards=True))
    read = list(order.sorted(found, backwards=True)[: size + 1])
    return Slice(tuple(reversed(read[:size])), has_earlier=len(read) > size, has_later=values is not None)


LATEST_ANSWERS = Order(
    (
        Key("response__published_at", moment, descending=True),
        Key("response_id", number, descending=True),
        Key("question__number", number),
    )
)
LATEST_RECIPIENTS = Order(
    (
        Key("round__published_at", moment, descending=True),
        Key("round_id", number, descending=True),
        Key("position", number),
        Key("pk", number),
    )
)
LATEST_CORRECTIONS = Order((Key("made_on", day, descending=True), Key("pk", number, descending=True)))
BY_NAME = Order((Key("sort_name", text), Key("slug", text)))
