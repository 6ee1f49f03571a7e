"""“My position is unchanged”: recorded as an earlier answer of the very same people that is carried forward."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from questions.actions import record_response
from questions.actions.amendments import amend_response
from questions.carrying import earlier_answers
from questions.models import Answer, Question, Recipient, Response, Round, Standing
from tests.factories import (
    PUBLISHED,
    make_answer,
    make_group,
    make_question,
    make_recipient,
    make_response,
    make_round,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> list[Round]:
    """Three rounds of two questions, each repeating those of the round before."""
    rounds = [make_round(slug="first", title="First")]
    for slug in ("second", "third"):
        rounds.append(make_round(slug=slug, title=slug.capitalize(), follows=rounds[-1], questions=0))
        for question in rounds[-2].questions.order_by("number"):
            make_question(rounds[-1], number=question.number, repeats=question)
    return rounds


@pytest.fixture
def people(chain: list[Round]) -> dict[str, list[Recipient]]:
    """Ann and Ben and a party on all three lists."""
    listed: dict[str, list[Recipient]] = {}
    for name in ("Ann", "Ben"):
        first = make_recipient(chain[0], name)
        again = [make_recipient(round_, politician=first.politician) for round_ in chain[1:]]
        listed[name] = [first, *again]
    listed["Party"] = [make_group(round_, "Party", kind="organisation") for round_ in chain]
    return listed


def test_an_unchanged_position_is_recorded_with_the_words_of_today_if_any(
    chain: list[Round], people: dict[str, list[Recipient]]
) -> None:
    ann = people["Ann"]
    earlier = make_response(ann[0], answers={1: "As ever.", 2: "No."})
    first, second = earlier.answers.order_by("question__number")
    response = record_response(
        round=chain[1],
        signatories=[ann[1]],
        answers={1: "My position is unchanged.", 2: " "},
        carried={1: first, 2: second},
        by=make_user(),
    )
    kept = [(answer.text, answer.carried_from) for answer in response.answers.order_by("question__number")]
    assert kept == [("My position is unchanged.", first), ("", second)]
    response.published_at = PUBLISHED
    response.save()
    assert ann[1].standing == Standing.ANSWERED


# By whom each answer to question 1 was signed, round by round, and from which one it is carried on in the third.
GIVEN: list[tuple[str, list[tuple[int, list[str], dict[str, Any]]], list[str], int | str]] = [
    ("their own", [(0, ["Ann"], {})], ["Ann"], 0),
    ("the last of two rounds", [(0, ["Ann"], {}), (1, ["Ann"], {})], ["Ann"], 1),
    ("the round before last", [(0, ["Ann"], {}), (1, ["Ben"], {})], ["Ann"], 0),
    ("the last of two replies", [(0, ["Ann"], {}), (0, ["Ann"], {})], ["Ann"], 1),
    ("a joint one, for one of them", [(0, ["Ann", "Ben"], {})], ["Ben"], 0),
    ("a joint one, for both", [(0, ["Ann", "Ben"], {})], ["Ann", "Ben"], 0),
    ("an organisation's", [(0, ["Party"], {})], ["Party"], 0),
    ("not published yet", [(0, ["Ann"], {"published": False})], ["Ann"], 0),
    ("referred to", [(0, ["Ann"], {"origin": "referred"})], ["Ann"], 0),
    ("nobody's", [], ["Ann"], "none of Ann"),
    ("somebody else's", [(0, ["Ben"], {})], ["Ann"], "none of Ann"),
    ("one of two", [(0, ["Ann"], {})], ["Ann", "Ben"], "none of Ben"),
    ("two different ones", [(0, ["Ann"], {}), (0, ["Ben"], {})], ["Ann", "Ben"], "differ"),
    ("one since left", [(0, ["Ann", "Ben"], {}), (1, ["Ben"], {})], ["Ann", "Ben"], "differ"),
    ("withdrawn", [(0, ["Ann"], {"withdrawn_at": PUBLISHED})], ["Ann"], "none of Ann"),
    ("found by the newsroom", [(0, ["Ann"], {"origin": "public_record"})], ["Ann"], "none of Ann"),
]
REFUSALS = {
    "none of Ann": "There is no earlier answer of Ann to carry forward to question 1: enter the words, or leave it "
    "open. Nothing was changed.",
    "none of Ben": "There is no earlier answer of Ben to carry forward to question 1: enter the words, or leave it "
    "open. Nothing was changed.",
    "differ": "Ann and Ben did not answer question 1 together before, so no one answer can be carried forward for "
    "them: record a response of each. Nothing was changed.",
}


@pytest.mark.parametrize(
    ("replies", "names", "expected"), [row[1:] for row in GIVEN], ids=[row[0] for row in GIVEN]
)
def test_only_the_last_answer_of_the_very_same_people_is_carried(
    replies: list[tuple[int, list[str], dict[str, Any]]],
    names: list[str],
    expected: int | str,
    chain: list[Round],
    people: dict[str, list[Recipient]],
) -> None:
    given = [
        make_response(
            *(people[name][place] for name in signing), answers={1: "Words."}, **fields
        ).answers.get()
        for place, signing, fields in replies
    ]
    question = chain[2].questions.get(number=1)
    signatories = [people[name][2] for name in names]
    found = earlier_answers(chain[2], signatories)
    if isinstance(expected, int):
        assert found.to_carry(question, signatories) == given[expected]
        assert found.givers(question, signatories) == signatories
    else:
        with pytest.raises(ValidationError) as refusal:
            found.to_carry(question, signatories)
        assert refusal.value.messages == [REFUSALS[expected]]
    recorded = Response.objects.count()
    for answer in given:
        arguments: dict[str, Any] = {"round": chain[2], "signatories": signatories, "by": make_user()}
        if isinstance(expected, int) and answer == given[expected]:
            made = record_response(answers={}, carried={1: answer}, **arguments)
            assert made.answers.get().carried_from == answer
            made.delete()
        else:
            with pytest.raises(ValidationError):
                record_response(answers={}, carried={1: answer}, **arguments)
        assert Response.objects.count() == recorded


@pytest.mark.parametrize("withheld", ["held_back", "withdrawn"])
def test_a_held_back_answer_still_holds_and_a_withdrawn_one_does_not(
    withheld: str, chain: list[Round], people: dict[str, list[Recipient]]
) -> None:
    earlier = make_answer(
        make_response(people["Ann"][0]), 1, withheld=withheld, withheld_note="Legal advice."
    )
    givers = earlier_answers(chain[1]).givers(chain[1].questions.get(number=1), [people["Ann"][1]])
    assert givers == ([people["Ann"][1]] if withheld == "held_back" else [])
    assert earlier.withheld == withheld


def test_the_answer_that_took_the_place_of_an_earlier_one_is_carried(
    chain: list[Round], people: dict[str, list[Recipient]]
) -> None:
    late = make_response(people["Ann"][0])
    old = make_response(people["Ann"][0], answers={1: "Old."}).answers.get()
    new = make_answer(late, 1, text="New.", replaces=old)
    assert new.pk > old.pk
    question = chain[1].questions.get(number=1)
    assert earlier_answers(chain[1]).to_carry(question, [people["Ann"][1]]) == new


def test_an_answer_to_another_question_is_not_carried(
    chain: list[Round], people: dict[str, list[Recipient]]
) -> None:
    response = make_response(people["Ann"][0], answers={1: "One.", 2: "Two."})
    other = response.answers.get(question__number=2)
    with pytest.raises(ValidationError) as refusal:
        record_response(
            round=chain[1], signatories=[people["Ann"][1]], answers={}, carried={1: other}, by=make_user()
        )
    assert refusal.value.messages == [
        (
            "The answer that would be carried forward to question 1 is not the last one they gave to it: "
            "choose that one. Nothing was changed."
        )
    ]
    new = make_question(chain[1], number=3)
    assert earlier_answers(chain[1]).givers(new, [people["Ann"][1]]) == []


def test_carrying_is_put_right_like_the_words(chain: list[Round], people: dict[str, list[Recipient]]) -> None:
    editor = make_user()
    earlier = make_response(people["Ann"][0], answers={1: "As ever.", 2: "No."})
    first, second = earlier.answers.order_by("question__number")
    response = record_response(
        round=chain[1], signatories=[people["Ann"][1]], answers={1: "Unchanged."}, by=editor
    )

    def kept() -> list[tuple[int, str, Answer | None]]:
        answers = response.answers.order_by("question__number")
        return [(each.question.number, each.text, each.carried_from) for each in answers]

    steps: list[tuple[dict[str, Any], list[tuple[int, str, Answer | None]]]] = [
        ({"carried": {1: first, 2: second}}, [(1, "Unchanged.", first), (2, "", second)]),
        ({"answers": {1: ""}}, [(1, "", first), (2, "", second)]),
        ({"carried": {1: None}, "answers": {1: "Well."}}, [(1, "Well.", None), (2, "", second)]),
        ({"carried": {2: None}}, [(1, "Well.", None)]),
    ]
    for changes, expected in steps:
        amend_response(response=response, by=editor, **changes)
        assert kept() == expected


def test_nobody_joins_an_answer_that_carries_somebody_elses_forward(
    chain: list[Round], people: dict[str, list[Recipient]]
) -> None:
    editor, ann, ben = make_user(), people["Ann"], people["Ben"]
    earlier = make_response(ann[0], answers={1: "As ever."}).answers.get()
    response = record_response(
        round=chain[1], signatories=[ann[1]], answers={}, carried={1: earlier}, by=editor
    )
    for signatories in ([ann[1], ben[1]], [ben[1]]):
        with pytest.raises(ValidationError) as refusal:
            amend_response(response=response, signatories=signatories, by=editor)
        assert refusal.value.messages == [
            (
                "The answer to question 1 carries an earlier one forward, which Ben did not give: "
                "record a response of each. Nothing was changed."
            )
        ]
    assert [each.recipient for each in response.signatories.all()] == [ann[1]]


def test_what_a_published_answer_carries_forward_stays(people: dict[str, list[Recipient]]) -> None:
    editor, ann = make_user(), people["Ann"]
    earlier = make_response(ann[0], answers={1: "As ever."}).answers.get()
    response = make_response(ann[1], answers={1: "Unchanged."})
    with pytest.raises(ValidationError) as refusal:
        amend_response(response=response, carried={1: earlier}, by=editor)
    assert refusal.value.messages == [
        (
            "The answer to question 1 was published, so what it carries forward stays as it is. "
            "Withdraw the response with a note, and record it again. Nothing was changed."
        )
    ]
    assert response.answers.get().carried_from is None


def test_earlier_answers_take_the_same_queries_however_many_there_are(
    chain: list[Round], people: dict[str, list[Recipient]]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            earlier_answers(chain[2])
        return len(captured)

    make_response(people["Ann"][0], answers={1: "Words."})
    few = queries()
    for _ in range(30):
        make_response(make_recipient(chain[0]), answers={1: "Words.", 2: "Words."})
    assert (few, queries()) == (4, 4)
    assert Question.objects.back_from(chain[2]).count() == 6
