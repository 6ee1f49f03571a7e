"""Which choice of a typed question an answer is: what they ticked, and how the newsroom reads their words."""

from __future__ import annotations

from typing import NamedTuple

from questions.models import Answer

TICKED = "Ticked"
READ_AS = "The newsroom reads this as"


class PositionLine(NamedTuple):
    """One choice of a typed question, with whose it is."""

    label: str
    choice: str


def position_lines(answer: Answer) -> tuple[PositionLine, ...]:
    """What readers are told of a typed answer: their tick as theirs, the newsroom's reading where it differs.

    A reading that agrees with the tick adds nothing. Of a withheld answer nothing is told.
    """
    lines = []
    if answer.ticked and not answer.withheld:
        lines.append(PositionLine(TICKED, answer.ticked))
    if answer.position not in {"", answer.ticked} and not answer.withheld:
        lines.append(PositionLine(READ_AS, answer.position))
    return tuple(lines)
