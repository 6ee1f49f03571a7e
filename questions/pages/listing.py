"""One page of a filtered list, with what the reader is told about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.core.paginator import Page as ListPage
from django.db.models import QuerySet
from django.http import QueryDict

from questions.filters import PAGE, RecordFilter
from questions.models import Correction
from questions.sentences import counted


@dataclass(frozen=True)
class Listing:
    """One page of a list. `told` are sentences about values that it could not use."""

    form: forms.Form | None
    page: ListPage[Any]
    total: str
    told: tuple[str, ...]
    address: str
    is_narrowed: bool = False

    @property
    def earlier(self) -> str:
        """The address of the page before this one; empty on the first."""
        return self._at(self.page.previous_page_number()) if self.page.has_previous() else ""

    @property
    def later(self) -> str:
        """The address of the page after this one; empty on the last."""
        return self._at(self.page.next_page_number()) if self.page.has_next() else ""

    def _at(self, number: int) -> str:
        return f"?{self.address}{'&' if self.address else ''}{PAGE}={number}"


def listing(filters: RecordFilter, asked: QueryDict, what: str, per_page: int = 50) -> Listing:
    """The page of *filters* that the reader *asked* for, or the nearest one there is. *what* is on it: “answer”."""
    paginator = Paginator(filters.qs, per_page)
    page, told = page_asked(paginator, asked.get(PAGE, "1"))
    others = asked.copy()
    others.pop(PAGE, None)
    return Listing(
        form=filters.form,
        page=page,
        total=counted(paginator.count, what),
        told=(*filters.refused, *told),
        address=others.urlencode(),
        is_narrowed=any(value for name, value in others.items() if name != "q"),
    )


def corrections_listing(notes: QuerySet[Correction], asked: QueryDict, per_page: int = 50) -> Listing:
    """The page of the corrections that the reader *asked* for; they have no filters."""
    paginator = Paginator(notes, per_page)
    page, told = page_asked(paginator, asked.get(PAGE, "1"))
    return Listing(None, page, counted(paginator.count, "correction"), tuple(told), "")


def page_asked(paginator: Paginator[Any], number: str) -> tuple[ListPage[Any], list[str]]:
    """The page *number*, or the nearest one and a sentence that says so."""
    try:
        return paginator.page(number), []
    except PageNotAnInteger:
        told = "The filter “page” takes a number: this is the first page."
        return paginator.page(1), [told]
    except EmptyPage:
        nearest = paginator.get_page(number)
        if not number.lstrip().startswith("-") and number.strip("0 ") != "":
            return nearest, [f"There is no such page: this is the last one, page {nearest.number}."]
        return paginator.page(1), ["Pages are numbered from 1: this is the first page."]
