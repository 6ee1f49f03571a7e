"""The mark of each standing: a shape that tells it from the others in black and white."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from questions.models import Standing
from questions.pictures.parties import NEUTRAL, Colour
from questions.pictures.paths import BOX, Drawing, Layer, Outline, Piece, circle, line, path_of, rectangle


class Mark(StrEnum):
    """What a seat looks like."""

    TICK = "tick"  # a filled disc with a tick
    HALF = "half"  # a disc half filled
    BAR = "bar"  # an empty square with a bar across
    EMPTY = "empty"  # an empty square
    SPEECH = "speech"  # a filled speech bubble with lines of words
    SPEECH_EMPTY = "speech-empty"  # a speech bubble without words
    DOTTED = "dotted"  # a dotted ring
    QUESTION = "question"  # a question mark in a ring
    DASHED = "dashed"  # a dashed ring
    PLAIN = "plain"  # a faint ring: somebody whom the record does not name


MARKS = {
    Standing.ANSWERED: Mark.TICK,
    Standing.PARTLY_ANSWERED: Mark.HALF,
    Standing.DECLINED: Mark.BAR,
    Standing.STATEMENT: Mark.SPEECH,
    Standing.REPLIED: Mark.SPEECH_EMPTY,
    Standing.EXCUSED: Mark.DOTTED,
    Standing.UNREACHABLE: Mark.DOTTED,
    Standing.LEFT: Mark.DOTTED,
    Standing.NOT_REPORTED: Mark.QUESTION,
    Standing.NO_RESPONSE: Mark.EMPTY,
    Standing.AWAITING: Mark.DASHED,
}


@dataclass(frozen=True)
class Shape:
    """The outlines of a mark: a rim in ink, an area in the party's colour, and a sign upon it.

    The sign stands on the colour or, where `on_paper`, in the hollow inside it.
    """

    area: Outline
    rim: Outline = ()
    sign: Outline = ()
    on_paper: bool = False


_BUBBLE = Piece(
    3,
    2.25,
    "h10a1.5 1.5 0 0 1 1.5 1.5v5.5a1.5 1.5 0 0 1-1.5 1.5h-5l-3.5 3v-3h-1.5a1.5 1.5 0 0 1-1.5-1.5v-5.5"
    "a1.5 1.5 0 0 1 1.5-1.5z",
)
_TICK = (Piece(4.9, 8.2, "l2.3 2.5 4-5", (6.3, -2.5)),)
_QUESTION = (Piece(6.3, 6.9, "a1.7 1.7 0 1 1 2.6 1.4q-.9.5-.9 1.4", (1.7, 2.8)), line(8, 11.4, 0))
_SQUARE = (rectangle(2.25, 2.25, 11.5, 11.5), rectangle(4.75, 4.75, 6.5, 6.5))

SHAPES = {
    Mark.TICK: Shape([circle(6.25)], sign=_TICK),
    Mark.HALF: Shape([Piece(8, 1.75, "a6.25 6.25 0 0 0 0 12.5z")], rim=[circle(6.25)]),
    Mark.BAR: Shape(_SQUARE, sign=[line(5.25, 8, 5.5)], on_paper=True),
    Mark.EMPTY: Shape(_SQUARE),
    Mark.SPEECH: Shape([_BUBBLE], sign=[line(4.5, 5.3, 7), line(4.5, 8, 4.5)]),
    Mark.SPEECH_EMPTY: Shape([_BUBBLE, rectangle(4, 4.75, 8, 3.5)]),
    Mark.DOTTED: Shape([circle(2.75)], rim=[circle(6.25)]),
    Mark.QUESTION: Shape([circle(6.5), circle(4.6)], sign=_QUESTION, on_paper=True),
    Mark.DASHED: Shape([circle(3.5), circle(1.5)], rim=[circle(6.25)]),
    Mark.PLAIN: Shape([], rim=[circle(4.5)]),
}
FILLED = (Mark.TICK, Mark.SPEECH)


def layers_of(
    mark: Mark, seats: dict[Colour, list[tuple[float, float]]], *, signs: bool = True
) -> tuple[Layer, ...]:
    """The paths that draw *mark* at every place of *seats*, each in its party's colour."""
    shape = SHAPES[mark]
    everywhere = [place for places in seats.values() for place in places]
    layers = []
    if shape.rim:
        layers.append(Layer(f"rim {mark}", path_of(shape.rim, everywhere)))
    if shape.area:
        layers += [
            Layer(f"area {colour.css}".strip(), path_of(shape.area, places), fill=colour.fill)
            for colour, places in seats.items()
        ]
    if shape.sign and signs:
        on: dict[tuple[str, str], list[tuple[float, float]]] = {}
        for colour, places in seats.items():
            ink = ("sign", "") if shape.on_paper else (f"sign {colour.sign_css}".strip(), colour.sign)
            on.setdefault(ink, []).extend(places)
        layers += [
            Layer(css, path_of(shape.sign, places), stroke=stroke) for (css, stroke), places in on.items()
        ]
    return tuple(layers)


def drawn(mark: Mark, colour: Colour) -> Drawing:
    """One seat."""
    return Drawing(BOX, BOX, layers_of(mark, {colour: [(0, 0)]}))


@cache
def key_of(standing: Standing | None) -> Drawing:
    """The mark of a standing by itself, as it stands before words; none: that of somebody whom nobody names."""
    return drawn(MARKS[standing] if standing else Mark.PLAIN, NEUTRAL)


OPEN_WIDTH = 28
_OPEN_EDGE = (Piece(17, 2.25, "h-14.75v11.5h14.75", (0, 11.5)),)
_OPEN_DOTS = (line(19.5, 8, 0), line(22.75, 8, 0), line(26, 8, 0))
_OPEN_AREA = (rectangle(2.25, 2.25, 14.75, 11.5),)
_OPEN_BAND = (Piece(17, 2.25, "h-14.75v11.5h14.75v-2.5h-12.25v-6.5h12.25z"),)


def drawn_open(mark: Mark, colour: Colour) -> Drawing:
    """A group of unknown size: a shape without an end, which adds no seat; filled or hollow as its mark is."""
    shape = SHAPES[mark]
    area = _OPEN_AREA if mark in FILLED else _OPEN_BAND
    on_paper = shape.on_paper or area is _OPEN_BAND
    layers = [
        Layer(f"area edgeless {colour.css}".strip(), path_of(area), fill=colour.fill),
        Layer("edge", path_of(_OPEN_EDGE)),
        Layer("more", path_of(_OPEN_DOTS)),
    ]
    if shape.sign:
        css, stroke = ("sign", "") if on_paper else (f"sign {colour.sign_css}".strip(), colour.sign)
        layers.append(Layer(css, path_of(shape.sign, [(2, 0)]), stroke=stroke))
    return Drawing(OPEN_WIDTH, BOX, tuple(layers))
