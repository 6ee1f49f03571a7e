"""Deciding what may be said of somebody who has not replied, and clearing it once they have."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from questions.actions.acts import act
from questions.actions.corrections import Note
from questions.actions.history import hold, note_in_history
from questions.actions.telling import tell_readers
from questions.models import Decision, Recipient, Source
from questions.sentences import evidence_words
from respondents.history import acting

PUT_FORWARD_FIELDS = ["put_forward_at", "put_forward_by", "put_forward_source"]
DECISION_FIELDS = [
    "decision",
    "decided_on",
    "decided_at",
    "decided_by",
    "decision_source",
    "decision_wording",
    "decision_evidence",
    "decision_note",
]
SILENCE_FIELDS = [*DECISION_FIELDS, *PUT_FORWARD_FIELDS]


@act
def record_decision(
    *,
    recipient: Recipient,
    decision: Decision | str,
    by: User,
    source: Source | None = None,
    wording: str = "",
    correction: Note | None = None,
) -> Recipient:
    """Keep what was decided about *recipient*, today, by whom and from which *source*; ``""`` takes it back.

    Where the decision and its source stay the same and only the wording is another, date and maker stay too.

    *No response* is a claim about a named person: it is refused with a `ValidationError` while a reply is on
    file, or without evidence (a source that says so; or a delivered approach and a passed deadline). A decision
    that readers have seen is changed or taken back with a *correction* only.
    """
    tell_readers(correction)
    hold(recipient.round)
    hold(recipient)
    if decision == Decision.NO_RESPONSE and (
        reason := recipient.why_no_silence(timezone.localdate(), source)
    ):
        raise ValidationError(reason, code="no_evidence")
    if (recipient.decision, recipient.decision_source) != (decision, source):
        decide(recipient, decision, by, source)
    recipient.decision_wording = wording if decision else ""
    recipient.full_clean()
    recipient.save(update_fields=SILENCE_FIELDS)
    recorded = f"Decided: {Decision(decision).label}." if decision else "Took the decision back."
    note_in_history(recipient, by, recorded)
    return recipient


def clear_silence(recipients: Iterable[Recipient], by: User | None) -> list[Recipient]:
    """Take back that any of *recipients* did not respond, or that it was put forward: a reply of theirs is on file.

    Whoever records a reply calls it in the same transaction, with the round held. Returns whose silence was cleared.
    """
    cleared = []
    for recipient in sorted(recipients, key=lambda one: one.pk):
        hold(recipient)
        was_silent = recipient.decision == Decision.NO_RESPONSE
        if not was_silent and recipient.put_forward_at is None:
            continue
        said = "No longer “did not respond”" if was_silent else "No longer put forward as silent"
        stood = silence_as_it_was(recipient)
        forget_silence(recipient)
        with acting(by, f"{said}: a reply was recorded."):
            recipient.save(update_fields=SILENCE_FIELDS)
        if by is not None:
            note_in_history(recipient, by, f"{said}: a reply was recorded. {stood}".strip())
        if was_silent:
            cleared.append(recipient)
    return cleared


def decide(recipient: Recipient, decision: Decision | str, by: User, source: Source | None) -> None:
    """Write into *recipient* what *by* decides now; of a silence also what it stands on. ``""`` is no decision."""
    is_silence = decision == Decision.NO_RESPONSE
    if not is_silence:
        forget_silence(recipient)
    forget_decision(recipient)
    if not decision:
        return
    recipient.decision, recipient.decision_source = decision, source
    recipient.decided_at, recipient.decided_by = timezone.now(), by
    recipient.decided_on = timezone.localdate(recipient.decided_at).isoformat()
    if is_silence:
        approaches = list(recipient.approaches.in_order())
        recipient.decision_evidence = evidence_words(recipient, source, approaches)


def forget_silence(recipient: Recipient) -> None:
    """Leave nothing of a silence in *recipient*, nor of its being put forward; another decision stays."""
    recipient.put_forward_at = recipient.put_forward_by = recipient.put_forward_source = None
    if recipient.decision == Decision.NO_RESPONSE:
        forget_decision(recipient)


def forget_decision(recipient: Recipient) -> None:
    """Leave nothing of a decision in *recipient*."""
    recipient.decision = recipient.decided_on = recipient.decision_wording = ""
    recipient.decision_evidence = recipient.decision_note = ""
    recipient.decided_at = recipient.decided_by = recipient.decision_source = None


def silence_as_it_was(recipient: Recipient) -> str:
    """What a silence that is taken back stood on, for the history."""
    evidence = {
        "decided on": recipient.decided_on,
        "by": str(recipient.decided_by or ""),
        "put forward by": str(recipient.put_forward_by or ""),
        "source": str(recipient.decision_source or recipient.put_forward_source or ""),
        "wording": recipient.decision_wording,
        "evidence": recipient.decision_evidence,
        "note": recipient.decision_note,
    }
    known = "; ".join(f"{name}: {value}" for name, value in evidence.items() if value)
    return f"It stood there with {known}." if known else ""
