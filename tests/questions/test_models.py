"""Rules that one row keeps about others, beyond what a database can hold."""

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from questions.models import Answer, Campaign, Correction, NonRespondent, Question, Response, Signatory
from tests.factories import (
    make_answer,
    make_campaign,
    make_correction,
    make_question,
    make_recipient,
    make_response,
    make_round,
    make_source,
)

pytestmark = pytest.mark.django_db


def refusal(row: Answer | Question | Signatory | Correction | Response) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        row.clean()
    return refused.value.message_dict


def test_signatory_is_on_the_list_of_the_responses_own_round() -> None:
    stranger = make_recipient(make_round(title="Elsewhere"), "Stranger")
    response = make_response(make_recipient(make_round(title="Here")))
    assert refusal(Signatory(response=response, recipient=stranger)) == {
        "recipient": ["Stranger is on the list of “Elsewhere”, not of the response's round, “Here”."]
    }


def test_answer_is_to_a_question_of_the_responses_own_round() -> None:
    foreign = make_round(title="Elsewhere").questions.get(number=1)
    response = make_response(make_recipient(make_round(title="Here")))
    assert refusal(Answer(response=response, question=foreign, text="Words.")) == {
        "question": ["Question 1 belongs to “Elsewhere”, not to the response's round, “Here”."]
    }


def test_answer_has_a_position_that_its_question_offers() -> None:
    round_ = make_round(questions=0)
    make_question(round_, kind="choice", choices="For\nAgainst\n")
    make_question(round_, kind="scale", scale_from=1, scale_to=3)
    make_question(round_, kind="yes_no")
    response = make_response(make_recipient(round_))
    assert [question.positions for question in round_.questions.all()] == [
        ["For", "Against"],
        ["1", "2", "3"],
        ["yes", "no"],
    ]
    for number, position in [(1, "Against"), (2, "3"), (3, "yes")]:
        make_answer(response, number, text="", position=position).full_clean()
    answer = Answer.objects.get(question__number=2)
    answer.position = "4"
    assert refusal(answer) == {"position": ["Question 2 does not offer “4”: 1, 2, 3."]}


def test_answer_replaces_another_to_the_same_question_and_is_carried_from_an_earlier_round() -> None:
    person = make_recipient(make_round())
    first = make_response(person, answers={1: "One.", 2: "Two."})
    one, two = first.answers.order_by("question__number")
    later = make_answer(make_response(person), 1, replaces=one)
    later.full_clean()
    later.replaces = two
    assert refusal(later) == {"replaces": ["An answer replaces another one to the same question."]}
    later.replaces, later.carried_from = one, one
    assert refusal(later) == {"carried_from": ["A position is carried forward from an earlier round."]}


def test_question_repeats_one_of_an_earlier_round_without_a_circle() -> None:
    first, second = make_round(questions=2), make_round(questions=1)
    original, sibling = first.questions.order_by("number")
    sibling.repeats = original
    assert refusal(sibling) == {"repeats": ["A question repeats one of an earlier round, not of its own."]}
    repeat = second.questions.get()
    repeat.repeats = original
    repeat.full_clean()
    repeat.save()
    original.repeats = repeat
    assert refusal(original) == {"repeats": ["This would make a circle of repeated questions."]}


def test_correction_concerns_its_own_round() -> None:
    here, elsewhere = make_round(title="Here"), make_round()
    correction = make_correction(here)
    correction.question = elsewhere.questions.get(number=1)
    assert refusal(correction) == {"question": ["This belongs to another round than “Here”."]}


def test_source_closes_with_words_that_its_text_has() -> None:
    source = make_source(text="The end.", closing_words="An end")
    with pytest.raises(ValidationError) as refused:
        source.clean()
    assert refused.value.message_dict == {
        "closing_words": ["The archived text has no such words. Copy them from the text exactly."]
    }


def test_campaign_is_public_once_one_of_its_rounds_is() -> None:
    public, draft = make_campaign(), make_campaign()
    make_campaign()
    make_round(campaign=public)
    make_round(campaign=public)
    make_round(campaign=draft, published=False)
    assert list(Campaign.objects.published()) == [public]


def test_joint_response_has_two_signatories_or_more() -> None:
    round_ = make_round()
    first, second = make_recipient(round_), make_recipient(round_)
    together = make_response(first, second)
    make_response(first)
    assert list(Response.objects.joint()) == [together]


def test_chase_list_is_everyone_asked_who_neither_answered_nor_is_let_off() -> None:
    round_ = make_round()
    silent = make_recipient(round_, "Silent", decision="no_response")
    decliner = make_recipient(round_, "Decliner")
    make_response(decliner, refuses=True)
    make_recipient(round_, "Excused", decision="excused", decision_wording="ill")
    make_recipient(round_, "Awaiting")
    make_response(make_recipient(round_, "Answered", decision="no_response"), answers={1: "Words."})
    assert [person.name for person in NonRespondent.objects.all()] == [silent.name, decliner.name]


def test_what_was_asked_cannot_be_deleted_under_its_answers() -> None:
    round_ = make_round()
    response = make_response(make_recipient(round_), answers={1: "Words."})
    for row in [round_, round_.questions.get(number=1), response.signatories.get().recipient]:
        with pytest.raises(ProtectedError):
            row.delete()
    assert Answer.objects.get().text == "Words."
