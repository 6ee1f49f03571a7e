"""What changed since the rounds before, as pages tell it: person by person, questions of one kind together."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from questions import sentences
from questions.changes import Change, Identity, PersonChange, QuestionChange, compare, identity
from questions.models import Recipient, Round, Standing
from questions.pages.gathered import Gathered


@dataclass(frozen=True)
class QuestionChanged:
    """One question, with the addresses of the answers before and now; empty where there is none.

    `before_in` is the round of the answer before, None where that is the round before.
    """

    label: str
    before: str
    before_in: Round | None
    now: str
    is_reworded: bool


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


@dataclass(frozen=True)
class NotAskedAgain:
    """Somebody of the round before who is not on this one's list, and why, as far as the record says."""

    recipient: Recipient
    words: str


@dataclass(frozen=True)
class Stood:
    """Where one person stood in each of the rounds; None where they were not on the list."""

    recipient: Recipient
    place: str
    standings: tuple[Standing | None, ...]


@dataclass(frozen=True)
class RoundChanges:
    """What changed in a round since the one before; and over all rounds, the first one first, where there are more."""

    before: Round
    people: tuple[PersonChanged, ...]
    not_asked_again: tuple[NotAskedAgain, ...]
    rounds: tuple[Round, ...]
    everywhere: tuple[Stood, ...]


def changes_in(
    round_: Round,
    before: Sequence[Round],
    gathered: Gathered,
    addresses: Mapping[int, str],
    at: datetime.datetime,
    *,
    reasons: Mapping[Identity, str] | None = None,
) -> RoundChanges | None:
    """What changed in *round_* since the rounds *before* it, the latest first; None of a first round.

    *reasons* are why somebody was not asked again, as far as editors know more than the record tells readers.
    """
    if not before:
        return None
    comparison = compare(gathered.state(round_), [gathered.state(each) for each in before])
    taken = comparison.places_taken
    replaced = {each: sentences.replaced_words(taker) for each, taker in taken.items()}
    return RoundChanges(
        before=before[0],
        people=tuple(
            _person(person, before[0], addresses, _place(person.recipient, gathered, at))
            for person in comparison.people
        ),
        not_asked_again=tuple(
            NotAskedAgain(
                each,
                sentences.not_asked_again_words(each, taken.get(identity(each)))
                or (reasons or {}).get(identity(each), ""),
            )
            for each in comparison.not_asked_again
        ),
        rounds=(*reversed(before), round_),
        everywhere=tuple(
            Stood(
                recipient,
                _place_in(lists, gathered, at) or replaced.get(identity(recipient), ""),
                tuple(each.standing if each else None for each in lists),
            )
            for recipient, lists in comparison.everywhere()
        )
        if len(before) > 1
        else (),
    )


def _place(recipient: Recipient, gathered: Gathered, at: datetime.datetime) -> str:
    return sentences.place_words(recipient, at, to_editors=gathered.is_whole)


def _place_in(lists: Sequence[Recipient | None], gathered: Gathered, at: datetime.datetime) -> str:
    """Whose place somebody took in any of the rounds, the words for it the same in all."""
    return next((words for each in lists if each and (words := _place(each, gathered, at))), "")


def _person(person: PersonChange, before: Round, addresses: Mapping[int, str], place: str) -> PersonChanged:
    kinds: dict[Change, list[QuestionChanged]] = defaultdict(list)
    for each in person.questions:
        kinds[each.change].append(_question(each, before, addresses))
    words = sentences.change_words(
        person.earlier,
        person.recipient,
        is_first=person.is_first_asked,
        place=place,
    )
    grouped = tuple(Changed(change, tuple(kinds[change])) for change in Change if change in kinds)
    return PersonChanged(person.recipient, words, grouped)


def _question(each: QuestionChange, before: Round, addresses: Mapping[int, str]) -> QuestionChanged:
    asked_in = each.asked_before.round if each.asked_before else before
    return QuestionChanged(
        each.question.label,
        addresses.get(each.before.pk, "") if each.before else "",
        asked_in if each.before and asked_in != before else None,
        addresses.get(each.now.pk, "") if each.now else "",
        each.is_reworded,
    )
