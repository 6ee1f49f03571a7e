"""The page of a round's silences: everyone who has not replied, and what is asked before an act on some of them."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from questions.desk.links import page_of
from questions.models import Approach, Decision, Recipient, Round, Source, Standing
from questions.models.silences import Missing, what_is_missing
from questions.previews import as_if_silent
from questions.sentences import claim, evidence_words, quoted, silence_words
from respondents.partial_dates import spell
from respondents.verbatim import LineFormField, VerbatimFormField

OPEN = {Standing.AWAITING, Standing.NO_RESPONSE}
DECIDED = {Standing(decision.value) for decision in Decision}


@dataclass(frozen=True)
class Row:
    """One person as the page shows them: how they were asked, by when, and how far a silence has come."""

    recipient: Recipient
    approaches: Sequence[Approach]
    deadline: str
    evidence: str
    missing: str
    mending: str
    state: str
    can_be_ticked: bool
    is_ticked: bool


@dataclass(frozen=True)
class Claim:
    """What is said of one person: how far it has come, what is missing, and the sentence that readers get."""

    recipient: Recipient
    state: str
    evidence: str
    missing: str
    words: str


class StepForm(forms.Form):
    """What goes with a step *about* some who have not replied."""

    def __init__(self, *args: Any, about: Sequence[Recipient], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about


class PutForwardForm(StepForm):
    """What goes with a silence that is put forward."""

    source = forms.ModelChoiceField(
        Source.objects.defer("text", "furniture"),
        required=False,
        empty_label="none: approaches and a passed deadline are the evidence",
        help_text="The published source that says they did not respond, if there is one.",
    )


class ConfirmForm(PutForwardForm):
    """What goes with a silence that is confirmed."""

    wording = LineFormField(
        label="Public wording",
        max_length=300,
        required=False,
        help_text="Neutral, for readers. It ends the sentence “Did not respond, …” above, after a colon. Mostly empty.",
    )
    note = VerbatimFormField(
        label="Private note",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For the newsroom only: anything that the evidence does not say by itself.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = {recipient.put_forward_source for recipient in self.about}
        source = self.fields["source"]
        if given != {None} and isinstance(source, forms.ModelChoiceField):
            source.empty_label = "as each was put forward"
            source.initial = given.pop() if len(given) == 1 else None


class TakeBackForm(StepForm):
    """Dropping what was put forward needs nothing else."""


class WithdrawForm(TakeBackForm):
    """What goes with the withdrawal of a confirmed silence."""

    reason = VerbatimFormField(
        label="Why it is withdrawn",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Readers who may have seen the claim are told this, in a correction.",
        error_messages={"required": "Say why it is withdrawn: readers who saw it are told."},
    )


def on_the_list(round_: Round) -> list[Recipient]:
    """Everyone on a round's list with all that this page shows of them at hand: two queries."""
    listed = list(
        round_.recipients.with_standing()
        .with_later_reply()
        .select_related("party", "decision_source", "decided_by", "put_forward_by", "put_forward_source")
        .prefetch_related(Prefetch("approaches", Approach.objects.in_order()))
        .in_order()
    )
    for recipient in listed:
        recipient.round = round_
    return listed


def has_replied(recipient: Recipient) -> bool:
    """Whether somebody stands where only a reply on file brings them."""
    return recipient.standing not in OPEN | DECIDED


def concerns_silences(recipient: Recipient) -> bool:
    """Whether somebody is awaited or silent, or is still called silent although a reply is on file."""
    called_silent = recipient.decision == Decision.NO_RESPONSE or recipient.put_forward_at is not None
    return recipient.standing in OPEN or called_silent


def is_meant(recipient: Recipient, name: str) -> bool:
    """Whether somebody is ticked by one of the page's links: ``ready`` to be put forward, or ``put-forward``."""
    if name == "put-forward":
        return recipient.is_put_forward
    has_evidence = not evidence_of(recipient, None, timezone.localdate())[1]
    is_open = recipient.standing == Standing.AWAITING and not recipient.is_put_forward
    return name == "ready" and is_open and has_evidence


def row_of(
    recipient: Recipient,
    today: datetime.date,
    ticked: Collection[int],
    *,
    may_put_forward: bool,
    may_confirm: bool,
) -> Row:
    """One person as the page shows them; ticked by whoever may take a step about them."""
    is_silent = recipient.decision == Decision.NO_RESPONSE
    evidence, missing = evidence_of(recipient, None, today)
    return Row(
        recipient=recipient,
        approaches=list(recipient.approaches.all()),
        deadline=deadline_words(recipient),
        evidence=evidence,
        missing="" if missing is None else missing.value.format(name=recipient.name),
        mending=where_to_mend(recipient, missing) if missing is not None and may_put_forward else "",
        state=silence_words(recipient),
        can_be_ticked=may_confirm or (may_put_forward and not is_silent),
        is_ticked=recipient.pk in ticked,
    )


def evidence_of(
    recipient: Recipient, source: Source | None, today: datetime.date
) -> tuple[str, Missing | None]:
    """The evidence that somebody did not respond, in a sentence, or what is missing of it."""
    if recipient.decision_evidence:
        return recipient.decision_evidence, None
    word = source or recipient.decision_source or recipient.put_forward_source
    approaches = list(recipient.approaches.all())
    missing = None if word else what_is_missing(approaches, recipient.deadline_on, today)
    return ("" if missing else evidence_words(recipient, word, approaches)), missing


def deadline_words(recipient: Recipient) -> str:
    """The deadline that counts for somebody, and whether it is their own."""
    if recipient.own_deadline_on:
        return f"{spell(recipient.own_deadline_on)}, their own"
    return spell(recipient.round.deadline_on) or quoted(recipient.round.deadline_words) or "not on file"


def where_to_mend(recipient: Recipient, missing: Missing) -> str:
    """The page on which an editor adds what is missing."""
    if missing is Missing.REACHED:
        return page_of(recipient.round, "approaches", recipient=recipient.pk)
    if missing is Missing.DEADLINE:
        return page_of(recipient.round, "deadline", recipient=recipient.pk)
    return f"{reverse('admin:questions_recipient_change', args=[recipient.pk])}#approaches-group"


def claims_on(
    recipients: Sequence[Recipient],
    moment: datetime.datetime,
    today: datetime.date,
    source: Source | None,
    wording: str,
) -> list[Claim]:
    """What is said of each of *recipients* once it is confirmed, from *source* or the one it was put forward with."""
    claims = []
    for recipient in recipients:
        word = source or recipient.put_forward_source
        evidence, missing = evidence_of(recipient, source, today)
        silent = as_if_silent(recipient, word, wording, moment)
        words = claim(silent, recipient.round, list(recipient.approaches.all()), moment)
        told = "" if missing is None else missing.value.format(name=recipient.name)
        claims.append(Claim(recipient, silence_words(recipient), evidence, told, words))
    return claims


def fingerprint(claims: Sequence[Claim]) -> str:
    """A short sign for exactly these claims: a page that carries it back has shown them, and no others."""
    text = "\n".join(f"{each.recipient.pk} {each.evidence} {each.words}" for each in claims)
    return hashlib.sha256(text.encode()).hexdigest()
