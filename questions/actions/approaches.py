"""Keeping whom the newsroom tried to reach, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from questions.actions.acts import act
from questions.actions.history import hold, note_in_history
from questions.models import Approach, Recipient, Round


@act
def record_approaches(
    *,
    round: Round,
    recipients: Iterable[Recipient],
    by: User,
    made_to: Mapping[int, str] | None = None,
    **details: Any,
) -> list[Approach]:
    """Keep one contact attempt with each of *recipients*, made *by* somebody, the same *details* for all of them.

    *made_to* is where it went, by the primary key of the recipient: private. Raises `ValidationError` for nobody,
    for somebody on the list of another round, and for dates that cannot be kept; nothing is then recorded.
    """
    hold(round)
    recipients = list(recipients)
    if not recipients:
        raise ValidationError("Tick everyone who was approached. Nothing was recorded.")
    if strangers := [recipient.name for recipient in recipients if recipient.round_id != round.pk]:
        raise ValidationError(
            f"{', '.join(strangers)}: not on the list of “{round}”. Nothing was recorded for anybody."
        )
    went_to = made_to or {}
    approaches = []
    for recipient in recipients:
        approach = Approach(recipient=recipient, made_by=by, made_to=went_to.get(recipient.pk, ""), **details)
        approach.full_clean(exclude=["recipient", "made_by", "key"], validate_unique=False)
        approach.save()
        note_in_history(approach, by, "Recorded.", added=True)
        approaches.append(approach)
    return approaches
