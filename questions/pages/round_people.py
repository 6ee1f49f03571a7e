"""Everyone on a round's list as its pages show them: by standing, with what they answered and left open."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from questions import sentences
from questions.counting import Count
from questions.models import Approach, Question, Recipient, Standing
from questions.pages.gathered import Gathered
from questions.pages.replies import Reply, replies_by_recipient, standing_words
from questions.pages.round_answers import GivenAnswer, explained_only


@dataclass(frozen=True)
class Mark:
    """One question beside one recipient: `address` leads to their answer, and is empty if there is none.

    `is_put` tells whether it asks anything of them.
    """

    question: Question
    address: str
    is_put: bool


@dataclass(frozen=True)
class OwnReply:
    """A reply that stands under somebody's name here. What is true of all of it is told once, not by each answer.

    `shared` are the notes that each of its answers has, where they are several.
    """

    reply: Reply
    answers: tuple[GivenAnswer, ...]
    shared: tuple[str, ...]

    @classmethod
    def of(cls, reply: Reply, given: Iterable[GivenAnswer]) -> OwnReply:
        """The *reply* with its answers, which are *given* here."""
        answers = [replace(each, tells_reply=False) for each in given]
        shared: tuple[str, ...] = ()
        if len(answers) > 1:
            first, *others = answers
            shared = tuple(note for note in first.notes if all(note in each.notes for each in others))
        return cls(reply, tuple(replace(each, said_once=shared) for each in answers), shared)

    @property
    def says_more(self) -> bool:
        """Whether there is more of it than answers: a statement, a refusal, or the note that it was withdrawn."""
        return bool(self.reply.statement or self.reply.refuses or self.reply.withdrawal)

    @property
    def notes(self) -> tuple[str, ...]:
        """What readers should know of all its answers; what is told of the reply stands by its statement, if any."""
        return (*(() if self.says_more else explained_only(self.reply.notes)), *self.shared)


@dataclass(frozen=True)
class JoinedReply:
    """A reply that somebody signed and that stands here under the name of `first`."""

    reply: Reply
    first: Recipient
    answers: tuple[GivenAnswer, ...]

    @property
    def answers_words(self) -> str:
        """Where its answers stand."""
        return sentences.answers_under(self.first, len(self.answers))

    @property
    def statement_words(self) -> str:
        """Where its statement stands; empty if it has none."""
        return sentences.statement_under(self.first) if self.reply.statement else ""


@dataclass(frozen=True)
class Entry:
    """One recipient as the round's page lists them.

    Each reply stands once, under the first of its signatories who is listed: `own` are those that stand here under
    their name, `joined` those they signed that stand under somebody else's.
    """

    recipient: Recipient
    words: str
    place: str
    contact: str
    replies: tuple[Reply, ...]
    marks: tuple[Mark, ...]
    looked_up: tuple[Mark, ...]
    own: tuple[OwnReply, ...]
    joined: tuple[JoinedReply, ...]

    @property
    def says_more(self) -> bool:
        """Whether the words say more than the standing's own name."""
        return self.words != self.recipient.standing.label

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
        first = self._first_listed(wanted)
        answered: dict[int, list[GivenAnswer]] = defaultdict(list)
        for each in self.given:
            for signatory in each.reply.signatories:
                answered[signatory.recipient_id].append(each)

        def group(standing: Standing | None, words: str, recipients: Sequence[Recipient]) -> Group:
            there = [each for each in recipients if each.pk in wanted]
            entries = tuple(self._entry(each, replies[each.pk], answered[each.pk], first) for each in there)
            note = sentences.shown_here(len(there)) if len(there) < len(recipients) else ""
            return Group(standing, words, entries, note)

        groups = [group(line.standing, sentences.line_words(line), line.recipients) for line in count.lines]
        if count.volunteers:
            groups.append(group(None, sentences.volunteer_words(count), count.volunteers))
        return tuple(each for each in groups if each.entries)

    def _first_listed(self, wanted: set[int]) -> dict[int, Recipient]:
        """Under whose name each reply stands here, by its primary key: the first of its signatories who is listed."""
        first: dict[int, Recipient] = {}
        for reply in self.here.replies:
            for signatory in reply.signatories:
                if signatory.recipient_id in wanted:
                    first.setdefault(reply.response.pk, signatory.recipient)
        return first

    def _entry(
        self,
        recipient: Recipient,
        replies: Sequence[Reply],
        answered: Sequence[GivenAnswer],
        first: Mapping[int, Recipient],
    ) -> Entry:
        sent = [each for each in answered if each.reply.is_reply]
        found = [each for each in answered if not each.reply.is_reply]
        own, joined = [], []
        for reply in replies:
            given = tuple(each for each in answered if each.reply.response == reply.response)
            name = first[reply.response.pk]
            if name == recipient:
                own.append(OwnReply.of(reply, given))
            else:
                joined.append(JoinedReply(reply, name, given))
        contact = "" if self.is_brief else sentences.approach_words(self.approaches.get(recipient.pk, []))
        return Entry(
            recipient,
            standing_words(recipient, replies, self.at),
            sentences.place_words(recipient, self.at),
            contact,
            tuple(replies),
            () if self.is_brief else tuple(self._marks(recipient, sent)),
            () if self.is_brief else tuple(each for each in self._marks(recipient, found) if each.address),
            tuple(own),
            tuple(joined),
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
