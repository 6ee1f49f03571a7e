"""What changed from the rounds before to the one that follows them, per person and question.

People are matched by politician, and organisations and groups by their short name; questions by what
they *repeat*, however many rounds back. Somebody who was not asked in the round before is compared with the
last time they were. A change is a statement about named people, so where nothing certain can be said, the
kind says just that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import models

from questions.counting import count_round
from questions.models import Answer, Question, Recipient, Round, Standing
from questions.models.questions import questions_before
from questions.models.standings import CountsAs


class Change(models.TextChoices):
    """What became of one question to one person since it was last put to them."""

    ANSWERED_NOW = "answered_now", "answered now"
    CHANGED = "changed", "changed"
    UNCHANGED = "unchanged", "unchanged"
    CARRIED = "carried", "unchanged, they say: their earlier answer is carried forward"
    ANSWERED_AGAIN = "answered_again", "answered again"
    STILL_SILENT = "still_silent", "still silent"
    DECLINED = "declined", "declined to answer"
    NOT_THIS_TIME = "not_this_time", "did not answer this time"
    LEFT_OPEN = "left_open", "replied, without an answer to this"
    NOT_PUBLIC = "not_public", "replied; the words are not public"
    WITHHELD = "withheld", "answered; the words are not shown"
    AWAITING = "awaiting", "asked again, no reply yet"
    NOT_COUNTED = "not_counted", "not counted against them"
    FIRST_ASKED = "first_asked", "first asked now"
    NOT_ASKED_BEFORE = "not_asked_before", "not on record as asked before"


@dataclass(frozen=True)
class QuestionChange:
    """What changed for one person at one question.

    `before` and `now` are answers, None where there is none; `asked_before` is the question as it was put then,
    None where it is not on record as put to them before.
    """

    question: Question
    change: Change
    before: Answer | None
    now: Answer | None
    asked_before: Question | None

    @property
    def is_reworded(self) -> bool:
        """Whether the question was put in other words this time."""
        return self.asked_before is not None and self.question.is_reworded_from(self.asked_before)


@dataclass(frozen=True)
class PersonChange:
    """What changed for one recipient of the later round.

    `earlier` is the same one on the lists before, the latest first; empty for whoever was on none.
    `is_first_asked` tells whether that is certain to mean that they were not asked.
    """

    recipient: Recipient
    earlier: tuple[Recipient, ...]
    is_first_asked: bool
    questions: tuple[QuestionChange, ...]

    @property
    def before(self) -> Recipient | None:
        """The same one the last time they were asked."""
        return self.earlier[0] if self.earlier else None


@dataclass(frozen=True)
class RoundState:
    """One round as the comparison needs it: everyone with standings, and each one's answers by question.

    `answers` maps a recipient's primary key to ``{question primary key: answer}``; `put` maps it to the
    primary keys of the questions put to them. `is_whole` says that answers readers do not see yet are among them.
    """

    round: Round
    recipients: tuple[Recipient, ...]
    questions: tuple[Question, ...]
    answers: dict[int, dict[int, Answer]]
    put: dict[int, set[int]]
    is_whole: bool = False

    @property
    def asked(self) -> list[Recipient]:
        """Those who were asked: not whoever wrote in."""
        return [recipient for recipient in self.recipients if not recipient.volunteered]

    @cached_property
    def by_identity(self) -> dict[Identity, Recipient]:
        """Those who were asked, by what makes them the same in another round."""
        return {identity(recipient): recipient for recipient in self.asked}

    @cached_property
    def names_everyone(self) -> bool:
        """Whether nobody was asked whom the list does not name, as far as the number asked tells."""
        count = count_round(self.round, self.recipients)
        return not count.not_named and not any(recipient.is_unnamed for recipient in self.asked)


Identity = tuple[str, int | str]


def identity(recipient: Recipient) -> Identity:
    """What makes a recipient the same one in another round."""
    if recipient.politician_id is not None:
        return ("politician", recipient.politician_id)
    return (recipient.kind, recipient.slug)


@dataclass(frozen=True)
class Comparison:
    """A round and all those that it goes back to, the latest first: what changed, and for whom."""

    now: RoundState
    earlier: tuple[RoundState, ...]

    @property
    def people(self) -> list[PersonChange]:
        """What changed for everyone on the later round's list, in its order."""
        return [self._person(recipient) for recipient in self.now.asked]

    @property
    def not_asked_again(self) -> list[Recipient]:
        """Those on the list of the round before who are not on the later one's."""
        return [
            recipient
            for recipient in (self.earlier[0].asked if self.earlier else [])
            if identity(recipient) not in {identity(each) for each in self.now.recipients}
        ]

    @property
    def places_taken(self) -> dict[Identity, Recipient]:
        """Who took the place of somebody who left, in any of the rounds, by who that was."""
        listed = [each for state in (*self.earlier, self.now) for each in state.recipients]
        return {identity(each.takes_place_of): each for each in listed if each.takes_place_of is not None}

    def everywhere(self) -> list[tuple[Recipient, tuple[Recipient | None, ...]]]:
        """Everyone asked in any of the rounds, with where they are on each list, the earliest round first.

        First whoever is on the later round's list, then whoever was on the one before it, and so on.
        """
        states = [self.now, *self.earlier]
        latest: dict[Identity, Recipient] = {}
        for state in states:
            for recipient in state.asked:
                latest.setdefault(identity(recipient), recipient)
        return [
            (recipient, tuple(state.by_identity.get(each) for state in reversed(states)))
            for each, recipient in latest.items()
        ]

    @cached_property
    def _goes_back_to_the_first(self) -> bool:
        return bool(self.earlier) and self.earlier[-1].round.follows_id is None

    @cached_property
    def _questions(self) -> dict[int, tuple[Question, RoundState]]:
        return {question.pk: (question, state) for state in self.earlier for question in state.questions}

    def _person(self, recipient: Recipient) -> PersonChange:
        own = identity(recipient)
        earlier = tuple(state.by_identity[own] for state in self.earlier if own in state.by_identity)
        complete = self._goes_back_to_the_first and all(state.names_everyone for state in self.earlier)
        put = self.now.put.get(recipient.pk, set())
        return PersonChange(
            recipient,
            earlier,
            is_first_asked=complete and not earlier,
            questions=tuple(
                self._question(recipient, question) for question in self.now.questions if question.pk in put
            ),
        )

    def _question(self, recipient: Recipient, question: Question) -> QuestionChange:
        now = self.now.answers.get(recipient.pk, {}).get(question.pk)
        certain = True
        last: Question | None = None
        earliest = question
        for before, state in self._asked_before(question):
            earliest = before
            there = state.by_identity.get(identity(recipient))
            if there is None:
                certain &= state.names_everyone
            elif before.pk in state.put.get(there.pk, set()):
                last = last or before
                if answer := state.answers.get(there.pk, {}).get(before.pk):
                    reworded = question.is_reworded_from(before)
                    change = change_of(recipient, now, answer, reworded=reworded, is_whole=self.now.is_whole)
                    return QuestionChange(question, change, answer, now, before)
        if last is not None:
            was_silent = self._was_silent_since(last, recipient)
            change = change_of(recipient, now, None, was_silent=was_silent, is_whole=self.now.is_whole)
            return QuestionChange(question, change, None, now, last)
        is_first = certain and earliest.repeats_id is None
        return QuestionChange(
            question, Change.FIRST_ASKED if is_first else Change.NOT_ASKED_BEFORE, None, now, None
        )

    def _was_silent_since(self, question: Question, recipient: Recipient) -> bool:
        """Whether they did not respond in the round of an earlier *question*, nor in any since that asked them."""
        own, stood = identity(recipient), []
        for state in self.earlier:
            if there := state.by_identity.get(own):
                stood.append(there.standing)
            if state.round.pk == question.round_id:
                break
        return all(standing == Standing.NO_RESPONSE for standing in stood)

    def _asked_before(self, question: Question) -> Iterator[tuple[Question, RoundState]]:
        """The questions that this one goes back to, the latest first, each with its round."""
        known = {pk: before for pk, (before, _) in self._questions.items()}
        for before in questions_before(question, known):
            yield self._questions[before.pk]


