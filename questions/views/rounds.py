"""Campaigns, rounds and questions."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from questions.models import Campaign, Round
from questions.pages.addresses import ANSWER
from questions.pages.lists import load_campaign_page
from questions.pages.question_page import load_question_page
from questions.pages.round_page import load_full_page, load_round_page
from questions.this_page import origin_of
from questions.views.addresses import leads_on


@require_safe
@leads_on(Campaign)
def campaign(request: HttpRequest, slug: str) -> HttpResponse:
    """A campaign: what it is about, and all its rounds in order."""
    page = load_campaign_page(slug, timezone.now())
    if page is None:
        raise Http404
    return render(request, "campaign.html", {"page": page})


@require_safe
@leads_on(Round)
def round_(request: HttpRequest, slug: str) -> HttpResponse:
    """A round: the count, how it was asked, the answers as the reader wants them laid out, everyone asked."""
    page = load_round_page(slug, timezone.now(), request.GET, origin_of(request))
    if page is None:
        return not_there(request, slug)
    return render(request, "round.html", {"page": page})


@require_safe
@leads_on(Round)
def round_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Every word of a round on one page, however many they are: for print, and for search engines."""
    page = load_full_page(slug, timezone.now())
    if page is None:
        return not_there(request, slug)
    return render(request, "round_all.html", {"page": page})


@require_safe
@leads_on(Round)
def question(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A question with every answer to it, and who left it open; or with the one answer that was asked for."""
    wanted = request.GET.get(ANSWER, "")
    page = load_question_page(slug, number, timezone.now(), origin_of(request), wanted)
    if page is None:
        return not_there(request, slug)
    return render(request, "question.html", {"page": page})


def not_there(request: HttpRequest, slug: str) -> HttpResponse:
    """A withdrawn round says that it was withdrawn, when and why. A draft is as unknown as any other address."""
    withdrawn = Round.objects.withdrawn(timezone.now()).at_address(slug)
    if withdrawn is None:
        raise Http404
    gone = render(request, "410.html", {"withdrawn": withdrawn}, status=410)
    gone.headers["Cache-Control"] = "no-store"  # browsers keep a 410 for good, and a round may return
    return gone
