"""The word or two that stand in one cell of a round's grid."""

from __future__ import annotations

from questions.models import Answer

GIVEN = "answered"
PUBLIC_RECORD = "from the public record"


def cell_label(answer: Answer, *, is_replaced: bool) -> str:
    """What must be known of an answer before any of its words are read; empty if nothing."""
    words = []
    if is_replaced:
        words.append("replaced by a later answer")
    if answer.is_paraphrase and not answer.withheld:
        words.append("in the newsroom's words")
    if answer.carried_from_id is not None and not answer.withheld:
        words.append("carries an earlier answer forward")
    return "; ".join(words)
