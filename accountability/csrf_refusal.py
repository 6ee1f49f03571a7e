"""What a form gets whose token is missing or old: from our own pages its words back, from elsewhere a refusal."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.views import csrf

from accountability.typed_words import TypedWordsSite

NOT_KEPT = {"login", "logout"}


def refuse(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Refuse what was sent. Words typed on a page of the desk are kept, if that page sent them itself."""
    desk = admin.site
    if isinstance(desk, TypedWordsSite) and _is_of_the_desk(request) and came_from_this_site(request):
        return desk.token_refused(request)
    return csrf.csrf_failure(request, reason)


def came_from_this_site(request: HttpRequest) -> bool:
    """Whether the browser says, in each way in which it says anything, that one of our own pages sent this."""
    own = f"{request.scheme}://{request.get_host()}"
    said = [request.headers[name] for name in ("Origin", "Referer") if name in request.headers]
    if not said or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    return all(_origin(address) == own for address in said)


def _origin(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


def _is_of_the_desk(request: HttpRequest) -> bool:
    match = request.resolver_match
    return (
        request.method == "POST"
        and match is not None
        and match.app_name == "admin"
        and match.url_name not in NOT_KEPT
    )
