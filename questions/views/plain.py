"""Pages that are the same for every record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def how_we_count(request: HttpRequest) -> HttpResponse:
    """The eleven standings and the rules of counting, with an anchor for each."""
    return render(request, "how_we_count.html")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What this record is, and how to have it put right."""
    return render(request, "about.html")
