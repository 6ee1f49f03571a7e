"""Keeping the words of a single answer from readers, who are told that it was received and why they do not see it."""

from __future__ import annotations

import re

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from questions.actions.acts import act
from questions.actions.blocks import refuse_to_publish_anything
from questions.actions.corrections import Note, note_correction
from questions.actions.history import hold, note_in_history
from questions.actions.second_pair_of_eyes import refuse_own_words
from questions.models import Answer, Correction, CorrectionKind, Withheld
from questions.sentences import capitalised
from questions.sentences.corrections import thing_words

FEWEST, MOST = 3, 5  # so many words in a row, by how long the answer is, are a quotation of it
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
        was = f"{capitalised(thing_words(answer))} was published here."
        note_correction(about=answer, by=by, note=Note(was, note, CorrectionKind.WITHDRAWAL))
    note_in_history(answer, by, f"{answer.get_withheld_display().capitalize()}.")
    return answer


@act
def release(*, answer: Answer, by: User) -> Answer:
    """Let readers see the words of *answer* again, or for the first time; where they are public, from now on."""
    hold(answer.response.round)
    hold(answer)
    if not answer.withheld:
        raise ValidationError("The words of this answer are not withheld. Nothing was changed.")
    if answer.response.published_at is not None:
        refuse_to_publish_anything()
        refuse_own_words(by, [answer.response])
    was_withdrawn = answer.withheld == Withheld.WITHDRAWN
    answer.withheld, answer.withheld_on, answer.withheld_note = "", "", ""
    answer.full_clean()
    answer.save(update_fields=WITHHOLDING_FIELDS)
    if was_withdrawn:
        was = f"{capitalised(thing_words(answer))} was withdrawn."
        again = Note(was, "It is published again.", CorrectionKind.CLARIFICATION)
        note_correction(about=answer, by=by, note=again)
    note_in_history(answer, by, "No longer withheld.")
    return answer


def notes_that_quote(answer: Answer) -> list[Correction]:
    """Public notes on something else of the round that have words of *answer*: to withhold it leaves them standing."""
    own = _words(answer.text)
    size = max(FEWEST, min(MOST, len(own)))
    said = _runs(own, size)
    notes = Correction.objects.published().of_rounds(answer.response.round).exclude(answer=answer)
    return [
        note
        for note in notes.exclude(response=answer.response)
        if any(
            said & _runs(_words(text), size)
            for text in (note.was, note.now, note.earlier_words, note.later_words)
        )
    ]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _runs(words: list[str], size: int) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + size]) for start in range(len(words) - size + 1)}
