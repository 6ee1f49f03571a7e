"""Answers in lists that go across rounds: each with everything that stands beside its words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from questions import attribution
from questions.models import Answer, Correction, Recipient
from questions.pages.addresses import question_address
from questions.pages.replies import Reply, beginning, corrections_by_answer


@dataclass(frozen=True)
class ListedAnswer:
    """A published answer with those who signed it, its permanent address, its notes and corrections."""

    answer: Answer
    people: tuple[Recipient, ...]
    names: str
    is_public_record: bool
    address: str
    notes: tuple[str, ...]
    corrections: tuple[Correction, ...]

    @property
    def words(self) -> str:
        """The first words."""
        return beginning(self.answer)


def listed_answers(answers: Iterable[Answer], at: datetime.datetime) -> list[ListedAnswer]:
    """*answers*, whose signatories are at hand, in their order: with one query for the corrections."""
    answers = list(answers)
    noted = corrections_by_answer(Correction.objects.published(at).on_answers(*answers).with_context())
    listed = []
    for answer in answers:
        reply = Reply(answer.response, tuple(answer.response.signatories.all()), (answer,), at)
        page = question_address(answer.response.round.slug, answer.question.number)
        listed.append(
            ListedAnswer(
                answer=answer,
                people=tuple(signatory.recipient for signatory in reply.signatories),
                names=reply.names,
                is_public_record=reply.is_public_record,
                address=f"{page}#{reply.first.slug}",
                notes=(*reply.notes, *attribution.answer_words(answer)),
                corrections=tuple(noted.get(answer.pk, ())),
            )
        )
    return listed
