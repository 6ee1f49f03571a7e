"""The feeds: what is new, for those who come back."""

from __future__ import annotations

import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from questions.feeds import subjects
from questions.feeds.atom import written_down
from questions.feeds.news import latest_news
from questions.feeds.subjects import Subject
from questions.models import Campaign, Publisher, Record, Round
from questions.this_page import origin_of
from questions.views.addresses import leads_on
from questions.views.rounds import not_there
from respondents.models import Politician


@require_safe
def everything(request: HttpRequest) -> HttpResponseBase:
    """Everything new."""
    at = timezone.now()
    return fed(request, subjects.everything(at), at)


@require_safe
def corrections(request: HttpRequest) -> HttpResponseBase:
    """New corrections and withdrawals."""
    at = timezone.now()
    return fed(request, subjects.corrections(at), at)


@require_safe
@leads_on(Campaign)
def campaign(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What is new in a campaign."""
    at = timezone.now()
    subject = subjects.of_campaign(slug, at)
    if subject is None:
        raise Http404
    return fed(request, subject, at)


@require_safe
@leads_on(Round)
def round_(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What is new in a round; a withdrawn one says that it was withdrawn."""
    at = timezone.now()
    subject = subjects.of_round(slug, at)
    return not_there(request, slug) if subject is None else fed(request, subject, at)


@require_safe
@leads_on(Politician)
def politician(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What is new of a politician."""
    at = timezone.now()
    subject = subjects.of_politician(slug, at)
    if subject is None:
        raise Http404
    return fed(request, subject, at)


@conditional_page
def fed(request: HttpRequest, subject: Subject, at: datetime.datetime) -> HttpResponseBase:
    """The feed about a *subject*; or only that it is the same, for whoever asks and has it already.

    Nobody keeps it without asking again. What tells one feed from another is what is written in it, and nothing else:
    so an upgrade and a restored backup are seen, and what editors do out of readers' sight is not.
    """
    origin, by = origin_of(request), Publisher.objects.the_one().name
    news, record = latest_news(subject, origin, at), Record.objects.the_one()
    written = written_down(subject, news, record, origin=origin, publisher=by)
    response = HttpResponse(written, content_type="application/atom+xml; charset=utf-8")
    response.headers["Cache-Control"] = "public, no-cache"
    return response
