"""What a feed is about: everything, a campaign, a round, a politician, the corrections; and which rows are news there.

Ids are permanent: they hold the primary key of a row, which no change of a title or a slug, no correction and no
withdrawal touches, and no address. See `docs/decisions/`.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.urls import reverse

from questions import sentences
from questions.models import Campaign, Correction, Recipient, Response, Round
from questions.models.corrections import CorrectionQuerySet
from questions.models.responses import ResponseQuerySet
from questions.models.rounds import RoundQuerySet
from respondents.models import Politician


def permanent_id(kind: str, pk: int | None = None) -> str:
    """The id of a feed or an entry, for ever: a tag of the newsroom's (RFC 4151)."""
    return f"tag:{settings.TAG_AUTHORITY}:{kind}" + (f"/{pk}" if pk is not None else "")


@dataclass(frozen=True)
class Subject:
    """What a feed is about, with the rows that are news there. `page` is the page that it goes with."""

    id: str
    title: str
    page: str
    address: str
    rounds: RoundQuerySet
    withdrawn: RoundQuerySet
    replies: ResponseQuerySet
    notes: CorrectionQuerySet


def _rows(at: datetime.datetime) -> tuple[RoundQuerySet, RoundQuerySet, ResponseQuerySet, CorrectionQuerySet]:
    return (
        Round.objects.published(at),
        Round.objects.withdrawn(at),
        Response.objects.ever_shown(at).after_their_round(),
        Correction.objects.published(at),
    )


def everything(at: datetime.datetime) -> Subject:
    """The whole record: rounds, replies that came after them, corrections and withdrawals."""
    return Subject(
        permanent_id("feed"), sentences.FEED_OF_EVERYTHING, reverse("home"), reverse("feed"), *_rows(at)
    )


def corrections(at: datetime.datetime) -> Subject:
    """Nothing but what was wrong or withdrawn."""
    rounds, withdrawn, replies, notes = _rows(at)
    return Subject(
        permanent_id("feed/corrections"),
        sentences.FEED_OF_CORRECTIONS,
        reverse("corrections"),
        reverse("corrections-feed"),
        rounds.none(),
        withdrawn,
        replies.none(),
        notes,
    )


def of_campaign(slug: str, at: datetime.datetime) -> Subject | None:
    """One campaign; None if readers see none of its rounds."""
    campaign = Campaign.objects.published(at).at_address(slug)
    if campaign is None:
        return None
    rounds, withdrawn, replies, notes = _rows(at)
    return Subject(
        permanent_id("feed/campaign", campaign.pk),
        sentences.feed_title(campaign.title),
        campaign.get_absolute_url(),
        reverse("campaign-feed", args=[slug]),
        rounds.of_campaign(slug),
        withdrawn.of_campaign(slug),
        replies.of_campaign(slug),
        notes.of_campaign(slug),
    )


def of_round(slug: str, at: datetime.datetime) -> Subject | None:
    """One round; None if readers do not see it."""
    round_ = Round.objects.published(at).at_address(slug)
    if round_ is None:
        return None
    rounds, withdrawn, replies, notes = _rows(at)
    return Subject(
        permanent_id("feed/round", round_.pk),
        sentences.feed_title(round_.title),
        round_.get_absolute_url(),
        reverse("round-feed", args=[slug]),
        rounds.at_addresses(slug),
        withdrawn.none(),
        replies.of_rounds(round_),
        notes.of_rounds(round_),
    )


def of_politician(slug: str, at: datetime.datetime) -> Subject | None:
    """One politician: every reply of theirs, those published with their round included; None if nobody asked them."""
    politician = Politician.objects.at_address(slug)
    if politician is None or not Recipient.objects.published(at).of_politicians(politician).exists():
        return None
    return Subject(
        permanent_id("feed/politician", politician.pk),
        sentences.feed_title(politician.name),
        politician.get_absolute_url(),
        reverse("politician-feed", args=[slug]),
        Round.objects.none(),
        Round.objects.none(),
        Response.objects.ever_shown(at).signed_by(politician),
        Correction.objects.published(at).concerning(politician),
    )


def last_told_first(rows: models.QuerySet[models.Model], most: int) -> list[models.Model]:
    """The rows of which readers were told anything last, at most so many."""
    return list(rows.order_by("-last_told_at", "-pk")[:most])
