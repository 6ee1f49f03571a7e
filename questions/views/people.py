"""Politicians, and the parties and bodies under whose names they were asked."""

from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from questions.facets import count_people
from questions.filters import PoliticianFilter
from questions.pages.compare_page import POLITICIAN, load_compare_page
from questions.pages.keyset import BY_NAME
from questions.pages.listing import listing
from questions.pages.lists import load_body_page, load_party_page
from questions.pages.politician_page import load_politician_page, records_of
from questions.views.addresses import leads_on, moved_filters, redirect_for_ever
from respondents.models import Body, Party, Politician


@require_safe
def politicians(request: HttpRequest) -> HttpResponse:
    """Everyone who was asked, to be searched and filtered."""
    at = timezone.now()
    filters = PoliticianFilter(request.GET, at=at, queryset=Politician.objects.all())
    if (moved := moved_filters(request, filters)) is not None:
        return moved
    found = listing(filters, BY_NAME, request.GET, "politician")
    if found.moved_to:
        return redirect(request.path + found.moved_to)
    count_people(filters)
    return render(request, "politicians.html", {"listing": found, "records": records_of(found.rows, at)})


@require_safe
@leads_on(Politician)
def politician(request: HttpRequest, slug: str) -> HttpResponse:
    """One person's whole record."""
    page = load_politician_page(slug, timezone.now())
    if page is None:
        raise Http404
    return render(request, "politician.html", {"page": page})


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two or more politicians side by side, or the form to choose them."""
    page = load_compare_page(request.GET.getlist(POLITICIAN), timezone.now(), request.GET.get("q", ""))
    if page.moved:
        today = request.GET.copy()
        today.setlist(POLITICIAN, QueryDict(urlsplit(page.moved).query).getlist(POLITICIAN))
        return redirect_for_ever(request, {}, today.urlencode())
    return render(request, "compare.html", {"page": page})


@require_safe
@leads_on(Party)
def party(request: HttpRequest, slug: str) -> HttpResponse:
    """Everyone who was asked under a party's name; `not-given`: everyone of whom no party was given."""
    page = load_party_page(slug, timezone.now())
    if page is None:
        raise Http404
    return render(request, "party.html", {"page": page})


@require_safe
@leads_on(Body)
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """A body: its committees, and the rounds that asked its members."""
    page = load_body_page(slug, timezone.now())
    if page is None:
        raise Http404
    return render(request, "body.html", {"page": page})
