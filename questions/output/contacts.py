"""How everyone on the list was contacted, and on whose word somebody is said not to have responded."""

from __future__ import annotations

from questions import sentences
from questions.output.blocks import Piece, Text
from questions.output.material import Material


def contacts_piece(material: Material) -> Piece:
    """What a claim of silence rests on: how and when they were asked, by when, how often, whose word it is."""
    round_ = material.round
    asked = [sentences.we_asked(round_), sentences.deadline_sentence(round_)]
    contacted = sentences.contact_sentences(material.recipients, material.approaches, material.now)
    silent = sentences.silence_sentences(material.recipients, material.now)
    paragraphs = [" ".join(filter(None, asked)), *contacted, " ".join(silent)]
    return Piece(
        "contacts",
        "How they were contacted",
        "Each attempt on record, and on whose word somebody is said not to have responded.",
        [Text(words) for words in paragraphs if words] if material.recipients else [],
    )
