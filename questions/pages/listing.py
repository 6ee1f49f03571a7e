"""One page of a list, with what the reader is told about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from questions.filters import AFTER, BEFORE, PAGE, PLACES, RecordFilter
from questions.models import Correction
from questions.models.recipients import PARTY_NOT_GIVEN
from questions.pages.keyset import LATEST_CORRECTIONS, Order, Slice, slice_after, slice_before
from questions.sentences import counted

NO_SUCH_PLACE = "The address names a place that is none in this list: this is its beginning."
NUMBER_WANTED = "The filter “page” takes a number: this is the first page."
NUMBERED_FROM_1 = "Pages are numbered from 1: this is the first page."
NO_SUCH_PAGE = "There is no such page: this is the last one."


@dataclass(frozen=True)
class Listing:
    """One page of a list. `told` are sentences about values that it could not use.

    `moved_to` is where an old address with the number of a page leads; empty for every other.
    """

    form: forms.Form | None
    rows: tuple[Any, ...]
    number: int
    total: str
    told: tuple[str, ...]
    earlier: str
    later: str
    is_narrowed: bool = False
    moved_to: str = ""

    @property
    def is_of_one_party(self) -> bool:
        """Whether only one party's people are listed, beside whom others may be of it without the record saying so."""
        return bool(self.form and self.form.cleaned_data.get("party", "") not in {"", PARTY_NOT_GIVEN})


def listing(filters: RecordFilter, order: Order, asked: QueryDict, what: str, per_page: int = 50) -> Listing:
    """The page of *filters* that the reader *asked* for, or the nearest one there is. *what* is on it: “answer”."""
    return _listing(filters.qs, order, asked, what=what, per_page=per_page, filters=filters)


def corrections_listing(notes: QuerySet[Correction], asked: QueryDict, per_page: int = 50) -> Listing:
    """The page of the corrections that the reader *asked* for; they have no filters."""
    return _listing(notes, LATEST_CORRECTIONS, asked, what="correction", per_page=per_page)


def _listing(
    rows: QuerySet[Any],
    order: Order,
    asked: QueryDict,
    *,
    what: str,
    per_page: int,
    filters: RecordFilter | None = None,
) -> Listing:
    address = _Address(order, asked)
    moved_to = ""
    if PAGE in asked and AFTER not in asked and BEFORE not in asked:
        page, told, moved_to = _numbered(rows, order, str(asked[PAGE]), per_page, address)
    else:
        page, told = _page_asked(rows, order, asked, per_page)
    total = rows.count()
    return Listing(
        form=filters.form if filters else None,
        rows=page.rows,
        number=total,
        total=counted(total, what),
        told=(*(filters.refused if filters else ()), *told),
        earlier=address.of(BEFORE, page.rows[0]) if page.rows and page.has_earlier else "",
        later=address.of(AFTER, page.rows[-1]) if page.rows and page.has_later else "",
        is_narrowed=any(value for name, value in address.others.items() if name != "q"),
        moved_to=moved_to,
    )


class _Address:
    """The addresses of other pages of the same list."""

    def __init__(self, order: Order, asked: QueryDict) -> None:
        self.order = order
        self.others = asked.copy()
        for name in PLACES:
            self.others.pop(name, None)

    def of(self, name: str, row: Any) -> str:
        return f"?{self._with(name, self.order.place_of(row))}"

    def _with(self, name: str, place: str) -> str:
        others = self.others.urlencode()
        return f"{others}{'&' if others else ''}{name}={place}"


def _page_asked(
    rows: QuerySet[Any], order: Order, asked: QueryDict, per_page: int
) -> tuple[Slice, list[str]]:
    """The page after or before the place that the address names; the first one if it names none."""
    name = AFTER if AFTER in asked else BEFORE
    if name not in asked:
        return slice_after(order, rows, None, per_page), []
    try:
        values = order.read(str(asked[name]))
    except ValueError:
        return slice_after(order, rows, None, per_page), [NO_SUCH_PLACE]
    told = (
        [f"The filter “{BEFORE}” was left out: “{AFTER}” names a place already."]
        if len({AFTER, BEFORE} & asked.keys()) > 1
        else []
    )
    cut = slice_after if name == AFTER else slice_before
    page = cut(order, rows, values, per_page)
    if page.rows:
        return page, told
    return slice_after(order, rows, None, per_page), [*told, NO_SUCH_PLACE]


def _numbered(
    rows: QuerySet[Any], order: Order, asked: str, per_page: int, address: _Address
) -> tuple[Slice, list[str], str]:
    """Where an old address with a number leads: to the page after the same number of rows."""
    first = slice_after(order, rows, None, per_page)
    if not re.fullmatch(r"[0-9]+", asked.strip(), re.ASCII):
        is_negative = re.fullmatch(r"-[0-9]+", asked.strip(), re.ASCII)
        return first, [NUMBERED_FROM_1 if is_negative else NUMBER_WANTED], ""
    wanted = asked.strip().lstrip("0")
    if wanted == "":
        return first, [NUMBERED_FROM_1], ""
    if wanted == "1":
        return first, [], ""
    if len(wanted) <= 6:
        last = int(wanted) * per_page - per_page - 1
        around = list(order.sorted(rows)[last : last + 2])
        if len(around) == 2:
            return first, [], address.of(AFTER, around[0])
    if not first.has_later:
        return first, [NO_SUCH_PAGE], ""
    return slice_before(order, rows, None, per_page), [NO_SUCH_PAGE], ""
