"""One question beside one recipient, as the desk's grid shows it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import models

from questions.models import Answer, Origin, Question, Response
from questions.models.answer_adjectives import Withheld


class State(models.TextChoices):
    """What is on file for one question and one recipient. What stands further up goes before what stands below."""

    PUBLIC = "public", "answered, and public"
    HELD_BACK = "held_back", "answered, held back"
    WAITING = "waiting", "answered, not public yet"
    WITHDRAWN = "withdrawn", "answered, withdrawn"
    LOOKED_UP = "looked_up", "found in the public record"
    LEFT_OPEN = "left_open", "left open by somebody who replied"
    NOT_PUT = "not_put", "not put to them"
    NOTHING = "nothing", "nothing on file"

    @property
    def mark(self) -> str:
        """What stands in the grid, so that the colour need not be seen."""
        return MARKS[self]


MARKS = {
    State.PUBLIC: "✓",
    State.HELD_BACK: "H",
    State.WAITING: "○",
    State.WITHDRAWN: "W",
    State.LOOKED_UP: "R",
    State.LEFT_OPEN: "–",
    State.NOT_PUT: "×",
    State.NOTHING: "·",
}
CARRIED = "↩"
NEWER = "+"


@dataclass(frozen=True)
class Cell:
    """One question beside one recipient; `response` is the primary key of the reply that answers it, if any does."""

    question: Question
    state: State
    response: int | None = None
    is_carried: bool = False
    newer_waits: bool = False

    @property
    def mark(self) -> str:
        """What stands in the grid."""
        return f"{self.state.mark}{CARRIED if self.is_carried else ''}{NEWER if self.newer_waits else ''}"

    @property
    def words(self) -> str:
        """The same in words, for those who do not see the grid."""
        told = [f"Question {self.question.label}: {self.state.label}"]
        if self.is_carried:
            told.append("carried forward from an earlier round")
        if self.newer_waits:
            told.append("a newer answer is not public yet")
        return ", ".join(told)


def state_of(answer: Answer, response: Response, *, round_is_public: bool, at: datetime.datetime) -> State:
    """What can be said of one answer at the moment *at*."""
    if response.origin == Origin.PUBLIC_RECORD:
        return State.LOOKED_UP
    if answer.withheld == Withheld.WITHDRAWN or response.is_withdrawn(at):
        return State.WITHDRAWN
    if answer.withheld:
        return State.HELD_BACK
    return State.PUBLIC if round_is_public and response.is_published(at) else State.WAITING


def cells_of(
    questions: Sequence[Question],
    put: set[int],
    answers: Iterable[tuple[Answer, State]],
    *,
    has_replied: bool,
) -> tuple[Cell, ...]:
    """A cell for every question of the round; *put* are those put to the recipient, *answers* all that they signed."""
    order = list(State)
    given: dict[int, list[tuple[Answer, State]]] = {}
    for answer, state in answers:
        given.setdefault(answer.question_id, []).append((answer, state))
    cells = []
    for question in questions:
        there = sorted(given.get(question.pk, ()), key=lambda each: (order.index(each[1]), -each[0].pk))
        if there:
            answer, state = there[0]
            waits = state != State.WAITING and any(other == State.WAITING for _, other in there)
            cells.append(Cell(question, state, answer.response_id, answer.carried_from_id is not None, waits))
        elif question.pk not in put:
            cells.append(Cell(question, State.NOT_PUT))
        else:
            cells.append(Cell(question, State.LEFT_OPEN if has_replied else State.NOTHING))
    return tuple(cells)
