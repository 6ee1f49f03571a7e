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

from questions.pictures.card import HEIGHT, MARGIN, SEATS_LEFT, WIDTH, Card, CardLabel, CardSeat
from questions.pictures.marks import Mark
from questions.pictures.parties import contrast
from questions.pictures.paths import BOX

ROOM = WIDTH - 2 * MARGIN
FINER = 2  # drawn so many times larger and then reduced: edges come out smooth
FONTS = Path(__file__).parent / "fonts"
LONGEST = 300  # characters of a text; a card has no room for more

PAPER, INK, MUTED, LINE, BRAND = "#fdfcfa", "#1b1b1a", "#5b5a56", "#d9d5cc", "#12454f"
WORDMARK = "Accountability"

Font = ImageFont.FreeTypeFont
Box = tuple[float, float, float, float]


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
    for seat in poster.card.seats:
        _seat(draw, seat)
    _foot(draw, poster.card)
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


def _foot(draw: ImageDraw.ImageDraw, card: Card) -> None:
    """Which colour is whose, who made this, and the fair rate."""
    top = HEIGHT - 68
    draw.line((MARGIN * FINER, top * FINER, (WIDTH - MARGIN) * FINER, top * FINER), LINE, 2 * FINER)
    small, x = font("", 18), float(MARGIN)
    for colour, party in card.parties:
        name = legible(party)
        end = x + 22 + small.getlength(name) / FINER
        if end > WIDTH - MARGIN:
            break
        _Pen(draw, x * FINER, (top + 9) * FINER, FINER).disc(7, colour or MUTED)
        draw.text(((x + 22) * FINER, (top + 6) * FINER), name, MUTED, small)
        x = end + 24
    bold, light = font("-Bold", 22), font("", 22)
    draw.text((MARGIN * FINER, (top + 33) * FINER), WORDMARK, BRAND, bold)
    room = ROOM - bold.getlength(WORDMARK) / FINER - 40
    for line in fitted(legible(card.fraction), light, room, 1):
        draw.text(((WIDTH - MARGIN) * FINER, (top + 33) * FINER), line, MUTED, light, anchor="ra")


def _label(draw: ImageDraw.ImageDraw, label: CardLabel, line: int) -> None:
    """A line of the count, so high, before its seats and after the mark that they have."""
    size = line - 6
    face = font("", size)
    _seat(draw, CardSeat(label.x, label.y + 2, size, "", label.mark))
    room = SEATS_LEFT - label.x - size - 8 - 12
    for words in fitted(legible(label.text), face, room, 1):
        draw.text(((label.x + size + 8) * FINER, label.y * FINER), words, INK, face)


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


def _seat(draw: ImageDraw.ImageDraw, seat: CardSeat) -> None:
    """One of those asked; in grey where the party has no colour, or none was given."""
    pen = _Pen(draw, seat.x * FINER, seat.y * FINER, seat.size * FINER / BOX)
    SIGNS[seat.mark](pen, seat.colour or MUTED)


