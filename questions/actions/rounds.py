"""Filling a round's list, and making the round public."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from questions.actions.acts import act
from questions.actions.blocks import (
    NO_EVIDENCE_OF_ASKING,
    blocks_of,
    has_evidence_of_asking,
    hold_who_publishes,
    silences_without_evidence,
)
from questions.actions.corrections import Note, note_correction
from questions.actions.history import hold, note_in_history
from questions.actions.previews import revoke_preview
from questions.actions.responses import (
    PUBLICATION_FIELDS,
    make_public,
    refuse_a_set_time_after_a_withdrawal,
)
from questions.actions.second_pair_of_eyes import refuse_own_words, shown_with
from questions.actions.telling import tell_readers
from questions.counting import count_round
from questions.models import Approach, CorrectionKind, Question, Recipient, Round
from questions.sentences import day, minute
from respondents.models import Membership, Politician


@act
def add_members(
    *, round: Round, memberships: Iterable[Membership], by: User, correction: Note | None = None
) -> list[Recipient]:
    """Put the holders of *memberships* on the round's list, with the party, role and area they hold.

    Whoever is on the list already is left as they are. Readers of a public round are told in a *correction*.
    """
    tell_readers(correction)
    hold(round)
    places = Places(round)
    added = [
        places.give(
            membership.politician,
            party=membership.party,
            role=membership.role,
            area=membership.area,
            body=membership.body if membership.body_id != round.body_id else None,
        )
        for membership in memberships
        if places.is_free_for(membership.politician)
    ]
    refuse_unsound(round)
    if added:
        note_in_history(round, by, f"Added {len(added)} to the list.")
    return added


class Places:
    """The places on a round's list that is held: who has one, and the next one for somebody new."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        self.listed = set(round_.recipients.values_list("politician", flat=True))
        self.slugs = set(round_.recipients.values_list("slug", flat=True))
        self.last = round_.recipients.aggregate(last=Max("position"))["last"] or 0

    def is_free_for(self, politician: Politician) -> bool:
        """Whether they are not on the list yet."""
        return politician.pk not in self.listed

    def give(self, politician: Politician, **as_asked: Any) -> Recipient:
        """Put a politician on the list, with party, role and area *as asked*."""
        slug, number = politician.slug, 2
        while slug in self.slugs:
            slug, number = f"{politician.slug}-{number}", number + 1
        self.listed.add(politician.pk)
        self.slugs.add(slug)
        self.last += 1
        recipient = Recipient(
            round=self.round,
            slug=slug,
            position=self.last,
            politician=politician,
            name=politician.name,
            **as_asked,
        )
        recipient.full_clean(validate_unique=False, validate_constraints=False)
        recipient.save()
        return recipient


def refuse_unsound(round_: Round, about: Recipient | None = None) -> None:
    """Refuse what was just written if readers of a public round would see counts or silences that do not hold.

    Call it last in the transaction that changes a list, a deadline or an approach. The list may not be longer
    than the number asked, and no silence may lose its evidence: nobody's, or that of whom the change is *about*.
    """
    if round_.published_at is None:
        return
    recipients = list(round_.recipients.with_standing().select_related("decision_source").in_order())
    count = count_round(round_, recipients)
    concerned = [recipient for recipient in recipients if about is None or recipient == about]
    refusals = [block.sentence for block in silences_without_evidence(round_, concerned)]
    if count.excess:
        refusals.append(
            f"The list would count {count.counted}, and the number asked is {count.asked}: "
            "correct the number asked first."
        )
    if refusals:
        raise ValidationError([*refusals, "Readers see this round, so nothing was changed."])


def what_blocks_publication(round_: Round) -> list[str]:
    """The sentences that say what is missing before *round_* may be public; empty when nothing is."""
    return [block.sentence for block in blocks_of(round_)]


def refuse_without_evidence_of_asking(round_: Round) -> None:
    """Refuse what was just written if nothing shows any more that the questions of a public round were put."""
    if round_.published_at is not None and not has_evidence_of_asking(round_):
        raise ValidationError([NO_EVIDENCE_OF_ASKING, "Readers see this round, so nothing was changed."])


