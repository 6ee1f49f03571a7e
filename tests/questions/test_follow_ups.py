from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from questions.actions import start_follow_up_round
from questions.follow_ups import Whom, candidates_for
from questions.models import Decision, Recipient, Round
from respondents.models import Body
from tests.factories import (
    make_body,
    make_group,
    make_membership,
    make_party,
    make_question,
    make_recipient,
    make_response,
    make_round,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def body() -> Body:
    return make_body("House")


@pytest.fixture
def asked(body: Body) -> Round:
    """One answered, one is silent with a seat, one silent without dates, one excused, one left since."""
    round_ = make_round(slug="asked", title="Asked", body=body, population="all five", asked_count=5)
    make_response(make_recipient(round_, "Answered"), answers={1: "Words.", 2: "Words."})
    for name, decision in [
        ("Silent", "no_response"),
        ("Undated", "no_response"),
        ("Excused", "excused"),
        ("Gone", "no_response"),
    ]:
        make_recipient(round_, name, decision=decision, decision_wording="on leave", area=f"{name} Area")
    seats = {recipient.slug: recipient for recipient in round_.recipients.all()}
    new_party = make_party("Green Party")
    held: dict[str, dict[str, Any]] = {
        "silent": {"start": "2015", "party": new_party, "role": "whip", "area": "New Area"},
        "undated": {"area": "Another Area", "party": new_party},
        "excused": {"start": "2015", "area": "Excused Area"},
        "gone": {"start": "2010", "end": "2016"},
    }
    for slug, fields in held.items():
        person = seats[slug].politician
        assert person is not None
        make_membership(person, body, **fields)
    return round_


def test_candidates_name_a_reason_for_everyone_an_editor_has_to_decide_on(asked: Round) -> None:
    found = {
        candidate.recipient.slug: (candidate.is_carried, candidate.reason)
        for candidate in candidates_for(asked, timezone.localdate())
    }
    assert found == {
        "answered": (True, "no seat on the body is on file: check that they still hold one"),
        "silent": (True, ""),
        "undated": (True, "the dates of the seat are not on file: check that they still hold it"),
        "excused": (False, "excused in the earlier round: on leave"),
        "gone": (False, "no longer holds a seat on the body: it ended in 2016"),
    }


@pytest.mark.parametrize("more", [0, 300])
def test_candidates_take_five_queries_however_many_there_are(
    asked: Round, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(more):
        make_recipient(asked)
    with django_assert_num_queries(5):
        assert len(candidates_for(asked, timezone.localdate())) == 5 + more


def test_follow_up_carries_who_did_not_answer_as_they_are_now_and_drops_nobody_silently(asked: Round) -> None:
    follow_up = start_follow_up_round(
        round=asked, whom=Whom.DID_NOT_ANSWER, questions=[2], by=make_user(), deadline_on="2026-12-01"
    )

    assert follow_up.published_at is None
    assert (follow_up.follows, follow_up.campaign, follow_up.body) == (asked, asked.campaign, asked.body)
    assert (follow_up.slug, follow_up.title) == ("asked-follow-up", "Asked: follow-up")
    assert (follow_up.asked_on, follow_up.deadline_on) == (timezone.localdate().isoformat(), "2026-12-01")
    assert follow_up.asked_count == 2
    carried = [
        (recipient.slug, recipient.party and recipient.party.slug, recipient.role, recipient.area)
        for recipient in follow_up.recipients.in_order()
    ]
    assert carried == [
        ("silent", "green-party", "whip", "New Area"),
        ("undated", None, "", "Undated Area"),
    ]
    assert follow_up.notes == (
        "Not asked again until somebody decides:\n"
        "- Excused: excused in the earlier round: on leave\n"
        "- Gone: no longer holds a seat on the body: it ended in 2016"
    )
    assert set(Recipient.objects.filter(round=follow_up).values_list("decision", flat=True)) == {""}
    question = follow_up.questions.get()
    assert (question.number, question.text, question.repeats) == (
        1,
        asked.questions.get(number=2).text,
        asked.questions.get(number=2),
    )
    earlier = Recipient.objects.get(round=asked, slug="silent")
    assert (earlier.role, earlier.area) == ("", "Silent Area")


def test_whoever_answered_in_part_is_listed_for_a_decision(asked: Round) -> None:
    make_response(asked.recipients.get(slug="silent"), answers={1: "Words."})
    follow_up = start_follow_up_round(
        round=asked, whom=Whom.DID_NOT_ANSWER, questions=[2], by=make_user(), method="letter"
    )
    assert [recipient.slug for recipient in follow_up.recipients.in_order()] == ["undated"]
    assert "- Silent: answered in part in the earlier round" in follow_up.notes
    assert follow_up.method == "letter"


def test_follow_up_to_everyone_and_to_chosen_people(asked: Round) -> None:
    editor = make_user()
    everyone = start_follow_up_round(round=asked, whom="everyone", questions=[1, 2], by=editor)
    excused = asked.recipients.get(slug="excused")
    chosen = start_follow_up_round(round=asked, whom=[excused], questions=asked.questions.all(), by=editor)
    assert [recipient.slug for recipient in everyone.recipients.in_order()] == [
        "answered",
        "silent",
        "undated",
    ]
    assert [recipient.slug for recipient in chosen.recipients.in_order()] == ["excused"]
    assert (everyone.slug, chosen.slug) == ("asked-follow-up", "asked-follow-up-2")
    assert everyone.population == "three of those asked in “Asked”"
    assert chosen.population == "one of those who had not answered “Asked”"
    whole = start_follow_up_round(round=asked, whom=asked.recipients.all(), questions=[1], by=editor)
    assert whole.population == "all five"


def test_follow_up_carries_groups_and_knows_no_number_of_unknown_sizes(asked: Round) -> None:
    make_group(asked, decision=Decision.NO_RESPONSE)
    follow_up = start_follow_up_round(round=asked, whom=Whom.DID_NOT_ANSWER, questions=[1], by=make_user())
    assert follow_up.asked_count is None
    assert follow_up.recipients.filter(kind="group").get().name == "Green Party councillors"


def test_follow_up_puts_a_question_to_the_same_few_again(asked: Round) -> None:
    silent = asked.recipients.get(slug="silent")
    make_question(asked, number=3).put_to.add(silent)
    follow_up = start_follow_up_round(round=asked, whom=Whom.DID_NOT_ANSWER, questions=[3], by=make_user())
    put_to = follow_up.questions.get().put_to.all()
    assert [recipient.slug for recipient in put_to] == ["silent"]


def test_follow_up_refuses_with_a_sentence_and_makes_nothing(asked: Round) -> None:
    answered = asked.recipients.get(slug="answered")
    make_question(asked, number=3).put_to.add(answered)
    stranger = make_recipient(make_round())
    refused = {
        "There would be nobody to ask: choose at least one person.": {"whom": [], "questions": [1]},
        "Choose at least one question to repeat.": {"whom": Whom.EVERYONE, "questions": []},
        "“Asked” has no such question: 9.": {"whom": Whom.EVERYONE, "questions": [9]},
        "1 of those chosen are not on the list of the earlier round.": {"whom": [stranger], "questions": [1]},
        "Question 3 was put to some only, and none of them is asked again: leave it out.": {
            "whom": Whom.DID_NOT_ANSWER,
            "questions": [3],
        },
    }
    rounds = Round.objects.count()
    editor = make_user()
    for sentence, arguments in refused.items():
        with pytest.raises(ValidationError) as refusal:
            start_follow_up_round(round=asked, by=editor, **arguments)  # type: ignore[arg-type]
        assert refusal.value.messages == [sentence]
    assert Round.objects.count() == rounds


def test_rounds_cannot_follow_each_other_in_a_circle(asked: Round) -> None:
    follow_up = make_round(follows=asked)
    asked.follows = follow_up
    with pytest.raises(ValidationError) as refusal:
        asked.clean()
    assert refusal.value.messages == [
        "This would make a circle of follow-ups: each round follows an earlier one."
    ]
