"""One part of a round's list, where it is too long for a page. It is numbered: the whole list is at hand anyway."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator

from questions.filters import PAGE
from questions.models import Recipient


@dataclass(frozen=True)
class Part:
    """Those shown here, and the addresses of the parts beside it. `told` says what the address could not mean."""

    page: Page[Recipient]
    total: str
    told: tuple[str, ...]
    address: str

    @property
    def earlier(self) -> str:
        """The address of the part before this one; empty on the first."""
        return self._at(self.page.previous_page_number()) if self.page.has_previous() else ""

    @property
    def later(self) -> str:
        """The address of the part after this one; empty on the last."""
        return self._at(self.page.next_page_number()) if self.page.has_next() else ""

    def _at(self, number: int) -> str:
        return f"?{self.address}{'&' if self.address else ''}{PAGE}={number}"


def part_asked(paginator: Paginator[Recipient], number: str) -> tuple[Page[Recipient], list[str]]:
    """The part *number*, or the nearest one and a sentence that says so."""
    try:
        return paginator.page(number), []
    except PageNotAnInteger:
        return paginator.page(1), ["The filter “page” takes a number: this is the first page."]
    except EmptyPage:
        nearest = paginator.get_page(number)
        if not number.lstrip().startswith("-") and number.strip("0 ") != "":
            return nearest, [f"There is no such page: this is the last one, page {nearest.number}."]
        return paginator.page(1), ["Pages are numbered from 1: this is the first page."]
