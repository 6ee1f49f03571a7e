"""A chart for a typed question: how many came to which choice, beside those who did not answer.

It counts what the lines of the question's page count: everyone it was put to, once, whoever they signed with. A
position is what they ticked, or how the newsroom reads their words. Of an answer that is withheld it tells that there
is one, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from questions import sentences
from questions.counting import Count, open_lines
from questions.models import Answer, Question, Recipient
from questions.pictures.marks import MARKS, Mark
from questions.pictures.paths import Drawing
from questions.pictures.strips import bar_of

CHOICES = 15  # of a longer scale only the steps that somebody chose are shown
NAMES = 12  # more names than this in a row are opened first


@dataclass(frozen=True)
class Replied:
    """Somebody's answer as it counts: who, where it stands in the page, the answer, and what it carries forward.

    `carried` are the earlier answers that still hold, as far as readers may know of them, the latest first.
    """

    recipient: Recipient
    id: str
    answer: Answer
    carried: tuple[Answer, ...] = ()

    @property
    def holding(self) -> Answer:
        """The answer whose position counts: an unchanged one is the earlier, if it was put in the same words."""
        if self.answer.comes_to or self.answer.withheld:
            return self.answer
        for earlier in self.carried:
            if earlier.withheld or self.answer.question.is_reworded_from(earlier.question):
                break
            if earlier.comes_to:
                return earlier
        return self.answer

    @property
    def position(self) -> str:
        """Which choice it is; empty where none is on record, or readers may not know it."""
        return "" if self.answer.withheld else self.holding.comes_to

    @property
    def note(self) -> str:
        """Whose reading the position is, where it is not what they ticked; and that it is an earlier one."""
        return sentences.reading_words(self.holding, is_carried=self.holding is not self.answer)


@dataclass(frozen=True)
class Name:
    """One name in a row, where it leads, and a note."""

    recipient: Recipient
    id: str
    note: str


@dataclass(frozen=True)
class Row:
    """One choice, or one way of not having answered, with how many and who."""

    words: str
    number: int
    names: tuple[Name, ...]
    drawing: Drawing | None
    is_choice: bool = True

    @property
    def opens(self) -> str:
        """What the names are opened with, where they are many; empty where they stand open."""
        return sentences.names_words(len(self.names)) if len(self.names) > NAMES else ""


@dataclass(frozen=True)
class Chart:
    """The rows of a typed question, which add up to the number it was put to."""

    rows: tuple[Row, ...]
    total: int

    @property
    def has_readings(self) -> bool:
        """Whether any position is the newsroom's reading and not their own tick."""
        return any(name.note for row in self.rows for name in row.names)


def chart_of(
    question: Question, count: Count, replied: Sequence[Replied], ids: dict[int, str]
) -> Chart | None:
    """The chart of a typed *question*; None for an open one.

    *count* is of those it was put to, *replied* holds everybody's answer that counts, and *ids* lead to whoever
    has none, by primary key.
    """
    if not question.positions:
        return None
    asked = {each.pk for each in count.recipients if not each.volunteered}
    answers = {each.recipient.pk: each for each in replied if each.recipient.pk in asked}
    rows = [*_choice_rows(question, list(answers.values())), *_open_rows(count, answers, ids)]
    longest = max((row.number for _, row in rows), default=0)
    return Chart(
        tuple(
            Row(row.words, row.number, row.names, _bar(mark, row.number, longest), row.is_choice)
            for mark, row in rows
        ),
        count.asked,
    )


def _bar(mark: Mark, number: int, longest: int) -> Drawing | None:
    return bar_of([(mark, number)], longest) if number else None


def _choice_rows(question: Question, answers: list[Replied]) -> Iterable[tuple[Mark, Row]]:
    """A row for each choice that is offered, for answers that come to none of them, and for those not shown."""
    shown = [each for each in answers if not each.answer.withheld]
    chosen = {each.position for each in shown}
    choices = list(dict.fromkeys(question.positions))
    if len(choices) > CHOICES:
        choices = [choice for choice in choices if choice in chosen]
    no_longer_offered = sorted(chosen - set(choices) - {""})
    for choice in [*choices, *no_longer_offered]:
        yield Mark.TICK, _row(choice, [each for each in shown if each.position == choice])
    if none := [each for each in shown if not each.position]:
        yield Mark.HALF, _row(sentences.NO_POSITION, none, is_choice=False)
    if withheld := [each for each in answers if each.answer.withheld]:
        yield Mark.SPEECH_EMPTY, _row(sentences.POSITION_NOT_SHOWN, withheld, is_choice=False)


def _row(words: str, answers: Sequence[Replied], *, is_choice: bool = True) -> Row:
    names = tuple(Name(each.recipient, each.id, each.note) for each in answers)
    return Row(words, sum(each.recipient.number or 0 for each in answers), names, None, is_choice)


def _open_rows(count: Count, answers: dict[int, Replied], ids: dict[int, str]) -> Iterable[tuple[Mark, Row]]:
    """Those without an answer here by standing, and those whom the record does not name."""
    without = [each for each in count.recipients if each.pk not in answers]
    for line in open_lines(without):
        names = tuple(Name(each, ids.get(each.pk, ""), "") for each in line.recipients)
        mark = Mark.EMPTY if line.standing.counts_as == "replied" else MARKS[line.standing]
        yield mark, Row(sentences.open_row_words(line), line.number, names, None, is_choice=False)
    if count.not_named:
        yield Mark.PLAIN, Row(sentences.NOT_NAMED, count.not_named, (), None, is_choice=False)
