"""Where a page stands: its permanent address, and whether search engines are to keep it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

from questions.filters import PAGE, RecordFilter
from questions.narrowing import VIEW

PLACES = (PAGE,)  # what leads to another part of the same list: every such part is a page of its own
NARROWING = frozenset(
    {*RecordFilter.base_filters, "question", "area", "politician"}
)  # what makes a list a selection, or a search


def origin_of(request: HttpRequest) -> str:
    """The site's address, without a slash at its end: the setting, else the address that was asked."""
    return settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/")


@dataclass(frozen=True)
class ThisPage:
    """The page that is drawn: the site's address, its own permanent one, and whether it is a selection of another."""

    origin: str
    path: str
    is_selection: bool

    @property
    def canonical(self) -> str:
        """The address under which this page is known, whatever filters and views it was asked with."""
        return f"{self.origin}{self.path}"


def this_page(request: HttpRequest) -> dict[str, ThisPage]:
    """The page that templates draw, as `this_page`.

    A way of looking (`?view=grid`) and a selection are the plain page; a later part of a whole list is itself.
    """
    asked = {name: str(value) for name, value in request.GET.items() if value}
    is_selection = bool(NARROWING & asked.keys())
    is_plain = is_selection or VIEW in asked
    places = {name: asked[name] for name in PLACES if leads_on(asked.get(name, ""))} if not is_plain else {}
    path = request.path + (f"?{urlencode(places)}" if places else "")
    return {"this_page": ThisPage(origin_of(request), path, is_selection)}


def leads_on(place: str) -> bool:
    """Whether a place in a list is another one than its start."""
    return place.isascii() and place.isdigit() and int(place[:9]) > 1
