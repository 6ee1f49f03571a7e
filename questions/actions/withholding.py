"""Keeping the words of a single answer from readers, who are told that it was received and why they do not see it."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from questions.actions.acts import act
from questions.actions.history import hold, note_in_history
from questions.models import Answer, Correction, CorrectionKind, Withheld
from questions.sentences import join_names

WITHHOLDING_FIELDS = ["withheld", "withheld_on", "withheld_note"]


@act
def withhold(*, answer: Answer, note: str, by: User) -> Answer:
    """Keep the words of *answer* from readers, who are told the *note*; it still counts as received.

    Words that readers have seen are *withdrawn*, and a dated note says so among the corrections; words that they
    have not are *held back*. Raises `ValidationError` without a note, or when they are withheld already.
    """
    hold(answer.response.round)
    hold(answer)
    if answer.withheld:
        raise ValidationError("The words of this answer are withheld already. Nothing was changed.")
    if not note.strip():
        raise ValidationError("Say for readers why they do not see the words. Nothing was changed.")
    were_public = answer.response.was_public() and answer.response.round.was_public()
    answer.withheld = Withheld.WITHDRAWN if were_public else Withheld.HELD_BACK
    answer.withheld_on = timezone.localdate().isoformat()
    answer.withheld_note = note
    answer.full_clean()
    answer.save(update_fields=WITHHOLDING_FIELDS)
    if were_public:
        tell(answer, CorrectionKind.WITHDRAWAL, was="was published here.", now=note)
    note_in_history(answer, by, f"{answer.get_withheld_display().capitalize()}.")
    return answer


@act
def release(*, answer: Answer, by: User) -> Answer:
    """Let readers see the words of *answer* again, or for the first time; where they are public, from now on."""
    hold(answer.response.round)
    hold(answer)
    if not answer.withheld:
        raise ValidationError("The words of this answer are not withheld. Nothing was changed.")
    was_withdrawn = answer.withheld == Withheld.WITHDRAWN
    answer.withheld, answer.withheld_on, answer.withheld_note = "", "", ""
    answer.full_clean()
    answer.save(update_fields=WITHHOLDING_FIELDS)
    if was_withdrawn:
        tell(answer, CorrectionKind.CLARIFICATION, was="was withdrawn.", now="It is published again.")
    note_in_history(answer, by, "No longer withheld.")
    return answer


def tell(answer: Answer, kind: CorrectionKind, *, was: str, now: str) -> None:
    """Leave a dated public note on *answer*, which names whose it is and none of its words."""
    signatories = answer.response.signatories.select_related("recipient")
    names = join_names([signatory.recipient.name for signatory in signatories])
    Correction.objects.create(
        round=answer.response.round,
        answer=answer,
        made_on=timezone.localdate(),
        kind=kind,
        was=f"The answer of {names} to question {answer.question.label} {was}",
        now=now,
    )
