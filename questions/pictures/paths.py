"""Outlines as SVG writes them, made of pieces that stand in a box of 16 by 16 and are repeated seat by seat."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BOX = 16  # one seat's box, in the units of every drawing


@dataclass(frozen=True)
class Piece:
    """One stroke of an outline: where in the box it begins, how it goes on from there, and where it ends.

    `commands` are relative, so that the same piece is spelt alike in every seat and compresses to next to nothing.
    `ends` is how far from its beginning the pen stands afterwards: nowhere for a closed outline.
    """

    x: float
    y: float
    commands: str
    ends: tuple[float, float] = (0, 0)


Outline = Sequence[Piece]


@dataclass(frozen=True)
class Layer:
    """One path of a drawing: its class, its outline, and a party's colour where it has one."""

    css: str
    d: str
    fill: str = ""
    stroke: str = ""


@dataclass(frozen=True)
class Drawing:
    """A picture as a template draws it: its size in units, its layers from the bottom up, and what it shows in words.

    Without words it is hidden from whoever does not see it: the text beside it says the same.
    `stretches` to whatever width there is, as a bar does.
    """

    width: float
    height: float
    layers: tuple[Layer, ...]
    label: str = ""
    stretches: bool = False

    @property
    def box(self) -> str:
        """The drawing's own co-ordinates."""
        return f"0 0 {spelt(self.width)} {spelt(self.height)}"


def spelt(number: float) -> str:
    """A co-ordinate in as few characters as it needs."""
    return f"{round(number, 2):g}"


def circle(radius: float, *, centre: float = BOX / 2) -> Piece:
    """A circle in the middle of the box."""
    r, across = spelt(radius), spelt(2 * radius)
    return Piece(centre, centre - radius, f"a{r} {r} 0 1 0 0 {across} {r} {r} 0 1 0 0-{across}z")


def rectangle(x: float, y: float, width: float, height: float) -> Piece:
    """A rectangle from its upper left corner."""
    return Piece(x, y, f"h{spelt(width)}v{spelt(height)}h{spelt(-width)}z")


def line(x: float, y: float, across: float, down: float = 0) -> Piece:
    """A straight line; one of no length is a dot."""
    return Piece(x, y, f"l{spelt(across)} {spelt(down)}", (across, down))


def path_of(outline: Outline, places: Iterable[tuple[float, float]] = ((0, 0),)) -> str:
    """The outline drawn at each of *places*, as one path."""
    commands: list[str] = []
    pen: tuple[float, float] | None = None
    for left, top in places:
        for piece in outline:
            x, y = left + piece.x, top + piece.y
            if pen is None:
                commands.append(f"M{spelt(x)} {spelt(y)}")
            else:
                commands.append(f"m{spelt(x - pen[0])} {spelt(y - pen[1])}")
            commands.append(piece.commands)
            pen = (x + piece.ends[0], y + piece.ends[1])
    return "".join(commands)
