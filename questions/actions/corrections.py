"""Telling readers that something they have seen was changed."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from questions.actions.history import note_in_history
from questions.models import (
    Answer,
    Approach,
    Correction,
    CorrectionKind,
    Question,
    Recipient,
    Response,
    Round,
    Signatory,
)
from respondents.models import EditorialModel

TOLD: ContextVar[set[tuple[str, int]]] = ContextVar("told")


@dataclass(frozen=True)
class Note:
    """What readers are told of a change: what was wrong, what it says now, and what sort of note that is."""

    was: str
    now: str
    kind: CorrectionKind = CorrectionKind.CORRECTION


def note_correction(
    *,
    about: EditorialModel,
    by: User,
    note: Note,
    field: str = "",
    earlier_words: str = "",
    later_words: str = "",
) -> Correction:
    """Keep a dated public note *about* a round, or a question, recipient, response, answer, ... of one.

    To be called within an act. *field* names what was changed, and the words are kept byte for byte. What is
    noted here counts as told: the act may then change what readers have seen of it.
    """
    if not note.was.strip() or not note.now.strip():
        raise ValidationError("Say for readers what was wrong, and what it says now. Nothing was changed.")
    correction = Correction(
        made_on=timezone.localdate(),
        kind=note.kind,
        was=note.was,
        now=note.now,
        field=field,
        earlier_words=earlier_words,
        later_words=later_words,
        **links_to(about),
    )
    correction.full_clean()
    correction.save()
    note_in_history(correction, by, "Told readers of a change.", added=True)
    TOLD.get(set()).add(key_of(thing_concerned(about)))
    return correction


def key_of(row: EditorialModel) -> tuple[str, int]:
    """What tells a row from every other, whichever copy of it is in hand."""
    return (row._meta.concrete_model or type(row))._meta.label_lower, row.pk


def thing_concerned(row: EditorialModel) -> EditorialModel:
    """What a note on *row* stands with: a signatory belongs to the response, an approach to the recipient."""
    match row:
        case Signatory():
            return row.response
        case Approach():
            return row.recipient
        case _:
            return row


def links_to(row: EditorialModel) -> dict[str, Any]:
    """The round of a note on *row*, and what it concerns there."""
    match thing_concerned(row):
        case Round() as round_:
            return {"round": round_}
        case Question() as question:
            return {"round": question.round, "question": question}
        case Recipient() as recipient:
            return {"round": recipient.round, "recipient": recipient}
        case Response() as response:
            return {"round": response.round, "response": response}
        case Answer() as answer:
            return {"round": answer.response.round, "answer": answer}
        case other:
            raise TypeError(f"A correction belongs to a round, and {other!r} to none.")
