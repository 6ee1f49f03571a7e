"""Where a page stands: its permanent address, and whether search engines are to keep it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

from questions.filters import AFTER, BEFORE, RecordFilter

PLACES = (AFTER, BEFORE)  # what leads to another part of the same list: every such part is a page of its own
# What makes a list a selection or a search, and sets some people side by side: there is no end of those.
NARROWING = frozenset({*RecordFilter.base_filters, "question", "area", "politician", "answer"})


def origin_of(request: HttpRequest) -> str:
    """The site's address, without a slash at its end: the setting, else the address that was asked.

    Empty on the page that refuses an address that is none of the site's.
    """
    try:
        return settings.PUBLIC_ADDRESS or request.build_absolute_uri("/").rstrip("/")
    except DisallowedHost:
        return ""


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
    places = {name: asked[name] for name in PLACES if name in asked and not is_selection}
    path = request.path + (f"?{urlencode(places)}" if places else "")
    return {"this_page": ThisPage(origin_of(request), path, is_selection)}
