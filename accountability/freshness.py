"""How long what readers were sent may be shown again without asking: never."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse


def asked_again(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let no browser and no cache on the way show a public page again without asking whether it is still the same.

    A page that says “did not respond” would otherwise be shown after a reply was recorded, for as long as a cache sees
    fit. Whoever says something themselves is left alone: what must not be kept at all, static files, the admin.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not request.path_info.startswith(reverse("admin:index")):
            response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return middleware
