"""Deciding what may be said of somebody who has not replied."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from questions.actions.acts import act
from questions.actions.corrections import Note
from questions.actions.history import hold, note_in_history
from questions.actions.telling import tell_readers
from questions.models import Decision, Recipient, Source

DECISION_FIELDS = ["decision", "decided_on", "decided_by", "decision_source", "decision_wording"]


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
    today = timezone.localdate()
    if decision == Decision.NO_RESPONSE and (reason := recipient.why_no_silence(today, source)):
        raise ValidationError(reason, code="no_evidence")
    decided_before = (recipient.decision, recipient.decision_source) == (decision, source)
    if not decided_before:
        recipient.decided_on = today.isoformat() if decision else ""
        recipient.decided_by = by if decision else None
    recipient.decision = decision
    recipient.decision_source = source if decision else None
    recipient.decision_wording = wording if decision else ""
    recipient.full_clean()
    recipient.save(update_fields=DECISION_FIELDS)
    recorded = f"Decided: {Decision(decision).label}." if decision else "Took the decision back."
    note_in_history(recipient, by, recorded)
    return recipient
