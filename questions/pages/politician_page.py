"""What the page of a politician shows: every round they were asked in, every answer, every silence."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from questions import attribution, sentences
from questions.models import Answer, Approach, Correction, Question, Recipient, Signatory, Source
from questions.models.questions import gather_put_to
from questions.pages.addresses import Addresses, answer_addresses
from questions.pages.carried import AnswersKnown, Carried
from questions.pages.replies import (
    Claim,
    Reply,
    approaches_by_recipient,
    claims_about,
    corrections_by_answer,
    gather_replies,
    replies_by_recipient,
    standing_words,
)
from questions.pages.tallies import Person, words_for
from questions.pictures.strips import Cell
from respondents.models import Politician


@dataclass(frozen=True)
class Given:
    """One answer in somebody's record: whole, with its permanent address."""

    question: Question
    answer: Answer
    reply: Reply
    address: str
    replaced_by: str
    replaces: str
    carried: tuple[Carried, ...]
    notes: tuple[str, ...]
    withheld: str
    corrections: tuple[Correction, ...]

    @property
    def positions(self) -> tuple[sentences.PositionLine, ...]:
        """What they ticked, and how the newsroom reads their words."""
        return sentences.position_lines(self.answer)


@dataclass(frozen=True)
class Part:
    """One round in somebody's record."""

    recipient: Recipient
    words: str
    place: str
    contact: str
    claims: tuple[Claim, ...]
    answers: tuple[Given, ...]
    left_open: tuple[Question, ...]
    replies: tuple[Reply, ...]

    @property
    def we_asked(self) -> str:
        """Whom the round asked, how and when."""
        return sentences.we_asked(self.recipient.round)

    @property
    def sources(self) -> list[Source]:
        """Where the words of the replies were taken from, each once."""
        return list(dict.fromkeys(reply.source for reply in self.replies if reply.source is not None))

    @property
    def statements(self) -> list[Reply]:
        """Replies with a statement, refusals, and the notes on replies that were withdrawn."""
        return [reply for reply in self.replies if reply.statement or reply.refuses or reply.withdrawal]


@dataclass(frozen=True)
class PoliticianPage:
    """Everything the page of a politician shows."""

    politician: Politician
    also_known_as: str
    words: str
    parts: tuple[Part, ...]
    corrections: tuple[Correction, ...]

    @property
    def strip(self) -> list[Cell]:
        """Where they stood, round by round."""
        return [Cell(part.recipient, part.words) for part in self.parts]


def load_politician_page(slug: str, at: datetime.datetime) -> PoliticianPage | None:
    """The whole record of one person as readers may see it; None of whoever is on no public list."""
    listed = tuple(
        Recipient.objects.published(at)
        .beside_numbered_names(slug)
        .with_standing(at)
        .with_later_reply(at)
        .with_people()
        .as_asked_over_time()
    )
    recipients = [each for each in listed if each.politician and each.politician.slug == slug]
    if not recipients or recipients[0].politician is None:
        return None
    politician = recipients[0].politician
    rounds = [recipient.round for recipient in recipients]
    questions = gather_put_to(Question.objects.of_rounds(*rounds).with_round().with_put_to())
    signatories = Signatory.objects.public(at).beside(slug).with_people()
    answers = (
        Answer.objects.received(at).signed_beside(slug).with_context().order_by("question__number", "pk")
    )
    corrections = tuple(Correction.objects.published(at).concerning(politician).with_context())
    gathered = gather_replies(signatories, answers, at, corrections)
    addresses = answer_addresses(questions, gathered, listed)
    known = AnswersKnown.of(gathered, listed)
    replies = replies_by_recipient(gathered)
    approaches = approaches_by_recipient(Approach.objects.to_recipients(*recipients).in_order())
    parts = []
    for recipient in recipients:
        own = replies.get(recipient.pk, [])
        given = _given(questions, own, addresses, known, corrections)
        answered = {each.question.pk for each in given if each.reply.is_reply}
        parts.append(
            Part(
                recipient=recipient,
                words=standing_words(recipient, own, at),
                place=sentences.place_words(recipient, at),
                contact=sentences.approach_words(approaches.get(recipient.pk, [])),
                claims=tuple(claims_about([recipient], approaches, at)),
                answers=tuple(given),
                left_open=tuple(_left_open(recipient, questions, answered)),
                replies=tuple(own),
            )
        )
    about_person = tuple(each for each in corrections if each.answer_id is None)
    return PoliticianPage(
        politician,
        sentences.also_known_as(politician),
        sentences.record_words(recipients),
        tuple(parts),
        about_person,
    )


def _given(
    questions: Iterable[Question],
    replies: Sequence[Reply],
    addresses: Addresses,
    known: AnswersKnown,
    corrections: Sequence[Correction],
) -> list[Given]:
    noted = corrections_by_answer(corrections)
    by_pk = {question.pk: question for question in questions}
    given = [
        Given(
            question=by_pk[answer.question_id],
            answer=answer,
            reply=reply,
            address=addresses[answer.pk],
            replaced_by=addresses.replaced_by(answer.pk),
            replaces=addresses.replaces(answer.pk),
            carried=known.carried_by(answer),
            notes=(*reply.notes, *attribution.answer_words(answer)),
            withheld=attribution.withheld_words(answer) if answer.withheld else "",
            corrections=tuple(noted.get(answer.pk, ())),
        )
        for reply in replies
        for answer in reply.answers
    ]
    return sorted(given, key=lambda each: each.question.number)


def _left_open(
    recipient: Recipient, questions: dict[Question, set[int]], answered: set[int]
) -> list[Question]:
    """The questions put to them that their answers leave open; none for whoever gave no answer at all.

    A question dropped after it was sent asks nothing of anybody.
    """
    if not answered:
        return []
    return [
        question
        for question, alone in questions.items()
        if question.round_id == recipient.round_id
        and question.pk not in answered
        and not question.dropped_on
        and (not alone or recipient.pk in alone)
    ]


@dataclass(frozen=True)
class Record:
    """One person in a list: everywhere they were asked, with where they stand."""

    politician: Politician
    words: str
    people: tuple[Person, ...]


def records_of(politicians: Iterable[Politician], at: datetime.datetime) -> list[Record]:
    """The records of some people, in their order."""
    listed = list(politicians)
    recipients = list(
        Recipient.objects.published(at)
        .of_politicians(*listed)
        .with_standing(at)
        .with_later_reply(at)
        .with_people()
        .as_asked_over_time()
    )
    words = words_for(recipients, at)
    by_politician: dict[int | None, list[Recipient]] = defaultdict(list)
    for recipient in recipients:
        by_politician[recipient.politician_id].append(recipient)
    return [
        Record(
            politician,
            sentences.record_words(by_politician[politician.pk]),
            tuple(Person(each, words[each.pk]) for each in by_politician[politician.pk]),
        )
        for politician in listed
    ]
