"""What readers will see of a round or a silence once it is public, before anything is changed."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from questions.models import Decision, Recipient, Response, Round, Source, Standing
from questions.models.recipients import RecipientQuerySet
from questions.models.standings import standing_of
from questions.pages.question_page import QuestionPage, load_question_page
from questions.pages.round_page import RoundPage, load_full_page, load_round_page
from questions.this_page import origin_of


def as_if_published(round_: Round, moment: datetime.datetime) -> list[Recipient]:
    """Everyone on the list with the standing they will have when *round_* is published at *moment*.

    Every response that has never been public is taken as published with it, as `publish_round` does. The
    rows are only read: nothing of this may be saved.
    """
    prefetch_related_objects([round_], "questions__put_to")
    listed: RecipientQuerySet = round_.recipients.all()
    recipients = list(
        listed.select_related("party", "politician", "decision_source")
        .prefetch_related(
            "approaches",
            Prefetch("signatures__response", Response.objects.prefetch_related("answers")),
        )
        .in_order()
    )
    first_time = not round_.was_public(moment)
    for recipient in recipients:
        recipient.round = round_
        for signature in recipient.signatures.all():
            signature.response.round = round_
            if first_time and not signature.response.was_public(moment):
                signature.response.published_at = moment
        standing = standing_of(recipient, moment)
        recipient.__dict__["annotated_standing"] = standing.value
    return recipients


@contextmanager
def published_for_now(round_: Round, moment: datetime.datetime) -> Iterator[None]:
    """Within it the database reads as if *round_*, with every reply on file, had been published at *moment*.

    The readers' own pages can then be read and drawn as they will be, by their own queries. It is a transaction
    that is never kept: nobody else sees anything of it, and nothing of it stays, whatever happens. Replies that
    were withdrawn stay withdrawn.
    """
    with transaction.atomic():
        rounds = Round._base_manager.filter(pk=round_.pk)
        rounds.exclude(published_at__lte=moment).update(published_at=moment)
        rounds.update(withdrawn_at=None, withdrawal_note="")
        unpublished = Response._base_manager.filter(round=round_.pk).exclude(published_at__lte=moment)
        unpublished.update(published_at=moment)
        try:
            yield
        finally:
            transaction.set_rollback(True)


@dataclass(frozen=True)
class Preview:
    """What the notice on a previewed page says: until when its address shows it (None for the newsroom's own)."""

    round: Round
    address: str
    until: datetime.datetime | None


def has_something_to_preview(round_: Round, moment: datetime.datetime) -> bool:
    """Whether readers would see something else than now: a round that is not public, or replies not public yet."""
    return not round_.is_published(moment) or round_.responses.unpublished(moment).exists()


def draw_round(
    request: HttpRequest,
    round_: Round,
    moment: datetime.datetime,
    address: str,
    *,
    until: datetime.datetime | None = None,
) -> HttpResponse | None:
    """The page of *round_* as it would be if it were published now, its own links leading below *address*.

    None where there is nothing to preview: the page is public as it is.
    """

    def load() -> RoundPage | None:
        return load_round_page(round_.slug, moment, request.GET, origin_of(request))

    return _draw(request, "round.html", load, moment, Preview(round_, address, until))


def draw_full_page(
    request: HttpRequest,
    round_: Round,
    moment: datetime.datetime,
    address: str,
    *,
    until: datetime.datetime | None = None,
) -> HttpResponse | None:
    """The page with every word of *round_*, as `draw_round` has its page."""

    def load() -> RoundPage | None:
        return load_full_page(round_.slug, moment)

    return _draw(request, "round_all.html", load, moment, Preview(round_, address, until))


def draw_question(
    request: HttpRequest,
    round_: Round,
    number: int,
    moment: datetime.datetime,
    address: str,
    *,
    until: datetime.datetime | None = None,
) -> HttpResponse | None:
    """The page of one question of *round_*, as `draw_round` has its page.

    Raises `Http404` if the round has no such question.
    """

    def load() -> QuestionPage | None:
        return load_question_page(round_.slug, number, moment, origin_of(request))

    return _draw(request, "question.html", load, moment, Preview(round_, address, until))


def _draw(
    request: HttpRequest,
    template: str,
    load: Callable[[], RoundPage | QuestionPage | None],
    moment: datetime.datetime,
    preview: Preview,
) -> HttpResponse | None:
    """The readers' page that *load* reads, drawn as it will be. None where there is nothing to preview."""
    if not has_something_to_preview(preview.round, moment):
        return None
    with published_for_now(preview.round, moment):
        page = load()
        if page is None:
            raise Http404
        html = render_to_string(template, {"page": page, "preview": preview}, request)
    return HttpResponse(leading_below(html, preview.round, preview.address))


def leading_below(html: str, round_: Round, address: str) -> str:
    """*html* with the links to the pages of *round_* leading to their previews.

    No words of anybody hold such a link: their quotation marks are escaped.
    """
    below = round_.get_absolute_url()
    return html.replace(f'href="{below}', f'href="{address}').replace(
        f'action="{below}', f'action="{address}'
    )


def as_if_silent(
    recipient: Recipient, source: Source | None, wording: str, moment: datetime.datetime
) -> Recipient:
    """*recipient* as they stand once it is confirmed, at *moment*, that they did not respond; never to be saved."""
    silent = copy.copy(recipient)
    silent.decision, silent.decision_source = Decision.NO_RESPONSE, source
    silent.decision_wording = wording
    silent.decided_on = timezone.localdate(moment).isoformat()
    silent.__dict__["annotated_standing"] = Standing.NO_RESPONSE.value
    return silent
