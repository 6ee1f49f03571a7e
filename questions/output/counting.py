"""The counting sentences: how many answered, and everyone on the list once."""

from __future__ import annotations

from questions import sentences
from questions.output.blocks import Block, Piece, Text
from questions.output.material import Material


def counting_piece(material: Material) -> Piece:
    """Whom the round asked and how, then how many answered and where each of them stands."""
    round_ = material.round
    story = sentences.counting_story(round_, material.count, material.grounds)
    asked = " ".join(filter(None, [sentences.we_asked(round_), sentences.deadline_sentence(round_)]))
    blocks: list[Block] = [Text(asked), Text(" ".join(story))] if story else []
    return Piece(
        "counting",
        "Counting sentences",
        "How many answered, and everyone on the list in exactly one sentence.",
        blocks,
    )
