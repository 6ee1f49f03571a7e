"""The social card of a round: a picture of 1200 by 630 pixels for whoever shares its address elsewhere.

It says what the page says: the campaign and the round, the headline count, and a seat for everyone asked, told
apart by a mark as well as by colour. Nothing of it is sent to readers of the pages. Its font is the project's own
(`questions/fonts`), so that a card looks the same wherever the site runs.
"""

from __future__ import annotations

import io
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from questions.card_pen import INK, LINE, MUTED, PAPER, SIGNS, Pen
from questions.pictures.card import HEIGHT, MARGIN, SEATS_LEFT, WIDTH, Card, CardLabel, CardSeat
from questions.pictures.paths import BOX

ROOM = WIDTH - 2 * MARGIN
FINER = 2  # drawn so many times larger and then reduced: edges come out smooth
FONTS = Path(__file__).parent / "fonts"
LONGEST = 300  # characters of a text; a card has no room for more

BRAND = "#12454f"
WORDMARK = "Accountability"
SMALL, DISC, GAP = (
    18,
    22,
    24,
)  # of the legend: its letters, the room of a disc, and what stands between two names

Font = ImageFont.FreeTypeFont


@dataclass(frozen=True)
class Poster:
    """Everything that stands on a card: the campaign and the round, and the picture of everyone asked."""

    campaign: str
    title: str
    card: Card


@lru_cache(maxsize=32)
def paint(poster: Poster) -> bytes:
    """The card as a PNG."""
    picture = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), PAPER)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, WIDTH * FINER, 12 * FINER), fill=BRAND)
    _head(draw, poster)
    for label in poster.card.labels:
        _label(draw, label, poster.card.line)
    legend = legend_of(poster.card.parties)
    for seat in poster.card.seats:
        _seat(draw, seat, legend)
    _foot(draw, poster.card, legend)
    written = io.BytesIO()
    smooth = picture.reduce(FINER).quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    smooth.save(written, "PNG")
    return written.getvalue()


def _head(draw: ImageDraw.ImageDraw, poster: Poster) -> None:
    """Campaign, round and headline; a title for which one line is too short is set smaller, in two."""
    y = _write(draw, 32, poster.campaign, face=font("", 22), ink=MUTED, lines=1)
    large = font("-Bold", 46)
    fits = large.getlength(legible(poster.title)) <= ROOM * FINER
    y = _write(draw, y + 2, poster.title, face=large if fits else font("-Bold", 36), ink=INK, lines=2)
    _write(draw, y + 6, poster.card.headline, face=font("", 27), ink=INK, lines=2)


def _foot(draw: ImageDraw.ImageDraw, card: Card, legend: Legend) -> None:
    """Which colour is whose, who made this, and the fair rate."""
    top = HEIGHT - 68
    draw.line((MARGIN * FINER, top * FINER, (WIDTH - MARGIN) * FINER, top * FINER), LINE, 2 * FINER)
    small, x = font("", SMALL), float(MARGIN)
    for colour, words in legend.lines:
        Pen(draw, x * FINER, (top + 9) * FINER, FINER).disc(7, colour or MUTED)
        draw.text(((x + DISC) * FINER, (top + 6) * FINER), words, MUTED, small)
        x += _width(words) + GAP
    bold, light = font("-Bold", 22), font("", 22)
    draw.text((MARGIN * FINER, (top + 33) * FINER), WORDMARK, BRAND, bold)
    room = ROOM - bold.getlength(WORDMARK) / FINER - 40
    for line in fitted(legible(card.fraction), light, room, 1):
        draw.text(((WIDTH - MARGIN) * FINER, (top + 33) * FINER), line, MUTED, light, anchor="ra")


def _label(draw: ImageDraw.ImageDraw, label: CardLabel, line: int) -> None:
    """A line of the count, so high, before its seats and after the mark that they have."""
    size = line - 6
    face = font("", size)
    _seat(draw, CardSeat(label.x, label.y + 2, size, "", label.mark), Legend(()))
    room = SEATS_LEFT - label.x - size - 8 - 12
    for words in fitted(legible(label.text), face, room, 1):
        draw.text(((label.x + size + 8) * FINER, label.y * FINER), words, INK, face)


