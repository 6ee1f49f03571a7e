"""Where an editor came from: whoever saves a page that was reached from the desk comes back to the desk."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

NEXT = "next"


def way_back(request: HttpRequest) -> str:
    """The page of this admin that the address names: ``?next=/admin/…``; empty where it names none of ours."""
    named = request.GET.get(NEXT, "")
    here = {request.get_host()}
    is_safe = url_has_allowed_host_and_scheme(named, allowed_hosts=here, require_https=request.is_secure())
    return named if is_safe and named.startswith(reverse("admin:index")) else ""


def keep_way_back(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The *answer* to a save after which the editor stays on the page: it still knows where they came from."""
    way = way_back(request)
    if way and isinstance(answer, HttpResponseRedirect) and f"{NEXT}=" not in answer.url:
        joined = "&" if "?" in answer.url else "?"
        answer.headers["Location"] = f"{answer.url}{joined}{urlencode({NEXT: way})}"
    return answer
