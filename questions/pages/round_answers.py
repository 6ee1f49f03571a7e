"""The answers of one round as its own pages show them: each once, whole or begun, with its permanent address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from questions import attribution, sentences
from questions.models import Answer, Correction, Question, Recipient
from questions.pages.addresses import Addresses, question_address, whole_at
from questions.pages.replies import BEGINNING, Reply, beginning, corrections_by_answer

BEGUN = 12  # so many answers to a question are begun where the words of a round are too many for one page


@dataclass(frozen=True)
class GivenAnswer:
    """One answer: whose it is, its words, and what readers should know beside them.

    `address` is the permanent one; `is_whole` tells whether every word stands in this page. `tells_reply`: whether
    what is true of the whole reply is told with it; if not, that and the notes `said_once` stand by all its answers.
    """

    question: Question
    answer: Answer
    reply: Reply
    address: str
    replaced_by: str
    replaces: str
    own_corrections: tuple[Correction, ...]
    is_whole: bool
    tells_reply: bool = True
    said_once: tuple[str, ...] = ()

    @property
    def alone(self) -> Recipient | None:
        """Whoever signed it, if it was one alone."""
        return self.reply.first if len(self.reply.signatories) == 1 else None

    @property
    def is_long(self) -> bool:
        """Whether its words are more than a beginning."""
        return len(self.answer.public_text) > BEGINNING

    @property
    def words(self) -> str:
        """The first words."""
        return beginning(self.answer)

    @property
    def all_words(self) -> str:
        """What leads from the beginning to the rest: “All 213 words”."""
        return sentences.all_words(self.answer)

    @property
    def whole_address(self) -> str:
        """Where it stands whole: at its permanent address or, where very many do, alone."""
        return self.address if self.is_whole else whole_at(self.address)

    @property
    def positions(self) -> tuple[sentences.PositionLine, ...]:
        """What they ticked, and how the newsroom reads their words."""
        return sentences.position_lines(self.answer)

    @property
    def is_carried(self) -> bool:
        """Whether an earlier answer is carried forward, which stands at the permanent address."""
        return self.answer.carried_from_id is not None and not self.answer.withheld

    @property
    def withheld(self) -> str:
        """The note in place of words that are not shown."""
        return attribution.withheld_words(self.answer) if self.answer.withheld else ""

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What readers should know of it; when and how it came is told at its permanent address."""
        of_reply = self.reply.notes if self.tells_reply else ()
        told = explained_only((*of_reply, *attribution.answer_words(self.answer)))
        return tuple(note for note in told if note not in self.said_once)

    @property
    def corrections(self) -> tuple[Correction, ...]:
        """The notes on what was wrong with it."""
        return (*self.own_corrections, *(self.reply.corrections if self.tells_reply else ()))


def explained_only(told: Iterable[str]) -> tuple[str, ...]:
    """Those of some sentences that “How we count” explains: on a page of many answers the others are left out."""
    return tuple(note for note in told if isinstance(note, sentences.Explained))


@dataclass(frozen=True)
class Asked:
    """A question as the round's page shows it, with the answers that are shown here."""

    question: Question
    address: str
    answers: tuple[GivenAnswer, ...]
    shown: tuple[GivenAnswer, ...]

    @property
    def all_words(self) -> str:
        """The words that lead to the question's own page, with all of them."""
        if not self.answers:
            return "No answers"
        return f"{sentences.counted(len(self.answers), 'answer')}, word for word"


def answers_given(
    questions: Iterable[Question],
    replies: Sequence[Reply],
    addresses: Addresses,
    corrections: Iterable[Correction],
    *,
    whole: bool,
) -> list[GivenAnswer]:
    """Every answer to *questions* in *replies*: question by question, as they were entered."""
    noted = corrections_by_answer(corrections)
    by_pk = {question.pk: question for question in questions}
    replaced = {old: addresses.answers.get(new, "") for new, old in addresses.replacing.items()}
    given = [
        GivenAnswer(
            question=by_pk[answer.question_id],
            answer=answer,
            reply=reply,
            address=addresses[answer.pk],
            replaced_by=replaced.get(answer.pk, ""),
            replaces=addresses.replaces(answer.pk),
            own_corrections=tuple(noted.get(answer.pk, ())),
            is_whole=whole,
        )
        for reply in replies
        for answer in reply.answers
        if answer.question_id in by_pk
    ]
    return sorted(given, key=lambda each: each.question.number)


def asked_of(
    questions: Iterable[Question], everyone: Sequence[GivenAnswer], shown: Sequence[GivenAnswer]
) -> list[Asked]:
    """The questions of a round, each with all its answers and with those *shown*: no more than begin it well."""
    asked = []
    for question in questions:
        here = tuple(each for each in shown if each.question.pk == question.pk)
        asked.append(
            Asked(
                question=question,
                address=question_address(question.round.slug, question.number),
                answers=tuple(each for each in everyone if each.question.pk == question.pk),
                shown=here if all(each.is_whole for each in here) else here[:BEGUN],
            )
        )
    return asked
