"""The front page, and the lists that go across the whole record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from questions.filters import AnswerFilter, NonRespondentFilter
from questions.models import Answer, Correction, Recipient, Round
from questions.pages.listed_answers import listed_answers
from questions.pages.listing import corrections_listing, listing
from questions.pages.lists import load_front_page
from questions.pages.silence import silences_of
from questions.views.addresses import moved_filters


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Campaigns and the latest rounds with their counts, the latest answers, who is silent."""
    return render(request, "home.html", {"page": load_front_page(timezone.now())})


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Every published answer, to be searched and filtered."""
    at = timezone.now()
    published = Answer.objects.published(at).with_context().with_signatories().latest_first()
    filters = AnswerFilter(request.GET, at=at, queryset=published)
    if (moved := moved_filters(request, filters)) is not None:
        return moved
    found = listing(filters, request.GET, "answer", 20)
    shown = listed_answers(found.page.object_list, at)
    return render(request, "answers.html", {"listing": found, "answers": shown})


@require_safe
def non_respondents(request: HttpRequest) -> HttpResponse:
    """Everyone who declined or did not respond, round by round."""
    at = timezone.now()
    silent = (
        Recipient.objects.published(at)
        .asked()
        .silent(at)
        .with_standing(at)
        .with_later_reply(at)
        .with_people()
    )
    filters = NonRespondentFilter(request.GET, at=at, queryset=silent.latest_rounds_first())
    if (moved := moved_filters(request, filters)) is not None:
        return moved
    found = listing(filters, request.GET, "non-respondent")
    return render(
        request,
        "non_respondents.html",
        {"listing": found, "silences": silences_of(found.page.object_list, at), "at": at},
    )


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Every dated note on what was wrong and what it says now."""
    at = timezone.now()
    notes = Correction.objects.published(at).with_context()
    return render(
        request,
        "corrections.html",
        {
            "listing": corrections_listing(notes, request.GET),
            "withdrawn": Round.objects.withdrawn(at).latest_withdrawn_first(),
        },
    )