@dataclass(frozen=True)
class _Pen:
    """A square of 16 by 16 on the picture, to draw a mark in."""

    draw: ImageDraw.ImageDraw
    x: float
    y: float
    unit: float

    def _box(self, left: float, top: float, right: float, bottom: float) -> Box:
        return (
            self.x + left * self.unit,
            self.y + top * self.unit,
            self.x + right * self.unit,
            self.y + bottom * self.unit,
        )

    @property
    def width(self) -> int:
        """The width of a stroke."""
        return max(1, round(1.6 * self.unit))

    def disc(self, radius: float, fill: str | None, rim: str | None = None) -> None:
        """A disc in the middle of the square, with or without a rim."""
        box = self._box(8 - radius, 8 - radius, 8 + radius, 8 + radius)
        self.draw.ellipse(box, fill=fill, outline=rim, width=self.width if rim else 0)

    def half(self, radius: float, fill: str) -> None:
        """The left half of a disc."""
        self.draw.pieslice(self._box(8 - radius, 8 - radius, 8 + radius, 8 + radius), 90, 270, fill=fill)

    def arcs(self, radius: float, ink: str, number: int, part: float) -> None:
        """A ring of *number* dashes, each as long as *part* of its share."""
        step = 360 / number
        box = self._box(8 - radius, 8 - radius, 8 + radius, 8 + radius)
        for place in range(number):
            self.draw.arc(box, place * step, (place + part) * step, fill=ink, width=self.width)

    def square(self, inset: float, ink: str, width: float = 2.5) -> None:
        """An empty square."""
        box = self._box(inset, inset, 16 - inset, 16 - inset)
        self.draw.rectangle(box, outline=ink, width=max(1, round(width * self.unit)))

    def bubble(self, fill: str | None, rim: str | None = None) -> None:
        """A speech bubble."""
        width = max(1, round(2 * self.unit)) if rim else 0
        tail = [(4.5, 10), (4.5, 14), (8.5, 10)]
        self.draw.polygon(
            [(self.x + x * self.unit, self.y + y * self.unit) for x, y in tail], fill=rim or fill
        )
        box = self._box(1.5, 2.25, 14.5, 10.75)
        self.draw.rounded_rectangle(box, 1.5 * self.unit, fill=fill, outline=rim, width=width)

    def stroke(self, ink: str, *points: tuple[float, float]) -> None:
        """A line through some points of the square."""
        path = [(self.x + x * self.unit, self.y + y * self.unit) for x, y in points]
        self.draw.line(path, fill=ink, width=self.width, joint="curve")


def sign_on(colour: str) -> str:
    """Black or white, whichever is told apart better on a colour."""
    return max("#000000", "#ffffff", key=lambda sign: contrast(sign, colour))


def _tick(pen: _Pen, colour: str) -> None:
    pen.disc(6.25, colour)
    pen.stroke(sign_on(colour), (4.9, 8.2), (7.2, 10.7), (11.2, 5.7))


def _half(pen: _Pen, colour: str) -> None:
    pen.half(6.25, colour)
    pen.disc(6.25, None, INK)


def _bar(pen: _Pen, colour: str) -> None:
    pen.square(2.25, colour)
    pen.stroke(INK, (5.25, 8), (10.75, 8))


def _empty(pen: _Pen, colour: str) -> None:
    pen.square(2.25, colour)


def _speech(pen: _Pen, colour: str) -> None:
    pen.bubble(colour)
    pen.stroke(sign_on(colour), (4.5, 5.3), (11.5, 5.3))
    pen.stroke(sign_on(colour), (4.5, 8), (9, 8))


def _speech_empty(pen: _Pen, colour: str) -> None:
    pen.bubble(PAPER, colour)


def _dotted(pen: _Pen, colour: str) -> None:
    pen.arcs(6.25, INK, 12, 0.35)
    pen.disc(2.75, colour)


def _question(pen: _Pen, colour: str) -> None:
    pen.disc(6.5, None, colour)
    pen.stroke(INK, (6.3, 6.3), (8, 5), (9.6, 6.4), (8, 8.2), (8, 9.2))
    pen.stroke(INK, (8, 11), (8, 12))


def _dashed(pen: _Pen, colour: str) -> None:
    pen.arcs(6.25, INK, 6, 0.6)
    pen.disc(3.5, None, colour)


def _plain(pen: _Pen, colour: str) -> None:  # noqa: ARG001 - whom the record does not name has no party
    pen.disc(4.5, None, LINE)


SIGNS: dict[Mark, Callable[[_Pen, str], None]] = {
    Mark.TICK: _tick,
    Mark.HALF: _half,
    Mark.BAR: _bar,
    Mark.EMPTY: _empty,
    Mark.SPEECH: _speech,
    Mark.SPEECH_EMPTY: _speech_empty,
    Mark.DOTTED: _dotted,
    Mark.QUESTION: _question,
    Mark.DASHED: _dashed,
    Mark.PLAIN: _plain,
}