# --- whose colour it is ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Legend:
    """The colours on the card with whose they are, and in grey how many parties more there are."""

    lines: tuple[tuple[str, str], ...]

    @property
    def colours(self) -> set[str]:
        """The colours that seats may have: no colour stands without its party's name."""
        return {colour for colour, _ in self.lines if colour}


def legend_of(parties: Sequence[tuple[str, str]]) -> Legend:
    """As many of *parties* as there is room to name, the largest first.

    A colour that a party has which is not named stands for nobody, and its other party is not named either.
    """
    lines = [(colour, legible(party)) for colour, party in parties]
    if sum(_width(words) + GAP for _, words in lines) - GAP <= ROOM:
        return Legend(tuple(lines))
    room = ROOM - _width(_others(len(lines)))
    named, left = [], []
    for colour, words in lines:
        if _width(words) + GAP <= room:
            named.append((colour, words))
            room -= _width(words) + GAP
        else:
            left.append((colour, words))
    unnamed = {colour for colour, _ in left if colour}
    named = [(colour, words) for colour, words in named if colour not in unnamed]
    return Legend((*named, ("", _others(len(lines) - len(named)))))


def _others(number: int) -> str:
    return "and 1 more party" if number == 1 else f"and {number} more parties"


def _width(words: str) -> float:
    """How wide a party's name is with its disc before it."""
    return DISC + font("", SMALL).getlength(words) / FINER


# --- words ----------------------------------------------------------------------------------------


@lru_cache(maxsize=16)
def font(weight: str, size: int) -> Font:
    """The project's own font, at a *size* in pixels of the card."""
    path = FONTS / f"DejaVuSans{weight}.ttf"
    return ImageFont.truetype(str(path), size * FINER, layout_engine=ImageFont.Layout.BASIC)


def legible(words: str) -> str:
    """*words* on one line, without characters that have no shape: those that turn the line's direction among them."""
    composed = unicodedata.normalize("NFC", " ".join(words[:LONGEST].split()))
    return "".join(each for each in composed if unicodedata.category(each) not in {"Cc", "Cf", "Cs", "Co"})


def fitted(words: str, face: Font, room: float, lines: int) -> list[str]:
    """*words* in at most so many *lines* of a width of *room* pixels; “…” at the end of what does not fit."""
    broken = list(islice(_lines(words.split(), lambda text: face.getlength(text) <= room * FINER), lines + 1))
    if len(broken) <= lines:
        return broken
    last = broken[lines - 1]
    while last and face.getlength(f"{last}…") > room * FINER:
        last = last[:-1]
    return [*broken[: lines - 1], f"{last.rstrip()}…"]


def _lines(words: Sequence[str], fits: Callable[[str], bool]) -> Iterable[str]:
    """The words in lines that fit; a word too long for any line is broken where it has to be."""
    line = ""
    for word in words:
        rest = word
        if line and fits(f"{line} {rest}"):
            line = f"{line} {rest}"
            continue
        if line:
            yield line
        while not fits(rest):
            end = _most_that_fits(rest, fits)
            yield rest[:end]
            rest = rest[end:]
        line = rest
    if line:
        yield line


def _most_that_fits(word: str, fits: Callable[[str], bool]) -> int:
    """How many characters of a word fit in a line: one at the least."""
    too_long = bisect_left(range(1, len(word)), 1, key=lambda end: 0 if fits(word[:end]) else 1)
    return max(1, too_long)


def _write(draw: ImageDraw.ImageDraw, y: float, words: str, *, face: Font, ink: str, lines: int) -> float:
    """Write *words* at the left margin, from a height on; where the next thing may stand below them."""
    ascent, descent = face.getmetrics()
    for line in fitted(legible(words), face, ROOM, lines):
        draw.text((MARGIN * FINER, y * FINER), line, ink, face)
        y += (ascent + descent) / FINER * 1.06
    return y


# --- seats ----------------------------------------------------------------------------------------


def _seat(draw: ImageDraw.ImageDraw, seat: CardSeat, legend: Legend) -> None:
    """One of those asked; in grey where no party is named for the colour."""
    pen = Pen(draw, seat.x * FINER, seat.y * FINER, seat.size * FINER / BOX)
    SIGNS[seat.mark](pen, seat.colour if seat.colour in legend.colours else MUTED)
