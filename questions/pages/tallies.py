"""Rounds as lists of them show each: the count, and everyone asked by standing."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from questions import sentences
from questions.counting import Count
from questions.models import Recipient, Round, Signatory, Standing
from questions.pages.replies import gather_replies, replies_by_recipient, standing_words
from questions.pictures.paths import Drawing
from questions.pictures.seats import Picture, SeatGroup, drawing_of, picture_of

NAMES = 12  # so many people are named where a list is only begun


@dataclass(frozen=True)
class Person:
    """One recipient with the words for where they stand."""

    recipient: Recipient
    words: str

    @property
    def says_more(self) -> bool:
        """Whether the words say more than the standing's own name."""
        return self.words != self.recipient.standing.label

    @property
    def since_replied(self) -> str:
        """That they have replied to a later round since; empty if they have not."""
        return sentences.since_replied_note(self.recipient)

    @property
    def drawing(self) -> Drawing:
        """Their seat."""
        return drawing_of(self.recipient)

    @property
    def drawing_css(self) -> str:
        """Whether it is one seat or a group's."""
        return "bundle" if self.recipient.is_unnamed else "seat"


@dataclass(frozen=True)
class TallyLine:
    """One line of a count, with the people it counts. No standing: they wrote in without being asked."""

    standing: Standing | None
    words: str
    people: tuple[Person, ...]
    seats: tuple[SeatGroup, ...] = ()

    @property
    def names_words(self) -> str:
        """What the names are opened with, where they are many."""
        return sentences.names_words(len(self.people))

    @property
    def begun(self) -> list[Person]:
        """The first few of those with a number: a group of unknown size is named in the words."""
        return self._with_a_number[:NAMES]

    @property
    def more(self) -> str:
        """How many more there are than the first few, and whether they have replied since."""
        more = [each.recipient for each in self._with_a_number[NAMES:]]
        return sentences.more_words(more) if more else ""

    @property
    def _with_a_number(self) -> list[Person]:
        return [each for each in self.people if each.recipient.number]


@dataclass(frozen=True)
class Tally:
    """A round, or the part of it that a page is about, counted."""

    round: Round
    count: Count
    lines: tuple[TallyLine, ...]
    at: datetime.datetime
    is_whole: bool = True

    @property
    def we_asked(self) -> str:
        """Whom, how and when."""
        return sentences.we_asked(self.round)

    @property
    def headline(self) -> str:
        """The count in a sentence; of a part, only of those it lists."""
        if not self.is_whole:
            return sentences.replies_words(self.count.recipients, self.at)
        return sentences.headline(self.count, self.at)

    @property
    def fraction(self) -> str:
        """The fair rate where the headline has not said it; none of a part, whose whole nobody knows."""
        return sentences.fraction_beside(self.count) if self.is_whole else ""

    @property
    def not_named(self) -> str:
        """The line for those whom the record does not name."""
        return sentences.not_named_words(self.count)

    @cached_property
    def picture(self) -> Picture:
        """Everyone counted here."""
        return picture_of(self.count)


def words_for(recipients: Sequence[Recipient], at: datetime.datetime) -> dict[int, str]:
    """Where each of *recipients* stands, in words, by primary key; a query where any has an unseen reply."""
    replied = [recipient for recipient in recipients if recipient.standing == Standing.REPLIED]
    signatories = Signatory.objects.public(at).of_recipients(*replied).with_people()
    replies = replies_by_recipient(gather_replies(signatories, (), at))
    return {each.pk: standing_words(each, replies.get(each.pk, []), at) for each in recipients}


def tally(
    round_: Round, count: Count, words: dict[int, str], at: datetime.datetime, *, is_whole: bool = True
) -> Tally:
    """One round's tally from its count, as it is at the moment *at*."""

    def people(recipients: Iterable[Recipient]) -> tuple[Person, ...]:
        return tuple(Person(each, words[each.pk]) for each in recipients)

    picture = picture_of(count)
    lines = [
        TallyLine(group.standing, group.words, people(group.recipients), (group,)) for group in picture.groups
    ]
    if count.volunteers:
        words_of_all = sentences.volunteer_words(count)
        lines.append(TallyLine(None, words_of_all, people(count.volunteers), picture.volunteers))
    return Tally(round_, count, tuple(lines), at, is_whole)


def tallies_of(
    rounds: Iterable[Round],
    recipients: Sequence[Recipient],
    words: dict[int, str],
    at: datetime.datetime,
    *,
    whole: bool = True,
) -> list[Tally]:
    """A tally of each round that has any of *recipients*, or of every round if they are *whole*.

    Where they are a part only, one party's or one body's, nothing is counted but they themselves.
    *words* are those of `words_for`.
    """
    by_round: dict[int, list[Recipient]] = defaultdict(list)
    for recipient in recipients:
        by_round[recipient.round_id].append(recipient)
    tallies = []
    for round_ in rounds:
        if whole or by_round[round_.pk]:
            count = Count(round_.asked_count if whole else None, tuple(by_round[round_.pk]))
            tallies.append(tally(round_, count, words, at, is_whole=whole))
    return tallies
