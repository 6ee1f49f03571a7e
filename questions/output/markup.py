"""Pieces as HTML: a fragment to paste, with every character of names and words escaped."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from questions.output.blocks import Block, Heading, Piece, Quote, Table, Text, Wording
from questions.sentences.words import turns_the_line

# Characters that turn the direction of a line: as references they do so where they are read, not in the source.
TURNING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
REFERENCES = {ord(character): f"&#x{ord(character):x};" for character in TURNING}


def html(piece: Piece) -> str:
    """A piece as the source of an HTML fragment. No words stand in attributes, so quotation marks stay themselves."""
    source = str(shown(piece)).translate(REFERENCES)
    return source.replace("&#x27;", "'").replace("&quot;", '"')


def shown(piece: Piece) -> SafeString:
    """The same fragment as a browser is to show it."""
    return format_html_join("\n", "{}", ((_block(block),) for block in piece.blocks))


def _block(block: Block) -> SafeString:
    match block:
        case Heading():
            return format_html("<h3>{}</h3>", block.words)
        case Text():
            return _paragraph(block.words)
        case Wording():
            return _paragraphs(block.paragraphs)
        case Quote():
            return format_html("<blockquote>\n{}\n</blockquote>", _paragraphs(block.paragraphs))
        case Table():
            return _table(block)


def _paragraphs(paragraphs: Sequence[str]) -> SafeString:
    return format_html_join("\n", "{}", ((_paragraph(words),) for words in paragraphs))


def _paragraph(words: str) -> SafeString:
    """One paragraph; line ends within it stay where they are."""
    first, *lines = words.split("\n")
    others = format_html_join("", "<br>\n{}", ((line,) for line in lines))
    return format_html("<p{}>{}{}</p>", _direction(words), first, others)


def _direction(words: str) -> SafeString:
    """That a block takes the direction of its words, and ends it; nothing where they all run from left to right."""
    return SafeString(' dir="auto"' if turns_the_line(words) else "")


def _table(table: Table) -> SafeString:
    head = format_html_join("", '<th scope="col">{}</th>', ((words,) for words in table.columns))
    rows = format_html_join("\n", "<tr>{}</tr>", ((_row(row),) for row in table.rows))
    return format_html(
        "<table>\n<caption>{}</caption>\n<thead>\n<tr>{}</tr>\n</thead>\n<tbody>\n{}\n</tbody>\n</table>",
        table.caption,
        head,
        rows,
    )


def _row(row: Sequence[str]) -> SafeString:
    name, *cells = row
    others = format_html_join("", "<td{}>{}</td>", ((_direction(words), words) for words in cells))
    return format_html('<th scope="row"{}>{}</th>{}', _direction(name), name, others)
