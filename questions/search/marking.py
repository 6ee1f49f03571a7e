"""Where the words looked for stand in a text: the text itself, cut into pieces of which some are marked.

Put together again, the pieces are the text, character for character. They are plain text: templates escape them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from questions.search.asked import Wanted, places_of
from questions.search.folding import folded, words_in

BEFORE_THE_FIRST = 90  # so many characters of an excerpt stand before the first word found
EXCERPT = 360  # and so many it has in all; a text little longer is shown whole
BETWEEN_PARAGRAPHS = re.compile(r"\n(?:[ \t]*\n)+")


@dataclass(frozen=True)
class Piece:
    """A piece of a text, exactly as it stands there."""

    text: str
    is_marked: bool = False


Pieces = tuple[Piece, ...]


@dataclass(frozen=True)
class Excerpt:
    """A text around the first word found, paragraph by paragraph; whole, or cut at one end or both."""

    paragraphs: tuple[Pieces, ...]
    is_cut_before: bool = False
    is_cut_after: bool = False

    @property
    def is_cut(self) -> bool:
        """Whether words are left out."""
        return self.is_cut_before or self.is_cut_after


def marked(text: str, words: tuple[Wanted, ...]) -> Pieces:
    """The whole of *text*, with the beginnings marked that were looked for."""
    return _pieces(text, places_of(words, words_in(text)), 0, len(text))


def excerpt(text: str, words: tuple[Wanted, ...]) -> Excerpt:
    """*text* from shortly before the first of *words*; all of it where it is short."""
    places = places_of(words, words_in(text))
    start, end = _window(text, places[0] if places else (0, 0))
    return Excerpt(
        tuple(_pieces(text, places, *paragraph) for paragraph in _paragraphs(text, start, end)),
        is_cut_before=bool(text[:start].strip()),
        is_cut_after=bool(text[end:].strip()),
    )


def _pieces(text: str, places: list[tuple[int, int]], start: int, end: int) -> Pieces:
    """*text* from *start* to *end* in pieces."""
    pieces, at = [], start
    for first, last in places:
        first, last = max(first, start), min(last, end)  # noqa: PLW2901 - the part of it that is shown
        if first < last:
            pieces += [Piece(text[at:first]), Piece(text[first:last], is_marked=True)]
            at = last
    pieces.append(Piece(text[at:end]))
    return tuple(piece for piece in pieces if piece.text)


def _window(text: str, first: tuple[int, int]) -> tuple[int, int]:
    """From where to where *text* is shown: whole if it is short, else cut between words around the place *first*."""
    if len(text) <= EXCERPT + BEFORE_THE_FIRST:
        return 0, len(text)
    start = _word_starts(text, max(0, first[0] - BEFORE_THE_FIRST), first[0])
    end = _word_ends(text, max(first[1], min(len(text), start + EXCERPT)), first[1])
    return start, end


def _word_starts(text: str, place: int, latest: int) -> int:
    """The first place from *place* on at which a word starts; *place* itself where none does before *latest*."""
    if place == 0:
        return 0
    for at in range(place, latest + 1):
        if text[at - 1].isspace() and not text[at].isspace():
            return at
    while place < latest and not _may_be_cut(text, place):
        place += 1
    return place


def _word_ends(text: str, place: int, earliest: int) -> int:
    """The last place up to *place* at which a word ends; *place* itself where none does after *earliest*."""
    if place == len(text):
        return place
    for at in range(place, earliest - 1, -1):
        if at == len(text) or (text[at].isspace() and not text[at - 1].isspace()):
            return at
    while place < len(text) and not _may_be_cut(text, place):
        place += 1
    return place


def _may_be_cut(text: str, place: int) -> bool:
    """Whether no accent, joiner or the like would be torn from its letter by a cut at *place*."""
    if text[place - 1] == "\u200d":
        return False
    return bool(folded(text[place])) and not unicodedata.category(text[place]).startswith("M")


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the paragraphs of *text* between *start* and *end* stand."""
    places, at = [], start
    for gap in BETWEEN_PARAGRAPHS.finditer(text, start, end):
        places.append((at, gap.start()))
        at = gap.end()
    places.append((at, end))
    return [(first, last) for first, last in places if text[first:last].strip()]
