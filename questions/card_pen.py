"""The mark of each standing as a pen draws it on a picture of pixels; `pictures.marks` has them as outlines for SVG.

The outlines are not taken from there: at a few pixels an arc drawn by Pillow is cleaner than one made of a path's
points. `tests/questions/test_card.py` has each mark unlike every other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PIL import ImageDraw

from questions.pictures.marks import Mark
from questions.pictures.parties import sign_on

PAPER, INK, MUTED, FAINT, LINE = "#fdfcfa", "#1b1b1a", "#5b5a56", "#908d85", "#d9d5cc"
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Pen:
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


def _tick(pen: Pen, colour: str) -> None:
    pen.disc(6.25, colour)
    pen.stroke(sign_on(colour), (4.9, 8.2), (7.2, 10.7), (11.2, 5.7))


def _half(pen: Pen, colour: str) -> None:
    pen.half(6.25, colour)
    pen.disc(6.25, None, INK)


def _bar(pen: Pen, colour: str) -> None:
    pen.square(2.25, colour)
    pen.stroke(INK, (5.25, 8), (10.75, 8))


def _empty(pen: Pen, colour: str) -> None:
    pen.square(2.25, colour)


def _speech(pen: Pen, colour: str) -> None:
    pen.bubble(colour)
    pen.stroke(sign_on(colour), (4.5, 5.3), (11.5, 5.3))
    pen.stroke(sign_on(colour), (4.5, 8), (9, 8))


def _speech_empty(pen: Pen, colour: str) -> None:
    pen.bubble(PAPER, colour)


def _dotted(pen: Pen, colour: str) -> None:
    pen.arcs(6.25, INK, 12, 0.35)
    pen.disc(2.75, colour)


def _question(pen: Pen, colour: str) -> None:
    pen.disc(6.5, None, colour)
    pen.stroke(INK, (6.3, 6.3), (8, 5), (9.6, 6.4), (8, 8.2), (8, 9.2))
    pen.stroke(INK, (8, 11), (8, 12))


def _dashed(pen: Pen, colour: str) -> None:
    pen.arcs(6.25, INK, 6, 0.6)
    pen.disc(3.5, None, colour)


def _plain(pen: Pen, colour: str) -> None:  # noqa: ARG001 - whom the record does not name has no party
    pen.disc(4.5, None, FAINT)


SIGNS: dict[Mark, Callable[[Pen, str], None]] = {
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
