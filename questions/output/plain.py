"""Pieces as plain text: words exactly as they are, and a table that pastes into a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questions.output.blocks import Block, Heading, Piece, Quote, Table, Text, Wording

# What makes a spreadsheet take a cell for a formula, also in its full-width forms.
STARTS_A_FORMULA = tuple("=+-@\t\r＝＋－＠")
ENDS_A_CELL = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def plain(piece: Piece) -> str:
    """A piece as plain text. Quotes stand between double marks, their words untouched, their own marks too."""
    return "\n\n".join(part for block in piece.blocks for part in _parts(block))


def _parts(block: Block) -> Iterator[str]:
    match block:
        case Heading() | Text():
            yield block.words
        case Wording():
            yield from block.paragraphs
        case Quote():
            words = "\n\n".join(block.paragraphs)
            yield f"“{words}”"
        case Table():
            yield "\n".join("\t".join(map(cell, row)) for row in (block.columns, *block.rows))


def cell(words: str) -> str:
    """One cell of a table: on one line, never a formula, never the start of a quoted cell that swallows others."""
    one_line = ENDS_A_CELL.sub(" ", words)
    if is_formula(words):
        return f"'{one_line}"
    return f'"{one_line.replace(chr(34), chr(34) * 2)}"' if one_line.startswith('"') else one_line


def is_formula(words: str) -> bool:
    """Whether a spreadsheet would run *words*: also after white space, which some of them drop."""
    return words.startswith(STARTS_A_FORMULA) or words.lstrip().startswith(STARTS_A_FORMULA)


def neutralised(piece: Piece) -> list[str]:
    """The cells of a piece that got an apostrophe, for the page to say so."""
    tables = [block for block in piece.blocks if isinstance(block, Table)]
    return [
        words
        for table in tables
        for row in (table.columns, *table.rows)
        for words in row
        if is_formula(words)
    ]
