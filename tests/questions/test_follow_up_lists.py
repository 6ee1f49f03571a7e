"""Whom a follow-up asks: every choice of whom, who joined or left since, who takes whose place, in which words."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone

from questions.actions import start_follow_up_round
from questions.follow_ups import Whom, candidates_for, chosen_by
from questions.models import Question, Recipient, Round
from tests.factories import (
    PUBLISHED,
    make_answer,
    make_question,
    make_recipient,
    make_response,
    make_round,
)

pytestmark = pytest.mark.django_db

ANSWERED_BOTH = {1: "Words.", 2: "Words."}


@pytest.fixture
def everybody() -> Round:
    """A round with somebody in every standing, and of every way to leave its second question open."""
    round_ = make_round(title="Asked")
    make_response(make_recipient(round_, "Answered"), answers=ANSWERED_BOTH)
    make_response(make_recipient(round_, "In Part"), answers={1: "Words."})
    withheld = make_response(make_recipient(round_, "Withheld"), answers={1: "Words."})
    make_answer(withheld, 2, withheld="held_back", withheld_note="Legal advice.")
    make_response(make_recipient(round_, "Unpublished"), answers=ANSWERED_BOTH, published=False)
    make_response(make_recipient(round_, "Withdrawn"), answers=ANSWERED_BOTH, withdrawn_at=PUBLISHED)
    make_response(make_recipient(round_, "Declined"), refuses=True)
    make_response(make_recipient(round_, "Statement"), statement="Wait.")
    for decision in ("excused", "unreachable", "left", "not_reported", "no_response"):
        make_recipient(
            round_, decision.replace("_", " ").title(), decision=decision, decision_wording="as noted"
        )
    make_recipient(round_, "Awaiting")
    make_recipient(round_, "Found", decision="no_response")
    make_response(round_.recipients.get(slug="found"), answers=ANSWERED_BOTH, origin="public_record")
    make_response(make_recipient(round_, "Volunteer", volunteered=True), answers={1: "Words."})
    return round_


# Who is on the list a choice makes, and of those who waits for an editor.
LET_OFF = ["excused", "unreachable", "left"]
OPEN = ["not-reported", "no-response", "awaiting", "found"]
CHOICES: dict[tuple[Whom, int], tuple[list[str], list[str]]] = {
    (Whom.SILENT, 0): (["no-response", "awaiting", "found"], []),
    (Whom.DECLINED, 0): (["declined"], []),
    (Whom.DID_NOT_ANSWER, 0): (
        ["in-part", "declined", *LET_OFF, *OPEN, "volunteer"],
        ["in-part", *LET_OFF, "volunteer"],
    ),
    (Whom.LEFT_OPEN, 1): (
        ["withdrawn", "declined", "statement", *LET_OFF, *OPEN],
        ["withdrawn", *LET_OFF],
    ),
    (Whom.LEFT_OPEN, 2): (
        ["in-part", "withdrawn", "declined", "statement", *LET_OFF, *OPEN, "volunteer"],
        ["withdrawn", *LET_OFF, "volunteer"],
    ),
    (Whom.EVERYONE, 0): (
        [
            "answered",
            "in-part",
            "withheld",
            "unpublished",
            "withdrawn",
            "declined",
            "statement",
            *LET_OFF,
            *OPEN,
            "volunteer",
        ],
        [*LET_OFF, "volunteer"],
    ),
}


@pytest.mark.parametrize(("whom", "number"), CHOICES)
def test_every_choice_of_whom(whom: Whom, number: int, everybody: Round, editor: User) -> None:
    expected, waiting = CHOICES[whom, number]
    question = everybody.questions.get(number=number) if number else None
    meant = chosen_by(whom, candidates_for(everybody, timezone.localdate()), question)
    assert [each.recipient.slug for each in meant] == expected
    assert [each.recipient.slug for each in meant if not each.is_carried] == waiting
    draft = start_follow_up_round(round=everybody, whom=whom, left_open=question, questions=[1], by=editor)
    assert [each.slug for each in draft.recipients.in_order()] == [
        slug for slug in expected if slug not in waiting
    ]
    named = [line for line in draft.notes.splitlines() if line.startswith("- ")]
    assert len(named) == len(waiting)


def test_a_question_put_to_some_is_left_open_by_those_only(editor: User) -> None:
    round_ = make_round()
    ann, ben, cleo = (make_recipient(round_, name) for name in ("Ann", "Ben", "Cleo"))
    round_.questions.get(number=2).put_to.set([ann, ben])
    make_response(ann, answers={1: "Words.", 2: "Words."})
    make_response(cleo, answers={1: "Words."})
    draft = start_follow_up_round(round=round_, whom="left_open", left_open=2, questions=[2], by=editor)
    assert [each.slug for each in draft.recipients.all()] == ["ben"]
    assert [each.slug for each in draft.questions.get().put_to.all()] == ["ben"]
    assert cleo.standing == "answered"


@pytest.mark.parametrize(
    ("fields", "slugs"),
    [({"optional": True}, ["ann", "ben"]), ({"dropped_on": "2026-07-02"}, None)],
    ids=["optional", "dropped"],
)
def test_an_optional_question_can_be_left_open_and_a_dropped_one_cannot(
    fields: dict[str, Any], slugs: list[str] | None, editor: User
) -> None:
    round_ = make_round(questions=1)
    make_question(round_, number=2, **fields)
    make_response(make_recipient(round_, "Ann"), answers={1: "Words."})
    make_recipient(round_, "Ben")
    arguments: dict[str, Any] = {"round": round_, "whom": Whom.LEFT_OPEN, "questions": [2], "by": editor}
    if slugs is not None:
        draft = start_follow_up_round(left_open=2, **arguments)
        assert [each.slug for each in draft.recipients.all()] == slugs
        return
    for given in (2, None):
        with pytest.raises(ValidationError) as refusal:
            start_follow_up_round(left_open=given, **arguments)
        assert refusal.value.messages == [
            "Say which question was left open: one of the round that was not dropped after it was sent."
        ]


def test_a_follow_up_of_a_follow_up_proposes_whom_only_the_first_round_asked(editor: User) -> None:
    first = make_round(title="First", asked_count=4)
    silent = make_recipient(first, "Silent", decision="no_response")
    excused = make_recipient(first, "Excused", decision="excused", decision_wording="ill")
    make_response(make_recipient(first, "Answered"), answers=ANSWERED_BOTH)
    make_recipient(first, "Replaced", decision="left")
    second = start_follow_up_round(round=first, whom=Whom.SILENT, questions=[1, 2], by=editor, title="Second")
    taker = make_recipient(second, "Taker", takes_place_of=first.recipients.get(slug="replaced"))
    again = Recipient.objects.get(round=second, slug="silent")
    told = {
        each.recipient.slug: (each.recipient, each.is_listed, each.is_carried, each.reason)
        for each in candidates_for(second, timezone.localdate())
    }
    assert told == {
        "silent": (again, True, True, ""),
        "taker": (taker, True, True, ""),
        "excused": (
            excused,
            False,
            False,
            "asked in “First”, and not in “Second”; excused in the earlier round: ill",
        ),
        "answered": (
            first.recipients.get(slug="answered"),
            False,
            False,
            "asked in “First”, and not in “Second”",
        ),
    }
    third = start_follow_up_round(round=second, whom=[again, excused], questions=[1], by=editor)
    assert [each.slug for each in third.recipients.in_order()] == ["silent", "excused"]
    assert third.population == "two of those asked in “Second” or before"
    by_choice = start_follow_up_round(round=second, whom=Whom.DID_NOT_ANSWER, questions=[1], by=editor)
    assert [each.slug for each in by_choice.recipients.in_order()] == ["silent", "taker"]
    assert by_choice.notes == (
        "Not asked again until somebody decides:\n"
        "- Excused: asked in “First”, and not in “Second”; excused in the earlier round: ill"
    )
    assert silent.standing == "no_response"


def test_a_question_is_put_in_other_words_and_still_repeats_the_earlier_one(editor: User) -> None:
    round_ = make_round(questions=0)
    make_question(round_, text="Do you support the cuts?", preamble="In May:", kind="yes_no")
    make_question(round_, text="Why?")
    make_recipient(round_)
    arguments: dict[str, Any] = {"round": round_, "whom": Whom.EVERYONE, "questions": [1, 2], "by": editor}
    draft = start_follow_up_round(wordings={1: "Do you  still support the cuts?\n"}, **arguments)
    put = [(each.text, each.preamble, each.kind, each.repeats) for each in draft.questions.order_by("number")]
    first, second = Question.objects.filter(round=round_).order_by("number")
    assert put == [
        ("Do you  still support the cuts?\n", "In May:", "yes_no", first),
        ("Why?", "", "open", second),
    ]
    assert [
        each.is_reworded_from(each.repeats) for each in draft.questions.order_by("number") if each.repeats
    ] == [
        True,
        False,
    ]
    with pytest.raises(ValidationError) as refusal:
        start_follow_up_round(wordings={2: " "}, **arguments)
    assert refusal.value.messages == [
        "Question 2 has no words: give it some, or leave the question out. No round was made."
    ]
