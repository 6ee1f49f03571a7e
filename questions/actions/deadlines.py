"""By when answers are asked for: a round's deadline, and the longer one that some were given."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from questions.actions.acts import act
from questions.actions.corrections import Note
from questions.actions.history import hold, note_in_history
from questions.actions.rounds import refuse_unsound
from questions.actions.telling import tell_readers
from questions.models import Recipient, Round
from respondents.partial_dates import certainly_after, spell


@act
def set_deadline(
    *,
    round: Round,
    deadline_on: str,
    by: User,
    deadline_words: str = "",
    correction: Note | None = None,
) -> Round:
    """Ask for answers by another day; ``""`` takes the deadline back.

    Refused with a `ValidationError` where a silence that readers see would lose its evidence, and before the day
    on which the questions were put; one that readers have seen is changed with a *correction* only. Whoever was
    given a deadline of their own keeps it.
    """
    tell_readers(correction)
    hold(round)
    if (round.deadline_on, round.deadline_words) == (deadline_on, deadline_words):
        return round
    round.deadline_on, round.deadline_words = deadline_on, deadline_words
    round.full_clean()
    round.save(update_fields=["deadline_on", "deadline_words"])
    refuse_unsound(round)
    told = round.deadline or "taken back"
    note_in_history(round, by, f"Deadline: {told}.")
    return round


@act
def extend_deadline(
    *,
    round: Round,
    recipients: Iterable[Recipient],
    until: str,
    by: User,
    correction: Note | None = None,
) -> list[Recipient]:
    """Give each of *recipients* a deadline of their own; ``""`` takes it back. Those who have it are left alone.

    Refused with a `ValidationError` where a silence that readers see would lose its evidence, and for a day
    before the one on which the questions were put. Of whoever is publicly silent it is changed with a *correction*.
    """
    tell_readers(correction)
    hold(round)
    recipients = list(recipients)
    if not recipients:
        raise ValidationError("Tick everyone who is given another deadline. Nothing was changed.")
    if certainly_after(round.asked_on, until):
        raise ValidationError("The deadline is before the day the questions were put. Nothing was changed.")
    changed = []
    for recipient in recipients:
        hold(recipient)
        if recipient.round_id != round.pk:
            raise ValidationError(f"{recipient.name} is not on the list of “{round}”. Nothing was changed.")
        if recipient.own_deadline_on != until:
            recipient.own_deadline_on = until
            recipient.full_clean()
            recipient.save(update_fields=["own_deadline_on"])
            told = f"Given until {spell(until)}." if until else "Their own deadline was taken back."
            note_in_history(recipient, by, told)
            changed.append(recipient)
    refuse_unsound(round)
    return changed