def compare(now: RoundState, earlier: Sequence[RoundState]) -> Comparison:
    """What changed in *now* since the rounds *earlier*, the latest first."""
    return Comparison(now, tuple(earlier))


def compared(earlier: Answer, answer: Answer, *, reworded: bool = False) -> Change:
    """Whether two answers of one person are the same.

    Only their own whole words can be told to have changed: a summary is the newsroom's, of a cut answer something
    is missing, and withheld words are not shown. The same words say another thing where the question was reworded,
    and what somebody carried forward before is their words then and now together.
    """
    untold = (
        reworded,
        bool(earlier.withheld),
        earlier.carried_from_id is not None,
        *(one.is_paraphrase or one.is_cut for one in (earlier, answer)),
    )
    if any(untold):
        return Change.ANSWERED_AGAIN
    return Change.UNCHANGED if says_the_same(earlier, answer) else Change.CHANGED


def says_the_same(earlier: Answer, answer: Answer) -> bool:
    """Whether somebody says the same twice: the same words and the same tick, however the newsroom reads them."""
    if earlier.text != answer.text or (earlier.ticked and answer.ticked and earlier.ticked != answer.ticked):
        return False
    if (answer.text or answer.ticked) and earlier.ticked == answer.ticked:
        return True
    return earlier.comes_to == answer.comes_to


def change_of(
    recipient: Recipient,
    answer: Answer | None,
    earlier: Answer | None,
    *,
    reworded: bool = False,
    was_silent: bool = False,
    is_whole: bool = False,
) -> Change:
    """The kind of change for *recipient* at one question that was put to them before.

    *answer* is what they answer now, *earlier* the last answer they gave; *reworded* tells whether the question was
    put in other words then. *Still silent* is said only of whoever *was_silent* since they were last asked this.
    Where answers that are not public are at hand (*is_whole*), whoever replied without one left the question open.
    """
    if answer is not None:
        if answer.withheld:
            return Change.WITHHELD
        if answer.carried_from_id is not None:
            return Change.CARRIED
        return Change.ANSWERED_NOW if earlier is None else compared(earlier, answer, reworded=reworded)
    if recipient.standing == Standing.REPLIED:
        return Change.LEFT_OPEN if is_whole else Change.NOT_PUBLIC
    if recipient.standing == Standing.DECLINED:
        return Change.DECLINED
    match recipient.standing.counts_as:
        case CountsAs.DID_NOT_ANSWER:
            still = was_silent and recipient.standing == Standing.NO_RESPONSE
            return Change.STILL_SILENT if still else Change.NOT_THIS_TIME
        case CountsAs.OPEN:
            return Change.AWAITING
        case CountsAs.NOT_COUNTED | CountsAs.UNKNOWN:
            return Change.NOT_COUNTED
        case _:
            return Change.LEFT_OPEN
