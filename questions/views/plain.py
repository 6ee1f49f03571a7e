"""Pages that are the same for every record, but for who publishes it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from questions.models import Publisher


@require_safe
def how_we_count(request: HttpRequest) -> HttpResponse:
    """The eleven standings and the rules of counting, with an anchor for each."""
    return render(request, "how_we_count.html")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Who publishes this record, how it works, what is promised, and how to have it put right."""
    return render(request, "about.html", {"publisher": Publisher.objects.the_one()})
