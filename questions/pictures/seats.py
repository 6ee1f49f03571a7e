"""One picture of everyone asked: a seat for each, grouped by standing. The seats add up to the number asked.

Up to forty on the list stand there by name; more are drawn as dots, whose numbers the words beside them give. An
unnamed group is drawn as a bundle of as many seats as it has members, or, where that is not known, as a shape without
an end, which adds none. Those whom the record does not name are faint, and whoever wrote in unasked stands apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from questions import sentences
from questions.counting import Count, Line
from questions.models import Recipient, Standing
from questions.pictures.marks import MARKS, Mark, drawn, drawn_open, key_of, layers_of
from questions.pictures.parties import NEUTRAL, Colour, colour_of
from questions.pictures.paths import BOX, Drawing, Layer, path_of, rectangle

NAMED = 40  # so many on a list are shown by name; more are dots
COLUMNS = 25  # so many dots stand in a row
MOST = 3000  # of more seats than this only the words are given

Leads = Callable[[Recipient], str]


@dataclass(frozen=True)
class Seat:
    """One person or organisation: their mark in their party's colour, and where their name leads."""

    recipient: Recipient
    address: str
    colour: Colour

    @cached_property
    def drawing(self) -> Drawing:
        """The seat itself."""
        return drawn(MARKS[self.recipient.standing], self.colour)

    @property
    def since_replied(self) -> str:
        """That they have replied to a later round since; empty if they have not, or are not called silent."""
        return sentences.since_replied_note(self.recipient)


@dataclass(frozen=True)
class Bundle:
    """An unnamed group: as many seats as it has members, or a shape without an end where that is not known."""

    recipient: Recipient
    address: str
    colour: Colour

    @property
    def words(self) -> str:
        """Their party, how many they are, and whether they have replied since: what their name does not say.

        That their number is not given is told in the line of the count, which names them.
        """
        party = "" if self.colour.name in self.recipient.name else sentences.isolated(self.colour.name)
        number = "" if self.recipient.size is None else sentences.group_words(self.recipient)
        return ", ".join(filter(None, [party, number, sentences.since_replied_note(self.recipient)]))

    @cached_property
    def drawing(self) -> Drawing:
        """The bundle itself."""
        mark = MARKS[self.recipient.standing]
        if self.recipient.size is None:
            return drawn_open(mark, self.colour)
        columns = min(COLUMNS, self.recipient.size)
        return replace(dots(mark, [(self.colour, self.recipient.size)], columns), label="")


@dataclass(frozen=True)
class SeatGroup:
    """Everyone of one standing, with the line of the count that says how many they are.

    No standing: those whom the record does not name, or whoever wrote in unasked.
    """

    standing: Standing | None
    words: str
    number: int
    recipients: tuple[Recipient, ...]
    leads: Leads

    @property
    def is_open_ended(self) -> bool:
        """Whether there are groups of unknown size among them, which the words name."""
        return any(each.number is None for each in self.recipients)

    @property
    def mark(self) -> Mark:
        """The mark of the standing."""
        return MARKS[self.standing] if self.standing else Mark.PLAIN

    @cached_property
    def key(self) -> Drawing:
        """The mark by itself, which stands before the words."""
        return key_of(self.standing)

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        """Everybody with a seat of their own."""
        named = [each for each in self.recipients if not each.is_unnamed]
        return tuple(Seat(each, self.leads(each), colour_of(each)) for each in named)

    @cached_property
    def bundles(self) -> tuple[Bundle, ...]:
        """The unnamed groups."""
        groups = [each for each in self.recipients if each.is_unnamed]
        return tuple(Bundle(each, self.leads(each), colour_of(each)) for each in groups)

    @cached_property
    def parties(self) -> str:
        """How many of them are of which party."""
        return sentences.parties_words(self.recipients)

    @property
    def dots_number(self) -> int:
        """How many seats stand in the group's own dots: all but those in bundles."""
        return self.number - sum(each.recipient.size or 0 for each in self.bundles)

    @cached_property
    def dots(self) -> Drawing | None:
        """The same seats as dots, in the order of the parties' numbers; none where there is none to draw."""
        if not self.dots_number:
            return None
        colours = by_number(seat.colour for seat in self.seats) if self.standing else [(NEUTRAL, self.number)]
        return dots(self.mark, colours)


