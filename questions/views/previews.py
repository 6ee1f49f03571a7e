"""A round as it will look, for people who were given a link and need no account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from questions.models import PreviewLink
from questions.previews import draw_full_page, draw_question, draw_round


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let nobody keep, index or pass on what *view* shows: not a cache, a search engine or a link's target."""

    def kept_from_others(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return keep_from_others(view(request, *args, **kwargs))

    return require_safe(kept_from_others)  # type: ignore[return-value]  # a decorator without precise types


def keep_from_others(response: HttpResponse) -> HttpResponse:
    """Add what tells caches, search engines and other sites that *response* is not for them."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@private
def round_(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a round as readers would see it if it were published now."""
    return at_link(request, token, "round", draw_round)


@private
def round_all(request: HttpRequest, token: str) -> HttpResponse:
    """The page with every word of such a round."""
    return at_link(request, token, "round-all", draw_full_page)


@private
def question(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """The page of a question of such a round."""
    return at_link(request, token, "question", draw_question, number)


def at_link(
    request: HttpRequest, token: str, name: str, draw: Callable[..., HttpResponse | None], *parts: int
) -> HttpResponse:
    """What stands at a link: the page as it will be, that the link has ended, or the readers' page *name*.

    It leads to the readers' page as soon as that shows all that the link was made for; so for every page of a round.
    """
    link = link_at(token)
    if not link.is_open():
        return render(request, "preview_ended.html", status=410)
    drawn = None
    if not link.has_come_out():
        address, until = link.get_absolute_url(), link.expires_at
        drawn = draw(request, link.round, *parts, timezone.now(), address, until=until)
    return drawn or redirect(name, link.round.slug, *parts)


def link_at(token: str) -> PreviewLink:
    """The link that *token* leads to; an address that was never given out is no address."""
    link = PreviewLink.objects.at_address(token)
    if link is None:
        raise Http404
    return link
