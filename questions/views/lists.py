"""The front page, and the lists that go across the whole record."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from questions.facets import count_choices, count_people
from questions.filters import AnswerFilter, NonRespondentFilter
from questions.models import Answer, Correction, Recipient, Round
from questions.pages.keyset import LATEST_ANSWERS, LATEST_RECIPIENTS
from questions.pages.listed_answers import found_answers
from questions.pages.listing import corrections_listing, listing
from questions.pages.lists import load_front_page
from questions.pages.silence import silences_of
from questions.search.wordings import questions_worded
from questions.views.addresses import moved_filters


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Campaigns and the latest rounds with their counts, the latest answers, who is silent."""
    return render(request, "home.html", {"page": load_front_page(timezone.now())})


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Every published answer, to be searched and filtered."""
    at = timezone.now()
    published = Answer.objects.published(at).with_context().with_signatories()
    filters = AnswerFilter(request.GET, at=at, queryset=published)
    if (moved := moved_filters(request, filters)) is not None:
        return moved
    found = listing(filters, LATEST_ANSWERS, request.GET, "answer", 20)
    if found.moved_to:
        return redirect(request.path + found.moved_to)
    count_choices(filters)
    shown = found_answers(found.rows, filters.asked.words, at)
    worded = None if found.is_narrowed else questions_worded(filters.asked.words, at)
    return render(request, "answers.html", {"listing": found, "answers": shown, "worded": worded})


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
    filters = NonRespondentFilter(request.GET, at=at, queryset=silent)
    if (moved := moved_filters(request, filters)) is not None:
        return moved
    found = listing(filters, LATEST_RECIPIENTS, request.GET, "non-respondent")
    if found.moved_to:
        return redirect(request.path + found.moved_to)
    count_people(filters)
    return render(
        request,
        "non_respondents.html",
        {"listing": found, "silences": silences_of(found.rows, at), "at": at},
    )


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Every dated note on what was wrong and what it says now."""
    at = timezone.now()
    found = corrections_listing(Correction.objects.published(at).with_context(), request.GET)
    if found.moved_to:
        return redirect(request.path + found.moved_to)
    return render(
        request,
        "corrections.html",
        {
            "listing": found,
            "withdrawn": Round.objects.withdrawn(at).latest_withdrawn_first(),
        },
    )
