"""Addresses that have been changed: whoever follows an old one is led on, for ever."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.core.validators import slug_re
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse

from questions.filters import RecordFilter
from questions.models import Campaign, Round
from respondents.models import AddressedModel, Body, Party, former_addresses

View = Callable[..., HttpResponseBase]
Kind = type[AddressedModel]
FILTERED_BY: dict[str, Kind] = {"campaign": Campaign, "round": Round, "body": Body, "party": Party}


def leads_on(kind: Kind) -> Callable[[View], View]:
    """Lead readers on from the former address of something of the *kind* whose slug is in the address of a view.

    Where the view has nothing at the slug of today either, or nothing that is public, the old address tells nothing.
    """

    def decorated(view: View) -> View:
        @functools.wraps(view)
        def seen(request: HttpRequest, slug: str, **others: Any) -> HttpResponseBase:
            try:
                return view(request, slug=slug, **others)
            except Http404:
                today = slug_of_today(kind, slug)
                if not today:
                    raise
                view(request, slug=today, **others)  # raises where readers find nothing
                return redirect_for_ever(request, {"slug": today, **others}, request.META["QUERY_STRING"])

        return seen

    return decorated


def slug_of_today(kind: Kind, slug: str) -> str:
    """The slug of whatever had *slug* before; empty if nothing ever had it."""
    if not slug_re.match(slug):  # PostgreSQL refuses to look for some of what an address can hold
        return ""
    former: Any = former_addresses(kind)
    today: str = former.objects.leading_from(slug)
    return today


def moved_filters(request: HttpRequest, filters: RecordFilter) -> HttpResponse | None:
    """Where the list stands that an old address asks for: the same one, its filters naming what they mean today.

    None if the list knows all that it is filtered by; no query is then made.
    """
    asked = request.GET.copy()
    for name in FILTERED_BY.keys() & filters.form.errors.keys():
        today = slug_of_today(FILTERED_BY[name], asked.get(name, ""))
        if today in dict(filters.filters[name].extra["choices"]):  # no draft is named by leading to it
            asked[name] = today
    return None if asked == request.GET else redirect_for_ever(request, {}, asked.urlencode())


def redirect_for_ever(request: HttpRequest, parts: dict[str, Any], query: str) -> HttpResponse:
    """Lead on to the same page with other *parts* of its address, for good.

    Browsers would keep a permanent redirect for years, and go in a circle once an address is taken up again.
    """
    match = request.resolver_match
    assert match is not None  # noqa: S101 - a view is only called at an address
    address = reverse(match.view_name, kwargs=parts)
    moved = HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
    moved.headers["Cache-Control"] = "no-store"
    return moved
