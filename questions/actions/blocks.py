"""What stands in the way of publishing: each thing in a sentence, with the place where it is put right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from questions.counting import count_round
from questions.models import Approach, Publisher, Recipient, Round, Standing
from questions.sentences import join_names

NO_EVIDENCE_OF_ASKING = "Say when the questions were put, or add a source or an approach."


class Place(Enum):
    """Where something is put right."""

    MEMBERS = auto()
    QUESTIONS = auto()
    NUMBER_ASKED = auto()
    ASKED_ON = auto()
    SILENCE = auto()
    PUBLISHER = auto()


@dataclass(frozen=True)
class Block:
    """One thing that stands in the way: what is missing, where it is put right, and whom it is about, if anybody."""

    sentence: str
    place: Place
    about: Recipient | None = None


def blocks_of(round_: Round, recipients: Sequence[Recipient] | None = None) -> list[Block]:
    """What is missing before *round_* may be public; nothing when nothing is.

    *recipients* are all on its list, with standings and the sources of decisions, where they are at hand.
    """
    if recipients is None:
        recipients = list(round_.recipients.with_standing().select_related("decision_source").in_order())
    blocks = []
    if not recipients:
        blocks.append(Block("Nobody is on the round's list yet.", Place.MEMBERS))
    if not round_.questions.exists():
        blocks.append(Block("The round has no questions yet.", Place.QUESTIONS))
    count = count_round(round_, recipients)
    if count.excess:
        told = f"The list counts {count.counted}, but the number asked is {count.asked}: correct one of them."
        blocks.append(Block(told, Place.NUMBER_ASKED))
    if not has_evidence_of_asking(round_):
        blocks.append(Block(NO_EVIDENCE_OF_ASKING, Place.ASKED_ON))
    return [*blocks, *silences_without_evidence(round_, recipients), *blocks_of_anything()]


def blocks_of_anything() -> list[Block]:
    """What is missing before anything at all may be public: in production, readers are told who publishes it."""
    if not settings.IN_PRODUCTION:
        return []
    missing = Publisher.objects.the_one().missing
    if not missing:
        return []
    told = f"Fill in who publishes this, which every page says. Still missing: {join_names(list(missing))}."
    return [Block(told, Place.PUBLISHER)]


def hold_who_publishes() -> None:
    """Hold the record of who publishes to the end of the transaction: nobody empties it while something goes out."""
    if settings.IN_PRODUCTION:
        list(Publisher.objects.held())


def refuse_to_publish_anything() -> None:
    """Refuse to make something public while nobody is named who publishes it."""
    hold_who_publishes()
    if blocks := blocks_of_anything():
        raise ValidationError([block.sentence for block in blocks])


def has_evidence_of_asking(round_: Round) -> bool:
    """Whether anything shows that the questions were put: a date, a source or an approach."""
    if round_.asked_on or round_.sources.exists():
        return True
    return Approach.objects.filter(recipient__round=round_).exists()


def silences_without_evidence(round_: Round, recipients: Iterable[Recipient]) -> list[Block]:
    """Why *no response* cannot be said of some of *recipients*, whose standings are at hand; with one query."""
    silent = [recipient for recipient in recipients if recipient.standing == Standing.NO_RESPONSE]
    approaches: dict[int, list[Approach]] = defaultdict(list)
    for approach in Approach.objects.to_recipients(*silent):
        approaches[approach.recipient_id].append(approach)
    today = timezone.localdate()
    blocks = []
    for recipient in silent:
        recipient.round = round_
        reason = recipient.why_no_evidence(today, recipient.decision_source, approaches[recipient.pk])
        if reason:
            blocks.append(Block(reason, Place.SILENCE, recipient))
    return blocks
