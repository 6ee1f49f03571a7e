"""`verify` is green for the two articles, and red for whatever is changed behind the editors' backs."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from questions.models import Answer, Recipient, Round, Signatory
from tests.questions.articles import first_record_on_file
from tests.questions.proving import COMMITTEE, MPS, faults, verify


@pytest.fixture(scope="module", autouse=True)
def first_record(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001
    with first_record_on_file(django_db_blocker):
        yield


pytestmark = pytest.mark.django_db


def test_both_articles_are_proved() -> None:
    assert verify() == (
        "norfolk-mps: 9 asked (3 answered, 1 excused, 5 no_response); 4 questions, 3 responses, 12 answers, "
        "20 paragraphs.\n"
        "childrens-services-committee: 17 asked (5 answered, Green Party councillors no_response, Liberal Democrat "
        "councillors no_response, UKIP councillors no_response, 12 not named); 4 questions, 3 responses, 12 answers, "
        "29 paragraphs.\n"
        "No faults.\n"
    )


def test_json_holds_the_numbers_of_both_rounds() -> None:
    assert json.loads(verify(as_json=True)) == {
        "rounds": {
            MPS: {
                "asked": 9,
                "standings": {"answered": 3, "excused": 1, "no_response": 5},
                "not_named": 0,
                "groups": [],
                "questions": 4,
                "responses": 3,
                "answers": 12,
                "paragraphs": 20,
            },
            COMMITTEE: {
                "asked": 17,
                "standings": {"answered": 5},
                "not_named": 12,
                "groups": [
                    {"label": "Green Party councillors", "size": None, "standing": "no_response"},
                    {"label": "Liberal Democrat councillors", "size": None, "standing": "no_response"},
                    {"label": "UKIP councillors", "size": None, "standing": "no_response"},
                ],
                "questions": 4,
                "responses": 3,
                "answers": 12,
                "paragraphs": 29,
            },
        },
        "faults": [],
    }


def test_withheld_words_are_no_part_of_the_numbers() -> None:
    Answer._base_manager.filter(response__slug="mps-lamb", question__number=1).update(
        withheld="held_back", withheld_note="Our lawyers are reading it."
    )
    numbers = json.loads(verify(as_json=True))["rounds"][MPS]
    assert (numbers["standings"]["answered"], numbers["answers"], numbers["paragraphs"]) == (3, 11, 18)


def test_silence_without_evidence_is_found() -> None:
    Recipient._base_manager.filter(slug="george-freeman").update(decision_source=None)
    assert faults() == [("silence-without-evidence", "norfolk-mps / george-freeman")]


def test_excuse_without_wording_is_found() -> None:
    Recipient._base_manager.filter(slug="chloe-smith").update(decision_wording=" ")
    assert faults() == [("excuse-without-wording", "norfolk-mps / chloe-smith")]


def test_more_people_than_were_asked_are_found() -> None:
    Round._base_manager.filter(slug=MPS).update(asked_count=8)
    Recipient._base_manager.filter(slug="green-party-councillors").update(size=13)
    assert faults() == [("more-than-asked", COMMITTEE), ("more-than-asked", MPS)]


def test_link_across_rounds_made_with_raw_sql_is_found() -> None:
    signatory = Signatory.objects.get(response__slug="mps-lamb")
    stranger = Recipient.objects.get(slug="roger-smith")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE questions_signatory SET recipient_id = %s WHERE id = %s", [stranger.pk, signatory.pk]
        )
    assert ("signatory-of-another-round", f"{MPS} / mps-lamb / {COMMITTEE} / roger-smith") in faults()


def test_withdrawn_round_is_not_verified() -> None:
    round_ = Round.objects.get(slug=MPS)
    Round._base_manager.filter(pk=round_.pk).update(withdrawn_at=round_.published_at, asked_count=1)
    assert faults() == []
    assert list(json.loads(verify(as_json=True))["rounds"]) == [COMMITTEE]
