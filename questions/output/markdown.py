"""Pieces as Markdown, in which no name and no word can be read as markup.

Only what every dialect knows is used: a backslash before the characters for which the first Markdown allowed it,
character references for the rest, two spaces before a line that has to end. A dialect that knows less then shows
the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from questions.output.blocks import Block, Heading, Piece, Quote, Table, Text, Wording
from questions.output.markup import TURNING
from questions.output.plain import ENDS_A_CELL

WITH_A_BACKSLASH = r"\`*_{}[]#"
AS_A_REFERENCE = f"\t|~^=${TURNING}"
INLINE = {ord(character): f"\\{character}" for character in WITH_A_BACKSLASH}
INLINE |= {ord(character): f"&#{ord(character)};" for character in AS_A_REFERENCE}
INLINE |= {ord("<"): "&lt;", ord(">"): "&gt;", ord("&"): "&amp;"}
BEGINS_A_LIST = re.compile(r"(\d*)([-+.)])")
BEGINS_AN_ADDRESS = re.compile(r"(?i)(\bwww)\.")
OUTER_SPACE = re.compile(r"\A[\s\ufeff]+|[\s\ufeff]+\Z")
KEPT_RAW = "\x85"  # no reference names it: HTML reads the one that should as an ellipsis


def markdown(piece: Piece) -> str:
    """A piece as Markdown."""
    return "\n\n".join(part for block in piece.blocks for part in _parts(block))


def _parts(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"### {escaped(block.words)}"
        case Text():
            yield paragraph(block.words)
        case Wording():
            yield from map(paragraph, block.paragraphs)
        case Quote():
            quoted = "\n\n".join(map(paragraph, block.paragraphs))
            yield "\n".join(f"> {line}" if line else ">" for line in quoted.split("\n"))
        case Table():
            yield paragraph(block.caption)
            yield "\n".join(_table(block))


def paragraph(words: str) -> str:
    """A paragraph whose every line stays a line of its own."""
    return "  \n".join(escaped(line) for line in words.split("\n"))


def escaped(line: str) -> str:
    """One line of anybody's words, with every character that Markdown could take for markup made harmless."""
    inner = OUTER_SPACE.sub("", line)
    start = line.index(inner) if inner else len(line)
    marked = inner.translate(INLINE)
    if (found := BEGINS_A_LIST.match(marked)) and found[2]:
        marked = f"{found[1]}\\{marked[found.start(2) :]}"
    if marked.startswith(":"):
        marked = f"&#58;{marked[1:]}"
    marked = BEGINS_AN_ADDRESS.sub(r"\1&#46;", marked.replace("://", "&#58;//"))
    return f"{_references(line[:start])}{marked}{_references(line[start + len(inner) :])}"


def _references(space: str) -> str:
    """White space at the ends of a line, which Markdown would drop or take for code, as references."""
    return "".join(each if each in KEPT_RAW else f"&#{ord(each)};" for each in space)


def _table(table: Table) -> Iterator[str]:
    yield _row(table.columns)
    yield "|" + " --- |" * len(table.columns)
    yield from map(_row, table.rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(cell, cells))} |"


def cell(words: str) -> str:
    """One cell of a table: on one line, its pipes escaped as tables want them."""
    return escaped(ENDS_A_CELL.sub(" ", words)).replace("&#124;", r"\|")
