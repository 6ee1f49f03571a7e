"""A round as a grid: a row for each recipient, a column for each question, in each cell the way to the answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from questions import sentences
from questions.models import Question, Recipient
from questions.pages.gathered import Gathered
from questions.pages.replies import beginning
from questions.pages.round_answers import GivenAnswer

SHORT = 72  # so many characters of an answer fit into a cell


@dataclass(frozen=True)
class Way:
    """The way to one answer: its first words or what it is, its address, and what should be known of it."""

    words: str
    address: str
    label: str
    is_quoted: bool


@dataclass(frozen=True)
class Cell:
    """One person and one question. `words` are said where there is no answer."""

    ways: tuple[Way, ...]
    words: str


@dataclass(frozen=True)
class Row:
    """One recipient. Without any answer there are no cells: where they stand is said once, over all columns."""

    recipient: Recipient
    words: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """The whole table."""

    questions: tuple[Question, ...]
    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """How many columns of questions it has."""
        return len(self.questions)


def grid_of(
    here: Gathered,
    people: Iterable[tuple[Recipient, str]],
    given: Sequence[GivenAnswer],
    *,
    is_brief: bool,
) -> Grid:
    """The grid of *people*, each with the words for where they stand, and the answers *given* to the round.

    *is_brief*: its cells say that there is an answer, and do not begin it.
    """
    answers: dict[tuple[int, int], list[GivenAnswer]] = defaultdict(list)
    answered: set[int] = set()
    for each in given:
        for signatory in each.reply.signatories:
            answers[signatory.recipient_id, each.question.pk].append(each)
            answered.add(signatory.recipient_id)
    questions = tuple(here.questions)
    rows = []
    for recipient, words in people:
        cells: tuple[Cell, ...] = ()
        if recipient.pk in answered:
            put = here.put(recipient)
            cells = tuple(
                _cell(
                    recipient,
                    question,
                    answers[recipient.pk, question.pk],
                    is_put=question.pk in put,
                    is_brief=is_brief,
                )
                for question in questions
            )
        rows.append(Row(recipient, words, cells))
    return Grid(questions, tuple(rows))


def _cell(
    recipient: Recipient,
    question: Question,
    given: Sequence[GivenAnswer],
    *,
    is_put: bool,
    is_brief: bool,
) -> Cell:
    if not given:
        return Cell((), sentences.on_question_words(recipient, question, [], is_put=is_put))
    return Cell(tuple(_way(recipient, each, is_brief=is_brief) for each in given), "")


def _way(recipient: Recipient, given: GivenAnswer, *, is_brief: bool) -> Way:
    answer, label = given.answer, sentences.cell_label(given.answer, is_replaced=bool(given.replaced_by))
    if given.reply.is_public_record:
        label = "; ".join(filter(None, [sentences.PUBLIC_RECORD, label]))
    if given.reply.first != recipient:
        return Way(sentences.together_with(given.reply.first), given.whole_address, label, is_quoted=False)
    if answer.withheld:
        return Way(answer.get_withheld_display(), given.whole_address, label, is_quoted=False)
    if is_brief or not answer.text:
        choices = " · ".join(sentences.isolated(line.choice) for line in given.positions)
        return Way(choices or sentences.GIVEN, given.whole_address, label, is_quoted=False)
    return Way(beginning(answer, SHORT), given.whole_address, label, is_quoted=True)
