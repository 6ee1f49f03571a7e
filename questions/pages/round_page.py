"""What the page of a round shows: the count, everyone asked, the questions, what changed."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from questions import sentences
from questions.counting import Count, count_round
from questions.models import (
    Answer,
    Approach,
    Correction,
    Question,
    Recipient,
    Round,
    Source,
    Standing,
)
from questions.models.rounds import rounds_after, rounds_before
from questions.pages.addresses import Addresses, question_address
from questions.pages.changes import RoundChanges, changes_in
from questions.pages.gathered import Gathered, gather
from questions.pages.replies import (
    Claim,
    Reply,
    approaches_by_recipient,
    beginning,
    claims_about,
    replies_by_recipient,
    standing_words,
)
from questions.pictures.card import Card, card_of
from questions.pictures.seats import Picture, picture_of

EXCERPTS = 12  # so many answers are begun on the round's page; the question's page has all


@dataclass(frozen=True)
class Mark:
    """One question beside one recipient: `address` leads to their answer, and is empty if there is none.

    `is_put` tells whether it asks anything of them.
    """

    question: Question
    address: str
    is_put: bool


@dataclass(frozen=True)
class Entry:
    """One recipient as the round's page lists them."""

    recipient: Recipient
    words: str
    place: str
    contact: str
    replies: tuple[Reply, ...]
    marks: tuple[Mark, ...]
    looked_up: tuple[Mark, ...]

    @property
    def says_more(self) -> bool:
        """Whether the words say more than the standing's own name."""
        return self.words != self.recipient.standing.label

    @property
    def statements(self) -> list[Reply]:
        """Statements and refusals to be read here: each joint one under its first signatory."""
        return [
            reply
            for reply in self.replies
            if (reply.statement or reply.refuses or reply.withdrawal) and reply.first == self.recipient
        ]

    @property
    def joined(self) -> list[Reply]:
        """Statements that this one signed and that stand under somebody else's name."""
        return [reply for reply in self.replies if reply.statement and reply.first != self.recipient]


@dataclass(frozen=True)
class Group:
    """Everyone of one standing, with the line of the count that says how many they are."""

    standing: Standing | None
    words: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Begun:
    """The beginning of an answer, with the address of the whole."""

    answer: Answer
    reply: Reply
    address: str
    replaced_by: str
    replaces: str

    @property
    def words(self) -> str:
        """The first words."""
        return beginning(self.answer)

    @property
    def positions(self) -> tuple[sentences.PositionLine, ...]:
        """What they ticked, and how the newsroom reads their words."""
        return sentences.position_lines(self.answer)


@dataclass(frozen=True)
class Asked:
    """A question as the round's page shows it: with the beginnings of its answers."""

    question: Question
    address: str
    answers: tuple[Begun, ...]

    @property
    def begun(self) -> tuple[Begun, ...]:
        """The answers that are begun here."""
        return self.answers[:EXCERPTS]

    @property
    def all_words(self) -> str:
        """The words that lead to all of them."""
        if not self.answers:
            return "No answers"
        return f"{sentences.counted(len(self.answers), 'answer')}, word for word"


@dataclass(frozen=True)
class RoundPage:
    """Everything the page of a round shows."""

    round: Round
    at: datetime.datetime
    count: Count
    groups: tuple[Group, ...]
    questions: tuple[Asked, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Source, ...]
    corrections: tuple[Correction, ...]
    before: tuple[Round, ...]
    after: tuple[Round, ...]
    changes: RoundChanges | None

    @property
    def headline(self) -> str:
        """The count in a sentence."""
        return sentences.headline(self.count, self.at)

    @property
    def fraction(self) -> str:
        """The fair rate."""
        return sentences.fraction(self.count)

    @cached_property
    def picture(self) -> Picture:
        """Everyone asked, each name leading to their entry on this page."""
        return picture_of(self.count, lambda recipient: f"#{recipient.slug}")

    @property
    def card(self) -> Card:
        """The round's social card, laid out."""
        return card_of(self.count, self.headline)

    @property
    def not_named(self) -> str:
        """The line for those whom the record does not name."""
        return sentences.not_named_words(self.count)

    @property
    def not_named_note(self) -> str:
        """What the record says of them."""
        return sentences.not_named_note(self.count)


def load_round_page(slug: str, at: datetime.datetime) -> RoundPage | None:
    """The page of the round *slug* as readers may see it at the moment *at*; None if they may not."""
    around = list(Round.objects.around(slug).published(at).with_context().in_order())
    round_ = next((each for each in around if each.slug == slug), None)
    if round_ is None:
        return None
    before = rounds_before(round_, around)
    corrections = tuple(Correction.objects.published(at).of_rounds(round_).with_context())
    gathered = gather([round_, *before], at, corrections)
    here, addresses = gathered.of(round_), gathered.addresses
    approaches = approaches_by_recipient(Approach.objects.of_rounds(round_).in_order())
    count = count_round(round_, here.recipients)
    return RoundPage(
        round=round_,
        at=at,
        count=count,
        groups=tuple(_groups(here, count, addresses, approaches, at)),
        questions=tuple(_asked(here, addresses)),
        claims=tuple(claims_about(here.recipients, approaches, at)),
        sources=tuple(Source.objects.of_round(round_)),
        corrections=corrections,
        before=tuple(before),
        after=tuple(rounds_after(round_, around)),
        changes=changes_in(round_, before, gathered, addresses.answers, at),
    )


def _groups(
    here: Gathered,
    count: Count,
    addresses: Addresses,
    approaches: dict[int, list[Approach]],
    at: datetime.datetime,
) -> list[Group]:
    by_recipient = replies_by_recipient(here.replies)

    def entry(recipient: Recipient) -> Entry:
        replies = by_recipient.get(recipient.pk, [])
        return Entry(
            recipient,
            standing_words(recipient, replies, at),
            sentences.place_words(recipient, at),
            sentences.approach_words(approaches.get(recipient.pk, [])),
            tuple(replies),
            tuple(_marks(here, recipient, [reply for reply in replies if reply.is_reply], addresses)),
            tuple(
                mark
                for mark in _marks(
                    here, recipient, [each for each in replies if not each.is_reply], addresses
                )
                if mark.address
            ),
        )

    groups = [
        Group(line.standing, sentences.line_words(line), tuple(map(entry, line.recipients)))
        for line in count.lines
    ]
    if count.volunteers:
        groups.append(Group(None, sentences.volunteer_words(count), tuple(map(entry, count.volunteers))))
    return groups


def _marks(
    here: Gathered, recipient: Recipient, replies: Sequence[Reply], addresses: Addresses
) -> list[Mark]:
    """A mark for every question, for whoever answered any; none for a question dropped and left open."""
    answered = {answer.question_id: addresses[answer.pk] for reply in replies for answer in reply.answers}
    if not answered:
        return []
    put = here.put(recipient)
    return [
        Mark(question, answered.get(question.pk, ""), question.pk in put and not question.dropped_on)
        for question in here.questions
    ]


def _asked(here: Gathered, addresses: Addresses) -> list[Asked]:
    asked = []
    for question in here.questions:
        begun = [
            Begun(
                answer,
                reply,
                addresses[answer.pk],
                addresses.replaced_by(answer.pk),
                addresses.replaces(answer.pk),
            )
            for reply in here.replies
            for answer in reply.answers
            if answer.question_id == question.pk
        ]
        address = question_address(question.round.slug, question.number)
        asked.append(Asked(question, address, tuple(begun)))
    return asked
