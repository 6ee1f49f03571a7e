"""Addresses that have been changed: whoever follows an old one is led on, for ever."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from typing import Any

from django.core.validators import slug_re
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone

from questions.filters import RecordFilter
from questions.models import Campaign, Question, Recipient, Round
from respondents.models import AddressedModel, Body, Party, former_addresses

View = Callable[..., HttpResponseBase]
Kind = type[AddressedModel]
FILTERED_BY: dict[str, Kind] = {"campaign": Campaign, "round": Round, "body": Body, "party": Party}


def leads_on(kind: Kind) -> Callable[[View], View]:
    """Lead readers on from the former address of something of the *kind* whose slug is in the address of a view.

    Where readers find nothing at the slug of today either, or nothing that is public, the old address tells nothing.
    The page of today is looked for and not drawn.
    """

    def decorated(view: View) -> View:
        @functools.wraps(view)
        def seen(request: HttpRequest, slug: str, **others: Any) -> HttpResponseBase:
            try:
                return view(request, slug=slug, **others)
            except Http404:
                today = slug_of_today(kind, slug)
                if not today or not readers_find(kind, today, timezone.now(), **others):
                    raise
                return redirect_for_ever(request, {"slug": today, **others}, request.META["QUERY_STRING"])

        return seen

    return decorated


def readers_find(kind: Kind, slug: str, at: datetime.datetime, number: int | None = None) -> bool:
    """Whether readers find anything at the address of something of the *kind*, or of its question *number*.

    The pages decide it for themselves; a test holds the two together. A withdrawn round says that it is one.
    """
    if kind is Campaign:
        return Campaign.objects.published(at).at_address(slug) is not None
    if kind is Round:
        there: QuerySet[Any] = Round.objects.published(at).at_addresses(slug)
        if number is not None:
            there = Question.objects.published(at).at_address(slug, number)
        return there.exists() or Round.objects.withdrawn(at).at_addresses(slug).exists()
    if kind is Body:
        body = Body.objects.at_address(slug)
        return body is not None and Round.objects.published(at).asking_members_of(body).exists()
    asked = Recipient.objects.published(at)
    return (asked.of_party(slug) if kind is Party else asked.of_any_politician(slug)).exists()


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
