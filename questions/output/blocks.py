"""What a piece is made of, before it takes a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """What stands above a part of a piece, in the newsroom's words."""

    words: str


@dataclass(frozen=True)
class Text:
    """A paragraph of the newsroom's own words: sentences, attributions, notes."""

    words: str


@dataclass(frozen=True)
class Wording:
    """A question as it was put, word for word, or a summary of the newsroom's: exact, and no quotation."""

    paragraphs: Sequence[str]


@dataclass(frozen=True)
class Quote:
    """Somebody else's words, paragraph by paragraph, byte for byte."""

    paragraphs: Sequence[str]


@dataclass(frozen=True)
class Table:
    """Rows under columns; the first column says whom a row is about."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


Block = Heading | Text | Wording | Quote | Table


@dataclass(frozen=True)
class Piece:
    """One piece of output: its name in the page, what it is, and its blocks. No blocks: there is nothing to say."""

    name: str
    title: str
    explanation: str
    blocks: Sequence[Block]
