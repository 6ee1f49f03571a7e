"""What changed since the round before, as a round's page tells it: person by person, questions of one kind together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from questions import sentences
from questions.changes import Change, PersonChange, QuestionChange
from questions.models import Recipient


@dataclass(frozen=True)
class QuestionChanged:
    """One question, with the addresses of the answers before and now; empty where there is none."""

    label: str
    before: str
    now: str


@dataclass(frozen=True)
class Changed:
    """What became of one or several questions, the same for all of them."""

    change: Change
    questions: tuple[QuestionChanged, ...]


@dataclass(frozen=True)
class PersonChanged:
    """What changed for one person. `words` is where they stood and where they stand."""

    recipient: Recipient
    words: str
    kinds: tuple[Changed, ...]


def changes_shown(changes: Iterable[PersonChange], addresses: dict[int, str]) -> list[PersonChanged]:
    """What changed for everyone, in the order of the list."""
    shown = []
    for person in changes:
        kinds: dict[Change, list[QuestionChanged]] = defaultdict(list)
        for each in person.questions:
            kinds[each.change].append(_question(each, addresses))
        words = sentences.change_words(person.before, person.recipient)
        grouped = tuple(Changed(change, tuple(kinds[change])) for change in Change if change in kinds)
        shown.append(PersonChanged(person.recipient, words, grouped))
    return shown


def _question(each: QuestionChange, addresses: dict[int, str]) -> QuestionChanged:
    before = addresses.get(each.before.pk, "") if each.before else ""
    now = addresses.get(each.now.pk, "") if each.now else ""
    return QuestionChanged(each.question.label, before, now)
