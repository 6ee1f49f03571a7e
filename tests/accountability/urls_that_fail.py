"""The site's addresses, and one page that breaks."""

from typing import NoReturn

from django.http import HttpRequest
from django.urls import path

from accountability.urls import urlpatterns as site


def breaks(_request: HttpRequest) -> NoReturn:
    raise RuntimeError("This page breaks on purpose.")


urlpatterns = [path("breaks/", breaks), *site]
