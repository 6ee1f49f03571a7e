"""“My position is unchanged”: which earlier answer of the very same people still holds.

An answer is carried forward from the last one that everybody who says so now has given to the question repeated,
alone or together: never from somebody else's, never from words that were withdrawn, and never from what the
newsroom found itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from questions.changes import Identity, identity
from questions.models import Answer, Question, Recipient, Round
from questions.models.questions import questions_before
from questions.sentences import join_names


@dataclass(frozen=True)
class EarlierAnswers:
    """The last answers to the questions that a round repeats: by question number, then by who gave them."""

    by_number: Mapping[int, Mapping[Identity, Answer]]

    def to_carry(self, question: Question, signatories: Iterable[Recipient]) -> Answer:
        """The answer that all *signatories* gave last to what *question* repeats, alone or together.

        Raises `ValidationError` where somebody has none, or where it is not the same one for all of them.
        """
        there = self.by_number.get(question.number, {})
        given = {each.name: there.get(identity(each)) for each in signatories}
        if without := [name for name, answer in given.items() if answer is None]:
            raise ValidationError(
                f"There is no earlier answer of {join_names(without)} to carry forward to question "
                f"{question.label}: enter the words, or leave it open. Nothing was changed."
            )
        answers = list({answer.pk: answer for answer in given.values() if answer is not None}.values())
        if not answers:
            raise ValidationError(
                f"Say whose earlier answer to question {question.label} is carried forward. Nothing was changed."
            )
        if len(answers) > 1:
            raise ValidationError(
                f"{join_names(list(given))} did not answer question {question.label} together before, so no one "
                "answer can be carried forward for them: record a response of each. Nothing was changed."
            )
        return answers[0]

    def givers(self, question: Question, listed: Iterable[Recipient]) -> list[Recipient]:
        """Who of those *listed* has an earlier answer to what *question* repeats."""
        there = self.by_number.get(question.number, {})
        return [each for each in listed if identity(each) in there]


def earlier_answers(round_: Round, people: Iterable[Recipient] | None = None) -> EarlierAnswers:
    """The last answers to what the questions of *round_* repeat, however many rounds back: with four queries.

    Everybody's, or those of *people* on its list.
    """
    questions = {each.pk: each for each in Question.objects.back_from(round_)}
    given: dict[int, dict[Identity, Answer]] = {pk: {} for pk in questions}
    answers = Answer.objects.that_can_be_carried().to_questions(*questions.values()).order_by("pk")
    for answer in answers if people is None else answers.signed_by_same(people):
        for signatory in answer.response.signatories.all():
            given[answer.question_id][identity(signatory.recipient)] = answer
    by_number = {}
    for question in questions.values():
        if question.round_id == round_.pk:
            latest: dict[Identity, Answer] = {}
            for before in questions_before(question, questions):
                latest = given[before.pk] | latest
            by_number[question.number] = latest
    return EarlierAnswers(by_number)


def refuse_wrong_carries(
    round_: Round, carried: Mapping[Question, Answer], signatories: Iterable[Recipient]
) -> None:
    """Refuse to carry forward any answer to a question of *round_* but the last one that all *signatories* gave."""
    if not carried:
        return
    signatories = list(signatories)
    given = earlier_answers(round_, signatories)
    for question, earlier in carried.items():
        if given.to_carry(question, signatories) != earlier:
            raise ValidationError(
                f"The answer that would be carried forward to question {question.label} is not the last one they "
                "gave to it: choose that one. Nothing was changed."
            )


def refuse_carrying_for_others(carried: Iterable[Answer], signatories: Iterable[Recipient]) -> None:
    """Refuse answers *carried* forward from ones that not all *signatories* gave."""
    signing = {identity(each): each.name for each in signatories}
    for answer in carried:
        earlier = answer.carried_from
        gave = (
            {identity(each.recipient) for each in earlier.response.signatories.all()} if earlier else signing
        )
        if strangers := [name for each, name in signing.items() if each not in gave]:
            raise ValidationError(
                f"The answer to question {answer.question.label} carries an earlier one forward, which "
                f"{join_names(strangers)} did not give: record a response of each. Nothing was changed."
            )
