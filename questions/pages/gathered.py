"""The rows about a round and the one before it: read together, then told apart by round."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from questions.changes import RoundState
from questions.models import Answer, Correction, Question, Recipient, Round, Signatory
from questions.models.answer_adjectives import AnswerQuerySet
from questions.models.questions import gather_put_to
from questions.models.signatories import SignatoryQuerySet
from questions.pages.addresses import Addresses, answer_addresses
from questions.pages.replies import Reply, gather_replies


@dataclass(frozen=True)
class Gathered:
    """The rows about some rounds: read with five queries, then told apart by round."""

    recipients: tuple[Recipient, ...]
    questions: dict[Question, set[int]]
    replies: tuple[Reply, ...]
    is_whole: bool = False  # whether answers that are not public are among them, for the desk

    def of(self, round_: Round) -> Gathered:
        """What belongs to one of the rounds."""
        return Gathered(
            tuple(each for each in self.recipients if each.round_id == round_.pk),
            {each: alone for each, alone in self.questions.items() if each.round_id == round_.pk},
            tuple(each for each in self.replies if each.response.round_id == round_.pk),
            self.is_whole,
        )

    def put(self, recipient: Recipient) -> set[int]:
        """The primary keys of the questions put to a recipient."""
        return {each.pk for each, alone in self.questions.items() if not alone or recipient.pk in alone}

    def state(self, round_: Round) -> RoundState:
        """The same of one of the rounds, as the comparison needs it: replies only, the last one counts."""
        here = self.of(round_)
        answers: dict[int, dict[int, Answer]] = {}
        for reply in here.replies:
            if reply.is_reply:
                for signatory in reply.signatories:
                    own = answers.setdefault(signatory.recipient_id, {})
                    own.update({answer.question_id: answer for answer in reply.answers})
        put = {each.pk: here.put(each) for each in here.recipients}
        return RoundState(round_, here.recipients, tuple(here.questions), answers, put, self.is_whole)

    @property
    def addresses(self) -> Addresses:
        """The address of every answer."""
        return answer_addresses(self.questions, self.replies, self.recipients)


def gather(
    rounds: Sequence[Round], at: datetime.datetime, corrections: Iterable[Correction] = ()
) -> Gathered:
    """What readers may know of *rounds*: recipients with standings, questions and replies, in four queries.

    *corrections* of them go with the replies that they are about.
    """
    signatories = Signatory.objects.public(at).of_rounds(*rounds)
    return _gather(rounds, signatories, Answer.objects.received(at), at, corrections, is_whole=False)


def gather_on_file(rounds: Sequence[Round], at: datetime.datetime) -> Gathered:
    """The same with every reply and answer on file, for the desk alone: four queries."""
    signatories = Signatory.objects.of_rounds(*rounds)
    return _gather(rounds, signatories, Answer.objects.all(), at, (), is_whole=True)


def _gather(
    rounds: Sequence[Round],
    signatories: SignatoryQuerySet,
    answers: AnswerQuerySet,
    at: datetime.datetime,
    corrections: Iterable[Correction],
    *,
    is_whole: bool,
) -> Gathered:
    recipients = (
        Recipient.objects.of_rounds(*rounds).with_standing(at).with_later_reply(at).with_people().in_order()
    )
    questions = Question.objects.of_rounds(*rounds).with_round().with_put_to()
    given = answers.of_rounds(*rounds).order_by("question__number", "pk")
    return Gathered(
        tuple(recipients),
        gather_put_to(questions),
        tuple(gather_replies(signatories.with_people(), given, at, corrections)),
        is_whole,
    )
