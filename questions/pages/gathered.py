"""The rows about a round and the one before it: read together, then told apart by round."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from questions.changes import RoundState
from questions.models import Answer, Correction, Question, Recipient, Round, Signatory
from questions.models.questions import gather_put_to
from questions.pages.addresses import Addresses, answer_addresses
from questions.pages.replies import Reply, gather_replies


@dataclass(frozen=True)
class Gathered:
    """The rows about some rounds: read with five queries, then told apart by round."""

    recipients: tuple[Recipient, ...]
    questions: dict[Question, set[int]]
    replies: tuple[Reply, ...]

    def of(self, round_: Round) -> Gathered:
        """What belongs to one of the rounds."""
        return Gathered(
            tuple(each for each in self.recipients if each.round_id == round_.pk),
            {each: alone for each, alone in self.questions.items() if each.round_id == round_.pk},
            tuple(each for each in self.replies if each.response.round_id == round_.pk),
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
        return RoundState(round_, here.recipients, tuple(here.questions), answers, put)

    @property
    def addresses(self) -> Addresses:
        """The address of every answer."""
        return answer_addresses(self.questions, self.replies, self.recipients)


def gather(
    rounds: Sequence[Round], at: datetime.datetime, corrections: Iterable[Correction] = ()
) -> Gathered:
    """Recipients with standings, questions and replies of *rounds*, with *corrections* of them: four queries."""
    recipients = (
        Recipient.objects.of_rounds(*rounds).with_standing(at).with_later_reply(at).with_people().in_order()
    )
    questions = Question.objects.of_rounds(*rounds).with_round().with_put_to()
    signatories = Signatory.objects.public(at).of_rounds(*rounds).with_people()
    answers = Answer.objects.received(at).of_rounds(*rounds).order_by("question__number", "pk")
    return Gathered(
        tuple(recipients),
        gather_put_to(questions),
        tuple(gather_replies(signatories, answers, at, corrections)),
    )
