"""A round's social card: the headline and everyone asked, laid out in a box of 1200 by 630. Data only; others paint it.

A seat's place is its upper left corner. Its mark tells what to draw in a box of 16 by 16, to be scaled to the seat's
size.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from questions import sentences
from questions.counting import Count
from questions.pictures.marks import MARKS, Mark
from questions.pictures.parties import colour_of
from questions.pictures.seats import by_number

WIDTH, HEIGHT = 1200, 630
MARGIN = 60
TOP, BOTTOM = 250, 560  # the picture stands between them; above it the headline, below it the legend
SEATS_LEFT = 400  # seats begin here, what they are stands before them
SIZES = (56, 48, 40, 36, 32, 28, 24, 20, 18, 16, 14, 12, 10, 9, 8, 7, 6, 5, 4)
ROOMS = (
    (26, 8),
    (20, 5),
)  # how high a line of words is at least, and the gap after it; the wide one if it fits


@dataclass(frozen=True)
class CardSeat:
    """One seat. `colour` is written like #d50000, or empty: the party has none, or none was given."""

    x: float
    y: float
    size: float
    colour: str
    mark: Mark


@dataclass(frozen=True)
class CardLabel:
    """A line of the count, beside its seats."""

    x: float
    y: float
    text: str
    mark: Mark


@dataclass(frozen=True)
class Card:
    """The card of one round. Where there are more seats than can be told apart there are none, and no label."""

    headline: str
    fraction: str
    seats: tuple[CardSeat, ...]
    labels: tuple[CardLabel, ...] = ()
    parties: tuple[tuple[str, str], ...] = ()  # colours with the names they stand for
    total: str = ""
    line: int = ROOMS[0][0]  # how high a label may be
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class _Fit:
    """How large a seat is, how high a line of words, and how wide the gap between two groups."""

    size: int
    line: int
    gap: int

    @property
    def columns(self) -> int:
        return (WIDTH - MARGIN - SEATS_LEFT) // self.size


@dataclass(frozen=True)
class _Group:
    words: str
    mark: Mark
    colours: list[str]

    def height(self, fit: _Fit) -> int:
        return max(fit.line, ceil(len(self.colours) / fit.columns) * fit.size) + fit.gap


def card_of(count: Count, headline: str) -> Card:
    """The card of a round: its *headline*, the fair rate, and a seat for each of those asked."""
    groups = _groups(count)
    fit = _fit(groups)
    seats: list[CardSeat] = []
    labels: list[CardLabel] = []
    top = TOP
    for group in groups:
        if fit is None:
            break
        beside_seats = max(0, fit.size - fit.line) / 2 if group.colours else 0
        labels.append(CardLabel(MARGIN, top + beside_seats, group.words, group.mark))
        seats += [
            CardSeat(
                SEATS_LEFT + (place % fit.columns) * fit.size,
                top + (place // fit.columns) * fit.size,
                fit.size,
                colour,
                group.mark,
            )
            for place, colour in enumerate(group.colours)
        ]
        top += group.height(fit)
    named = [each for each in count.recipients if not each.volunteered and each.number]
    return Card(
        headline=headline,
        fraction=sentences.capitalised(sentences.fraction(count)),
        seats=tuple(seats),
        labels=tuple(labels),
        parties=tuple((colour.fill, colour.name) for colour, _ in by_number(map(colour_of, named))),
        total=sentences.asked_count_words(count),
        line=fit.line if fit else ROOMS[0][0],
    )


def _groups(count: Count) -> list[_Group]:
    groups = []
    for line in count.lines:
        colours = by_number(colour_of(each) for each in line.recipients for _ in range(each.number or 0))
        seats = [colour.fill for colour, many in colours for _ in range(many)]
        groups.append(_Group(sentences.card_line_words(line), MARKS[line.standing], seats))
    if count.not_named:
        groups.append(_Group(sentences.not_named_words(count), Mark.PLAIN, [""] * count.not_named))
    return groups


def _fit(groups: list[_Group]) -> _Fit | None:
    """The largest seats for which there is room; None where even the smallest are too many."""
    fits = [_Fit(size, line, gap) for line, gap in ROOMS for size in SIZES]
    return next((fit for fit in fits if sum(each.height(fit) for each in groups) <= BOTTOM - TOP), None)
