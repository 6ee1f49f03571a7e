"""How a round is counted. The counts always add up to the number asked, and no number is invented.

Persons and organisations count as one, groups of known size as many as they are. A group of unknown
size is named under its standing and adds no number. What is left of the number asked is one line:
"12 not named". Whoever wrote in unasked is shown, outside the total. Where the number asked is not known,
nothing is given as a share of it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from questions.models import Recipient, Round, Standing
from questions.models.standings import CountsAs


@dataclass(frozen=True)
class Line:
    """One line of a count: how many stand there, and who they are. `number` leaves out groups of unknown size."""

    standing: Standing
    number: int
    recipients: tuple[Recipient, ...]

    @property
    def groups_of_unknown_size(self) -> list[Recipient]:
        """The unnamed groups here that add no number."""
        return [recipient for recipient in self.recipients if recipient.number is None]


@dataclass(frozen=True)
class Count:
    """A round's count: the number asked, and everyone on its list by standing.

    `asked_count` is the number that the newsroom gives, None where it is not known. `recipients` are those
    on the list with their standings at hand, in order.
    """

    asked_count: int | None
    recipients: tuple[Recipient, ...]

    @classmethod
    def of_exactly(cls, recipients: Iterable[Recipient]) -> Count:
        """A count of nobody but *recipients*: as many were asked as they are, unless a group's size is unknown."""
        listed = tuple(recipients)
        numbers = [recipient.number for recipient in listed if not recipient.volunteered]
        known = [number for number in numbers if number is not None]
        return cls(sum(known) if len(known) == len(numbers) else None, listed)

    @cached_property
    def lines(self) -> list[Line]:
        """A line for each standing that anyone has, in the order of the standings."""
        by_standing: dict[Standing, list[Recipient]] = defaultdict(list)
        for recipient in self.recipients:
            if not recipient.volunteered:
                by_standing[recipient.standing].append(recipient)
        return [
            Line(standing, sum(recipient.number or 0 for recipient in there), tuple(there))
            for standing in Standing
            if (there := by_standing[standing])
        ]

    @property
    def volunteers(self) -> list[Recipient]:
        """Those who wrote in unasked: outside the total."""
        return [recipient for recipient in self.recipients if recipient.volunteered]

    @property
    def groups_of_unknown_size(self) -> list[Recipient]:
        """The unnamed groups that add no number."""
        return [group for line in self.lines for group in line.groups_of_unknown_size]

    @property
    def counted(self) -> int:
        """How many of those asked have a standing of their own."""
        return sum(line.number for line in self.lines)

    @property
    def asked(self) -> int:
        """The number asked; where it is not known, as many as are counted."""
        return self.counted if self.asked_count is None else self.asked_count

    @property
    def is_open(self) -> bool:
        """Whether anyone may still reply: no count of theirs is the last word."""
        return any(line.standing.counts_as == CountsAs.OPEN for line in self.lines)

    @property
    def some_replied(self) -> bool:
        """Whether a group of unknown size replied, which adds no number."""
        replied = [line for line in self.lines if line.standing.counts_as == CountsAs.REPLIED]
        return any(line.groups_of_unknown_size for line in replied)

    @property
    def not_named(self) -> int:
        """What is left of the number asked when everyone counted is taken off."""
        return max(0, self.asked - self.counted)

    @property
    def excess(self) -> int:
        """By how many the list is longer than the number asked: anything but 0 is a fault of the record."""
        return max(0, self.counted - self.asked)

    def number(self, *ways: CountsAs) -> int:
        """How many are counted in one of *ways*."""
        return sum(line.number for line in self.lines if line.standing.counts_as in ways)

    def of(self, standing: Standing) -> int:
        """How many have that *standing*."""
        return sum(line.number for line in self.lines if line.standing == standing)

    @property
    def replied(self) -> int:
        """How many replied, with answers or otherwise."""
        return self.number(CountsAs.REPLIED)

    @property
    def did_not_answer(self) -> int:
        """How many declined or did not respond."""
        return self.number(CountsAs.DID_NOT_ANSWER)

    @property
    def could_answer(self) -> int:
        """The number asked without those it is not counted against."""
        return self.asked - self.number(CountsAs.NOT_COUNTED)

    @property
    def is_at_least(self) -> bool:
        """Whether more may have replied than are known to: some are unnamed, uncounted or unknown."""
        return bool(self.not_named or self.groups_of_unknown_size or self.number(CountsAs.UNKNOWN))


def open_lines(recipients: Iterable[Recipient]) -> list[Line]:
    """The lines of those without an answer to one question: whoever answered others, all or some, is one line."""
    lines = Count(None, tuple(recipients)).lines
    answering = [line for line in lines if line.standing in {Standing.ANSWERED, Standing.PARTLY_ANSWERED}]
    if not answering:
        return lines
    together = Line(
        Standing.PARTLY_ANSWERED,
        sum(line.number for line in answering),
        tuple(recipient for line in answering for recipient in line.recipients),
    )
    return [together, *(line for line in lines if line not in answering)]


def count_round(round_: Round, recipients: Iterable[Recipient]) -> Count:
    """The count of a round whose *recipients* have their standings at hand."""
    return Count(round_.asked_count, tuple(recipients))


def count_rounds(rounds: Iterable[Round], at: datetime.datetime | None = None) -> dict[int, Count]:
    """The counts of several rounds by their primary keys, with a single query."""
    rounds = list(rounds)
    by_round: dict[int, list[Recipient]] = defaultdict(list)
    listed = Recipient.objects.filter(round__in=[round_.pk for round_ in rounds])
    for recipient in (
        listed.with_standing(at).with_later_reply(at).select_related("party", "politician").in_order()
    ):
        by_round[recipient.round_id].append(recipient)
    return {round_.pk: count_round(round_, by_round[round_.pk]) for round_ in rounds}
