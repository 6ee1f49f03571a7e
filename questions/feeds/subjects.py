"""What a feed is about: everything, a campaign, a round, a politician, the corrections; and which rows are news there.

A feed and each of its entries has a name within the record that never changes: it holds the primary key of a row,
which no change of a title or a slug, no correction and no withdrawal touches. `Record.permanent_id` makes an id of it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from django.db import models
from django.urls import reverse

from questions import sentences
from questions.models import Campaign, Correction, Recipient, Response, Round
from questions.models.corrections import CorrectionQuerySet
from questions.models.responses import ResponseQuerySet
from questions.models.rounds import RoundQuerySet
from respondents.models import Politician


@dataclass(frozen=True)
class Rows:
    """The rows that are news somewhere. What is `gone` stands on there without its words."""

    rounds: RoundQuerySet
    withdrawn: RoundQuerySet
    replies: ResponseQuerySet
    notes: CorrectionQuerySet
    gone_replies: ResponseQuerySet
    gone_notes: CorrectionQuerySet


@dataclass(frozen=True)
class Subject:
    """What a feed is about, with the rows that are news there. `page` is the page that it goes with."""

    name: str
    title: str
    page: str
    address: str
    rows: Rows


def _rows(at: datetime.datetime) -> Rows:
    """Everything that is news in the whole record at the moment *at*."""
    return Rows(
        rounds=Round.objects.published(at),
        withdrawn=Round.objects.withdrawn(at),
        replies=Response.objects.ever_shown(at).after_their_round().signed(),
        notes=Correction.objects.published(at),
        gone_replies=Response.objects.gone_with_their_round(at).after_their_round().signed(),
        gone_notes=Correction.objects.taken_back(at),
    )


def everything(at: datetime.datetime) -> Subject:
    """The whole record: rounds, replies that came after them, corrections and withdrawals."""
    return Subject("feed", sentences.FEED_OF_EVERYTHING, reverse("home"), reverse("feed"), _rows(at))


def corrections(at: datetime.datetime) -> Subject:
    """Nothing but what was wrong or withdrawn."""
    rows = _rows(at)
    return Subject(
        "feed/corrections",
        sentences.FEED_OF_CORRECTIONS,
        reverse("corrections"),
        reverse("corrections-feed"),
        replace(
            rows,
            rounds=rows.rounds.none(),
            replies=rows.replies.none(),
            gone_replies=rows.gone_replies.none(),
        ),
    )


def of_campaign(slug: str, at: datetime.datetime) -> Subject | None:
    """One campaign; None if readers see none of its rounds."""
    campaign = Campaign.objects.published(at).at_address(slug)
    if campaign is None:
        return None
    rows = _rows(at)
    return Subject(
        f"feed/campaign/{campaign.pk}",
        sentences.feed_title(campaign.title),
        campaign.get_absolute_url(),
        reverse("campaign-feed", args=[slug]),
        Rows(
            rounds=rows.rounds.of_campaign(slug),
            withdrawn=rows.withdrawn.of_campaign(slug),
            replies=rows.replies.of_campaign(slug),
            notes=rows.notes.of_campaign(slug),
            gone_replies=rows.gone_replies.of_campaign(slug),
            gone_notes=rows.gone_notes.of_campaign(slug),
        ),
    )


def of_round(slug: str, at: datetime.datetime) -> Subject | None:
    """One round; None if readers do not see it."""
    round_ = Round.objects.published(at).at_address(slug)
    if round_ is None:
        return None
    rows = _rows(at)
    return Subject(
        f"feed/round/{round_.pk}",
        sentences.feed_title(round_.title),
        round_.get_absolute_url(),
        reverse("round-feed", args=[slug]),
        Rows(
            rounds=rows.rounds.at_addresses(slug),
            withdrawn=rows.withdrawn.none(),
            replies=rows.replies.of_rounds(round_),
            notes=rows.notes.of_rounds(round_),
            gone_replies=rows.gone_replies.none(),
            gone_notes=rows.gone_notes.of_rounds(round_),
        ),
    )


def of_politician(slug: str, at: datetime.datetime) -> Subject | None:
    """One politician: every reply of theirs, those published with their round included; None if nobody asked them."""
    politician = Politician.objects.at_address(slug)
    if politician is None or not Recipient.objects.published(at).of_politicians(politician).exists():
        return None
    return Subject(
        f"feed/politician/{politician.pk}",
        sentences.feed_title(politician.name),
        politician.get_absolute_url(),
        reverse("politician-feed", args=[slug]),
        Rows(
            rounds=Round.objects.none(),
            withdrawn=Round.objects.none(),
            replies=Response.objects.ever_shown(at).signed_by(politician),
            notes=Correction.objects.published(at).concerning(politician),
            gone_replies=Response.objects.gone_with_their_round(at).signed_by(politician),
            gone_notes=Correction.objects.taken_back(at).concerning(politician),
        ),
    )


def last_told_first(rows: models.QuerySet[models.Model], most: int) -> list[models.Model]:
    """The rows of which readers were told anything last, at most so many."""
    return list(rows.order_by("-last_told_at", "-pk")[:most])
