"""The same question as other rounds put it, and where the wordings differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from questions.models import Question
from questions.models.questions import questions_before
from respondents.differences import Piece, differences


@dataclass(frozen=True)
class Elsewhere:
    """The same question in another round. `pieces` lead from the earlier wording to the later one; none if they agree.

    `is_earlier` tells whether the other round's was put first.
    """

    question: Question
    is_earlier: bool
    pieces: tuple[Piece, ...]


def elsewhere_of(question: Question, others: Iterable[Question]) -> list[Elsewhere]:
    """*question* as *others* put it in rounds of their own, the first one first."""
    in_order = sorted(others, key=_when)
    known = {each.pk: each for each in (question, *in_order)}
    found = []
    for other in in_order:
        is_earlier = _came_first(other, question, known)
        first, then = (other, question) if is_earlier else (question, other)
        pieces = differences(first.wording, then.wording) if first.wording != then.wording else []
        found.append(Elsewhere(other, is_earlier, tuple(pieces)))
    return found


def _came_first(other: Question, question: Question, known: dict[int, Question]) -> bool:
    """Whether *other* was put before *question*: because this one repeats it, else as far as dates tell."""
    if other in questions_before(question, known):
        return True
    if question in questions_before(other, known):
        return False
    return _when(other) < _when(question)


def _when(question: Question) -> tuple[str, str, int]:
    """Rounds in the order in which they were asked, as far as that is known."""
    round_ = question.round
    return round_.asked_on, f"{round_.published_at:%Y-%m-%d %H:%M}", round_.pk