@dataclass(frozen=True)
class Picture:
    """Everyone asked, by standing."""

    count: Count
    groups: tuple[SeatGroup, ...]
    volunteers: tuple[SeatGroup, ...]

    @property
    def not_named(self) -> SeatGroup | None:
        """The seats of those whom the record does not name."""
        words = sentences.not_named_words(self.count)
        return SeatGroup(None, words, self.count.not_named, (), leads_nowhere) if words else None

    @property
    def total(self) -> str:
        """The total under the lines."""
        return sentences.asked_count_words(self.count)

    @property
    def number(self) -> int:
        """How many seats there are: one for each of those asked."""
        return sum(group.number for group in self.groups) + self.count.not_named

    @property
    def shows_names(self) -> bool:
        """Whether everybody stands there by name."""
        return len(self.count.recipients) <= NAMED

    @property
    def is_drawn(self) -> bool:
        """Whether each seat is drawn; there may be more than anybody could tell apart."""
        return self.number + sum(each.number or 0 for each in self.count.volunteers) <= MOST

    @property
    def volunteers_words(self) -> str:
        """The line of those outside the total."""
        return sentences.volunteer_words(self.count)

    @cached_property
    def legend(self) -> tuple[tuple[Colour, Drawing], ...]:
        """The colours that occur, the commonest first; the marks stand before the words they mean."""
        return legend_of(self.count.recipients)


def legend_of(recipients: Iterable[Recipient]) -> tuple[tuple[Colour, Drawing], ...]:
    """The colours of the parties of *recipients*, each with a swatch."""
    colours = by_number(colour_of(each) for each in recipients)
    return tuple((colour, swatch(colour)) for colour, _ in colours)


def swatch(colour: Colour) -> Drawing:
    """A party's colour by itself."""
    outline = path_of([rectangle(2.25, 4.25, 11.5, 7.5)])
    return Drawing(BOX, BOX, (Layer(f"area {colour.css}".strip(), outline, fill=colour.fill),))


def by_number(colours: Iterable[Colour]) -> list[tuple[Colour, int]]:
    """How often each colour occurs, the most frequent first, no party given last."""
    numbers: dict[Colour, int] = {}
    for colour in colours:
        numbers[colour] = numbers.get(colour, 0) + 1
    return sorted(numbers.items(), key=lambda item: (not item[0].is_given, -item[1], item[0].name))


def dots(mark: Mark, colours: Sequence[tuple[Colour, int]], columns: int = COLUMNS) -> Drawing:
    """Seats in rows of so many *columns*, so many of each colour, one after the other."""
    number = sum(many for _, many in colours)
    seats: dict[Colour, list[tuple[float, float]]] = {}
    place = 0
    for colour, many in colours:
        places = [((each % columns) * BOX, (each // columns) * BOX) for each in range(place, place + many)]
        seats.setdefault(colour, []).extend(places)
        place += many
    height = BOX * -(-number // columns)
    return Drawing(BOX * columns, height, layers_of(mark, seats), sentences.seats_words(number))


def drawing_of(recipient: Recipient) -> Drawing:
    """One seat, or the bundle or open shape of an unnamed group."""
    kind = Bundle if recipient.is_unnamed else Seat
    return kind(recipient, "", colour_of(recipient)).drawing


def leads_nowhere(recipient: Recipient) -> str:
    """For pictures whose names stand beside them already."""
    del recipient
    return ""


def picture_of(count: Count, leads: Leads = leads_nowhere) -> Picture:
    """The picture of everyone in *count*; *leads* gives the address at which somebody's words are found."""
    volunteers: dict[Standing, list[Recipient]] = {}
    for each in count.volunteers:
        volunteers.setdefault(each.standing, []).append(each)
    return Picture(
        count,
        tuple(group_of(line, leads) for line in count.lines),
        tuple(
            SeatGroup(standing, standing.label, sum(each.number or 0 for each in there), tuple(there), leads)
            for standing, there in volunteers.items()
        ),
    )


def group_of(line: Line, leads: Leads = leads_nowhere) -> SeatGroup:
    """The seats of one line of a count."""
    return SeatGroup(line.standing, sentences.line_words(line), line.number, line.recipients, leads)
