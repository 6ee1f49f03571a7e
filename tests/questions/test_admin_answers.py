"""The page of one answer: what it offers, and what it says of the other answers of the response."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from questions.models import Answer, Correction, Response
from tests import factories as make
from tests.pages import NOTE, fields_of, messages_on, send, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def response() -> Response:
    """A reply to three open questions, one of them attributed already."""
    round_ = make.make_round(published=False, questions=3)
    made = make.make_response(make.make_recipient(round_, "Ann"), published=False, answers={1: "A.", 2: "B."})
    make.make_answer(made, 3, text="C.", inference="Her letter.")
    return made


def page_for(answer: Answer) -> str:
    return reverse("admin:questions_answer_change", args=[answer.pk])


def inferences(response: Response) -> list[str]:
    return [answer.inference for answer in response.answers.order_by("question__number")]


def test_an_open_question_offers_nothing_to_tick(response: Response, admin_client: Client) -> None:
    first = response.answers.get(question__number=1)
    assert {"ticked", "position"} & fields_of(admin_client.get(page_for(first))).keys() == set()
    typed = make.make_answer(
        make.make_response(make.make_recipient(response.round), published=False),
        make.make_question(response.round, kind="yes_no").number,
        ticked="yes",
    )
    assert {"ticked", "position"} <= fields_of(admin_client.get(page_for(typed))).keys()


def test_the_same_attribution_is_said_of_all_answers_that_have_none(
    response: Response, admin_client: Client
) -> None:
    first = response.answers.get(question__number=1)
    answer = send(admin_client, page_for(first), inference="The article says so.", alike="on")
    assert inferences(response) == ["The article says so.", "The article says so.", "Her letter."]
    assert "The same was said of 1 other answer of this response." in messages_on(
        admin_client.get(answer.url)
    )
    send(admin_client, page_for(first), inference="Page 3 says so.", alike="on")
    assert inferences(response) == ["Page 3 says so.", "Page 3 says so.", "Her letter."]
    send(admin_client, page_for(first), inference="Mine alone.")
    assert inferences(response) == ["Mine alone.", "Page 3 says so.", "Her letter."]


def test_readers_are_told_of_every_answer_that_is_attributed_otherwise(admin_client: Client) -> None:
    response = make.make_response(make.make_recipient(make.make_round(), "Ann"), answers={1: "A.", 2: "B."})
    first = response.answers.get(question__number=1)
    page = send(admin_client, page_for(first), inference="The article says so.", alike="on")
    assert "Your note on the answer of Ann to question 2" in text_of(page)
    assert inferences(response) == ["", ""]
    noted = {**fields_of(page), "_save": "1"}
    noted |= {name: NOTE["correction-was"] for name in noted if name.endswith("-was")}
    noted |= {name: NOTE["correction-now"] for name in noted if name.endswith("-now")}
    assert admin_client.post(page_for(first), noted).status_code == 302
    assert inferences(response) == ["The article says so.", "The article says so."]
    assert Correction.objects.count() == 2


def test_where_there_is_one_answer_nothing_is_said_of_others(admin_client: Client) -> None:
    response = make.make_response(
        make.make_recipient(make.make_round(published=False)), published=False, answers={1: "A."}
    )
    assert "every answer of this response" not in text_of(admin_client.get(page_for(response.answers.get())))


def test_rows_are_called_by_people_and_questions(response: Response) -> None:
    response.received_on = "2026-07-03"
    answer, round_ = response.answers.get(question__number=1), response.round
    approach = make.make_approach(response.signatories.get().recipient, made_on="2026-07-01")
    assert [str(row) for row in (response, answer, response.signatories.get(), approach)] == [
        f"Ann, 3 July 2026 ({round_})",
        f"Ann, question 1 ({round_})",
        f"Ann, signatory ({round_})",
        "Ann, request by e-mail, 1 July 2026: sent",
    ]