@act
def publish_round(*, round: Round, by: User, at: datetime.datetime | None = None) -> Round:
    """Make a round public with every response on file, at the moment *at* or now. Again, if it was withdrawn.

    Until a moment that lies ahead nothing of it is public anywhere; a round that is to be public already gets
    another moment; one that was withdrawn comes back now. Raises `ValidationError` with everything that blocks it;
    nothing is then changed.
    """
    hold(round)
    if round.is_published():
        raise ValidationError("This round is public already.")
    refuse_a_set_time_after_a_withdrawal(round, at)
    hold_who_publishes()
    if blocks := what_blocks_publication(round):
        raise ValidationError(blocks)
    refuse_own_words(by, shown_with(round))
    now = timezone.now()
    moment = at or now
    withdrawn_at = round.withdrawn_at
    was_withdrawn = withdrawn_at is not None
    if not was_withdrawn:
        round.published_at = moment
    round.withdrawn_at, round.withdrawal_note = None, ""
    round.full_clean()
    round.save(update_fields=PUBLICATION_FIELDS)
    if not was_withdrawn:
        for response in round.responses.unpublished(min(now, moment)).select_related("source"):
            response.round, response.published_at = round, None
            make_public(response, moment)
    if withdrawn_at is not None:
        take_back_previews(round, by)
        was = f"This round was withdrawn on {day(withdrawn_at)}."
        again = Note(was, "It is published again.", CorrectionKind.CLARIFICATION)
        note_correction(about=round, by=by, note=again)
    note_in_history(round, by, f"To be published on {minute(moment)}." if moment > now else "Published.")
    return round


@act
def call_off_publication(*, round: Round, by: User) -> Round:
    """Make a draft again of a round that was to be published, and of its responses."""
    hold(round)
    if round.published_at is None or round.is_published() or round.withdrawn_at is not None:
        raise ValidationError("No publication of this round lies ahead, so there is nothing to call off.")
    for response in round.responses.unpublished():
        if response.published_at is not None:
            response.published_at = None
            response.save(update_fields=PUBLICATION_FIELDS)
    round.published_at = None
    round.save(update_fields=PUBLICATION_FIELDS)
    note_in_history(round, by, "Publication called off.")
    return round


@act
def withdraw_round(*, round: Round, by: User, note: str) -> Round:
    """Take a public round down. Whoever comes to its address is told the *note* and its date.

    Its preview links are taken back with it: its words stay open to nobody.
    Publication that lies ahead is called off: the round and its responses are drafts again.
    """
    hold(round)
    if round.published_at is not None and round.published_at > timezone.now():
        return call_off_publication(round=round, by=by)
    if not round.is_published():
        raise ValidationError("This round is not public, so there is nothing to withdraw.")
    if not note.strip():
        raise ValidationError("Say for readers why the round is withdrawn.")
    round.withdrawn_at = timezone.now()
    round.withdrawal_note = note
    round.full_clean()
    round.save(update_fields=PUBLICATION_FIELDS)
    take_back_previews(round, by)
    note_in_history(round, by, "Withdrawn.")
    return round


def take_back_previews(round_: Round, by: User) -> None:
    """Take back every preview link of *round_* that is open: readers get something else now."""
    for link in round_.preview_links.open():
        revoke_preview(link=link, by=by)


def why_not_discarded(round_: Round) -> str:
    """Why a round cannot be thrown away with its list and questions; empty for a draft that nothing came of."""
    if round_.published_at is not None:
        return "Readers have seen this round: withdraw it instead."
    if round_.responses.exists() or Approach.objects.filter(recipient__round=round_).exists():
        return "Responses or approaches are on file for this draft: delete those first, one by one."
    if round_.followed_by.exists() or Question.objects.filter(repeats__round=round_).exists():
        return "Another round follows this draft or repeats its questions."
    return ""


@act
def discard_draft(*, round: Round, by: User) -> None:  # noqa: ARG001 - the act's history names them
    """Throw away a draft with its list and its questions, as long as nobody was approached and nothing came back."""
    hold(round)
    if reason := why_not_discarded(round):
        raise ValidationError(reason)
    round.corrections.all().delete()
    round.preview_links.all().delete()
    round.questions.all().delete()
    round.recipients.all().delete()
    round.delete()
