"""Rounds in a row: where one person stood in each, and how everyone asked was counted in each of a campaign's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from questions import sentences
from questions.counting import Count
from questions.models import Recipient, Round, Standing
from questions.pictures.marks import MARKS, Mark
from questions.pictures.paths import BOX, Drawing, Layer, Piece, line, path_of, rectangle
from questions.pictures.seats import drawing_of

BAR = 1000  # a bar's length in units, whatever the number asked


@dataclass(frozen=True)
class Cell:
    """One round in somebody's strip."""

    recipient: Recipient
    words: str

    @property
    def round(self) -> Round:
        """The round."""
        return self.recipient.round

    @property
    def address(self) -> str:
        """Where they stand in that round."""
        return f"{self.round.get_absolute_url()}#{self.recipient.slug}"

    @property
    def drawing(self) -> Drawing:
        """Their seat in it."""
        return drawing_of(self.recipient)


@dataclass(frozen=True)
class Bar:
    """One round of a campaign: everyone asked as one bar, in parts by standing, with the numbers in words."""

    round: Round
    count: Count

    @property
    def words(self) -> str:
        """The lines of the count, which add up to the number asked."""
        return sentences.counting_sentence(self.count)

    @property
    def fraction(self) -> str:
        """The fair rate."""
        return sentences.fraction(self.count)

    @property
    def total(self) -> str:
        """The number asked; nothing where it is not known."""
        return sentences.asked_count_words(self.count)

    @property
    def drawing(self) -> Drawing | None:
        """The bar; none where nobody adds a number."""
        parts = [(MARKS[line.standing], line.number) for line in self.count.lines if line.number]
        if self.count.not_named:
            parts.append((Mark.PLAIN, self.count.not_named))
        return bar_of(parts) if parts else None


@dataclass(frozen=True)
class Strip:
    """The rounds of a campaign, each as one bar."""

    bars: tuple[Bar, ...]

    @property
    def legend(self) -> list[tuple[str, Drawing]]:
        """What the parts that occur mean, each drawn by itself."""
        occurring = {line.standing for bar in self.bars for line in bar.count.lines if line.number}
        parts = [(each.label, MARKS[each]) for each in Standing if each in occurring]
        if any(bar.count.not_named for bar in self.bars):
            parts.append((sentences.NOT_NAMED, Mark.PLAIN))
        drawn: dict[Mark, str] = {}
        for words, mark in parts:
            drawn[mark] = f"{drawn[mark]}, {words}" if mark in drawn else words
        return [(words, bar_of([(mark, 1)])) for mark, words in drawn.items()]


def bar_of(parts: Iterable[tuple[Mark, int]], whole: int = 0) -> Drawing:
    """A bar in *parts*, each as long as its number's share of the *whole*; theirs together if none is given."""
    parts = list(parts)
    whole = whole or sum(number for _, number in parts)
    layers: list[Layer] = []
    start = 0.0
    for mark, number in parts:
        length = BAR * number / whole
        layers += _part(mark, start, length)
        start += length
    return Drawing(BAR, BOX, tuple(layers), stretches=True)


def _part(mark: Mark, start: float, length: float) -> list[Layer]:
    """One part of a bar, told from the others as the seats are: filled, half filled, crossed, hollow, dotted."""
    top, height = 1.0, BOX - 2.0
    layers = [Layer(f"part {mark}", path_of([rectangle(start, top, length, height)]))]
    inside = {
        Mark.HALF: rectangle(start, BOX / 2, length, height / 2),
        Mark.SPEECH: rectangle(start, BOX / 4, length, BOX / 2),
    }
    if mark in inside:
        layers.append(Layer("part-inside", path_of([inside[mark]])))
    across = {
        Mark.BAR: line(start, BOX / 2, length),
        Mark.SPEECH_EMPTY: line(start, BOX / 2, length),
        Mark.QUESTION: Piece(start, top, f"l{length:g} {height:g}", (length, height)),
    }
    if mark in across:
        layers.append(Layer(f"part-line {mark}", path_of([across[mark]])))
    return layers
