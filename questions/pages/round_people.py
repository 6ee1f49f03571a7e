"""Everyone on a round's list as its pages show them: by standing, with what they answered and left open."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from questions import sentences
from questions.counting import Count
from questions.models import Approach, Question, Recipient, Standing
from questions.pages.gathered import Gathered
from questions.pages.replies import Reply, replies_by_recipient, standing_words
from questions.pages.round_answers import GivenAnswer


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
    """One recipient as the round's page lists them.

    `given` are the answers that stand here under their name, `together` those they signed that stand under
    somebody else's.
    """

    recipient: Recipient
    words: str
    place: str
    contact: str
    replies: tuple[Reply, ...]
    marks: tuple[Mark, ...]
    looked_up: tuple[Mark, ...]
    given: tuple[GivenAnswer, ...]
    together: tuple[GivenAnswer, ...]

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

    @property
    def left_open(self) -> list[Mark]:
        """The questions put to whoever answered others, and left open."""
        return [mark for mark in self.marks if mark.is_put and not mark.address]


@dataclass(frozen=True)
class Group:
    """Everyone of one standing who is listed here, with the line of the count that says how many they are.

    `note` tells how many are listed, where that is not all of them.
    """

    standing: Standing | None
    words: str
    entries: tuple[Entry, ...]
    note: str = ""

    @property
    def names_words(self) -> str:
        """What opens the list of them where it is long."""
        return f"All {sentences.counted(len(self.entries), 'name')}"


@dataclass(frozen=True)
class People:
    """What entries are made of: a round's rows, its answers and the contact attempts by recipient."""

    here: Gathered
    given: Sequence[GivenAnswer]
    approaches: Mapping[int, Sequence[Approach]]
    at: datetime.datetime
    is_brief: bool

    def groups(self, count: Count, listed: Iterable[Recipient]) -> tuple[Group, ...]:
        """*listed*, who are some or all of those counted, by standing; standings of nobody listed are left out."""
        wanted = {each.pk for each in listed}
        replies = replies_by_recipient(self.here.replies)
        given, together = self._by_name(wanted)
        answered: dict[int, list[GivenAnswer]] = defaultdict(list)
        for each in self.given:
            for signatory in each.reply.signatories:
                answered[signatory.recipient_id].append(each)

        def group(standing: Standing | None, words: str, recipients: Sequence[Recipient]) -> Group:
            there = [each for each in recipients if each.pk in wanted]
            entries = tuple(
                self._entry(each, replies[each.pk], answered[each.pk], given[each.pk], together[each.pk])
                for each in there
            )
            note = sentences.shown_here(len(there)) if len(there) < len(recipients) else ""
            return Group(standing, words, entries, note)

        groups = [group(line.standing, sentences.line_words(line), line.recipients) for line in count.lines]
        if count.volunteers:
            groups.append(group(None, sentences.volunteer_words(count), count.volunteers))
        return tuple(each for each in groups if each.entries)

    def _by_name(self, wanted: set[int]) -> tuple[dict[int, list[GivenAnswer]], dict[int, list[GivenAnswer]]]:
        """Each answer once, under the first of its signatories who is listed; and under the others, where it is."""
        given: dict[int, list[GivenAnswer]] = defaultdict(list)
        together: dict[int, list[GivenAnswer]] = defaultdict(list)
        for each in self.given:
            signers = [pk for signed in each.reply.signatories if (pk := signed.recipient_id) in wanted]
            for place, signer in enumerate(signers):
                (together if place else given)[signer].append(each)
        return given, together

    def _entry(
        self,
        recipient: Recipient,
        replies: Sequence[Reply],
        answered: Sequence[GivenAnswer],
        given: Sequence[GivenAnswer],
        together: Sequence[GivenAnswer],
    ) -> Entry:
        own = [each for each in answered if each.reply.is_reply]
        found = [each for each in answered if not each.reply.is_reply]
        contact = "" if self.is_brief else sentences.approach_words(self.approaches.get(recipient.pk, []))
        return Entry(
            recipient,
            standing_words(recipient, replies, self.at),
            sentences.place_words(recipient, self.at),
            contact,
            tuple(replies),
            () if self.is_brief else tuple(self._marks(recipient, own)),
            () if self.is_brief else tuple(each for each in self._marks(recipient, found) if each.address),
            tuple(given),
            tuple(together),
        )

    def _marks(self, recipient: Recipient, answers: Sequence[GivenAnswer]) -> list[Mark]:
        """A mark for every question, for whoever answered any; none for a question dropped and left open."""
        if not answers:
            return []
        address = {each.question.pk: each.address for each in answers}
        put = self.here.put(recipient)
        return [
            Mark(question, address.get(question.pk, ""), question.pk in put and not question.dropped_on)
            for question in self.here.questions
        ]
