"""Saying of somebody that they did not respond: put forward by one editor, confirmed by another."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from questions.actions import second_pair_of_eyes
from questions.actions.acts import act
from questions.actions.corrections import Note, note_correction
from questions.actions.decisions import (
    PUT_FORWARD_FIELDS,
    SILENCE_FIELDS,
    decide,
    forget_silence,
    silence_as_it_was,
)
from questions.actions.history import hold, hold_all, note_in_history
from questions.models import Decision, Recipient, Source
from questions.models.recipients import REPLY_ON_FILE
from questions.sentences import instead_of_silence_words, silence_words, withdrawn_silence_words


@act
def put_forward_silences(
    *, recipients: Iterable[Recipient], by: User, source: Source | None = None
) -> list[Recipient]:
    """Put forward that *recipients* of one round did not respond; a publisher confirms it, or somebody drops it.

    It says nothing to readers and changes no standing. All or none: raises a `ValidationError` with a sentence for
    each of whom it cannot be said, for the same reasons as *no response* itself.
    """
    held = _held(recipients)
    _refuse_each(held, lambda one: _why_not_said(one, why_not_put_forward(one), source))
    for recipient in held:
        recipient.put_forward_at, recipient.put_forward_by = timezone.now(), by
        recipient.put_forward_source = source
        recipient.full_clean()
        recipient.save(update_fields=PUT_FORWARD_FIELDS)
        note_in_history(recipient, by, "Put forward: did not respond.")
    return held


@act
def confirm_silences(
    *,
    recipients: Iterable[Recipient],
    by: User,
    source: Source | None = None,
    wording: str = "",
    note: str = "",
) -> list[Recipient]:
    """Say of *recipients* of one round, as a publisher, that they did not respond; who, when and why is kept.

    The *source* is the one each was put forward with unless another is given; *wording* is for readers, *note*
    for the newsroom. All or none: raises a `ValidationError` with a sentence for each of whom it cannot be said: a
    reply on file, no evidence, or nobody else who put it forward where a second pair of eyes is asked for.
    """
    held = _held(recipients)
    _refuse_each(
        held, lambda one: _why_not_said(one, why_not_confirmed(one, by), source or one.put_forward_source)
    )
    for recipient in held:
        decide(recipient, Decision.NO_RESPONSE, by, source or recipient.put_forward_source)
        recipient.decision_wording, recipient.decision_note = wording, note
        recipient.full_clean()
        recipient.save(update_fields=SILENCE_FIELDS)
        note_in_history(recipient, by, f"Confirmed: did not respond. {recipient.decision_evidence}")
    return held


@act
def take_back_silences(*, recipients: Iterable[Recipient], by: User) -> list[Recipient]:
    """Drop what was put forward of *recipients* of one round and is not confirmed. All or none."""
    held = _held(recipients)
    _refuse_each(held, why_not_taken_back)
    for recipient in held:
        was = silence_words(recipient)
        forget_silence(recipient)
        recipient.full_clean()
        recipient.save(update_fields=SILENCE_FIELDS)
        note_in_history(recipient, by, f"No longer put forward as silent. It was: {was}")
    return held


@act
def withdraw_silences(*, recipients: Iterable[Recipient], by: User, reason: str) -> list[Recipient]:
    """Withdraw the confirmed silences of *recipients* of one round. All or none.

    Where the round was public, a correction tells readers what stood there and the *reason*.
    """
    if not reason.strip():
        raise ValidationError("Say why it is withdrawn: readers who saw it are told.")
    held = _held(recipients)
    _refuse_each(held, why_not_withdrawn)
    for recipient in held:
        told, stood = withdrawn_silence_words(recipient), silence_as_it_was(recipient)
        forget_silence(recipient)
        recipient.full_clean()
        recipient.save(update_fields=SILENCE_FIELDS)
        note_in_history(recipient, by, f"No longer “did not respond”: {reason.strip()} {stood}".strip())
        if recipient.was_public():
            note = Note(was=told, now=instead_of_silence_words(recipient, reason))
            note_correction(about=recipient, by=by, note=note)
    return held


def why_not_put_forward(recipient: Recipient) -> str:
    """Why it cannot be put forward of *recipient* as they are decided about now; empty if it can."""
    if recipient.is_put_forward:
        return f"That {recipient.name} did not respond is put forward already."
    return _why_decided(recipient)


def why_not_confirmed(recipient: Recipient, by: User) -> str:
    """Why *by* cannot confirm it of *recipient* as they are decided about now; empty if they can."""
    if reason := _why_decided(recipient):
        return reason
    if not second_pair_of_eyes.is_on("silences"):
        return ""
    if recipient.put_forward_at is None:
        return f"Nobody has put forward that {recipient.name} did not respond: one editor does, and another confirms."
    if recipient.put_forward_by_id == by.pk:
        return f"You put forward that {recipient.name} did not respond: somebody else has to confirm it."
    return ""


def why_not_taken_back(recipient: Recipient) -> str:
    """Why there is nothing to drop; empty if it is put forward that *recipient* did not respond."""
    if recipient.is_put_forward:
        return ""
    return f"Nobody has put forward that {recipient.name} did not respond, or it is confirmed already."


def why_not_withdrawn(recipient: Recipient) -> str:
    """Why there is nothing to withdraw; empty if *recipient* is on record as not having responded."""
    if recipient.decision == Decision.NO_RESPONSE:
        return ""
    if recipient.is_put_forward:
        return f"That {recipient.name} did not respond is only put forward: take it back without those confirmed."
    return f"{recipient.name} is not on record as not having responded."


def _why_decided(recipient: Recipient) -> str:
    if recipient.decision == Decision.NO_RESPONSE:
        return f"{recipient.name} is on record as not having responded already."
    if recipient.decision:
        decided = recipient.get_decision_display()
        return f"It was decided of {recipient.name}: {decided}. Take that back first, on their own page."
    return ""


def _why_not_said(recipient: Recipient, reason: str, source: Source | None) -> str:
    """A reply on file comes before any other *reason*, and that before evidence that is missing."""
    if recipient.has_reply_on_file():
        return REPLY_ON_FILE.format(name=recipient.name)
    return reason or recipient.why_no_evidence(timezone.localdate(), source, recipient.approaches.all())


def _held(recipients: Iterable[Recipient]) -> list[Recipient]:
    """The *recipients* with their round, read afresh and held, in the order of the list; of one round only."""
    meant = list(recipients)
    if not meant:
        raise ValidationError("Choose at least one person.")
    if len({recipient.round_id for recipient in meant}) > 1:
        raise ValidationError("Choose people of one round: each round has silences of its own.")
    round_ = meant[0].round
    hold(round_)
    numbers = [recipient.pk for recipient in meant]
    held = hold_all(Recipient.objects.filter(pk__in=numbers).select_related("put_forward_source"))
    if len(held) < len(set(numbers)):
        raise ValidationError("Somebody among those chosen is not on the list any more. Nothing was changed.")
    for recipient in held:
        recipient.round = round_
    return sorted(held, key=lambda recipient: (recipient.position, recipient.pk))


def _refuse_each(recipients: Iterable[Recipient], why: Callable[[Recipient], str]) -> None:
    """Refuse the whole act with every sentence that *why* has; with none, let it go on."""
    reasons = [reason for recipient in recipients if (reason := why(recipient))]
    if reasons:
        raise ValidationError([*reasons, "Nothing was changed."])
