"""The Content-Security-Policy header, in the shape of Django 6's `SECURE_CSP` setting.

When the project moves to Django 6 this file goes, and the setting stays.
"""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

# Django's own debug pages are drawn with inline styles; they exist on a developer's machine only.
DEBUG_PAGES = {HTTPStatus.NOT_FOUND, HTTPStatus.INTERNAL_SERVER_ERROR}


def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Give every response the policy in `SECURE_CSP`: a page loads nothing from anywhere else."""
    policy = "; ".join(" ".join([directive, *sources]) for directive, sources in settings.SECURE_CSP.items())

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if not (settings.DEBUG and response.status_code in DEBUG_PAGES):
            response.headers["Content-Security-Policy"] = policy
        return response

    return middleware
