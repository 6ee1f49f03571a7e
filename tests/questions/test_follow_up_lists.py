"""Whom a follow-up asks: every choice of whom, who joined or left since, who takes whose place, in which words."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from questions.actions import start_follow_up_round
from questions.follow_ups import Whom, candidates_for, chosen_by
from questions.models import Question, Recipient, Round
from questions.new_members import Since, for_the_place_of, new_members
from respondents.models import Body, Membership, Politician
from tests.factories import (
    PUBLISHED,
    make_answer,
    make_body,
    make_group,
    make_membership,
    make_party,
    make_politician,
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


@pytest.fixture
def body() -> Body:
    return make_body("House")


@pytest.fixture
def changed(body: Body) -> Round:
    """A round of 2026 to three members of a body; one has left since, and others have come."""
    round_ = make_round(title="Asked", body=body, asked_on="2026-03", asked_count=3)
    green, labour = make_party("Green Party"), make_party("Labour Party")
    for name, area, party, end in [
        ("Stays", "North", green, ""),
        ("Gone", "South", labour, "2026-05-04"),
        ("Undated", "West", None, ""),
    ]:
        person = make_recipient(round_, name, area=area, party=party, decision="no_response").politician
        assert person is not None
        start = "" if name == "Undated" else "2020"
        make_membership(person, body, area=area, party=party, start=start, end=end)
    others: dict[str, dict[str, Any]] = {
        "Elected South": {"area": "South", "party": green, "start": "2026-05-05"},
        "Elected East": {"area": "East", "party": labour, "start": "2026-05-05"},
        "Sat Before": {"area": "East", "party": green, "start": "2019"},
        "May Have Joined": {"area": "South", "start": "2026-03-15"},
        "Not Known": {"area": "South", "party": labour},
        "Left Before": {"area": "South", "start": "2010", "end": "2019"},
        "Not Yet": {"area": "South", "start": "2999"},
    }
    for name, fields in others.items():
        make_membership(make_politician(name), body, **fields)
    return round_


def proposed(round_: Round) -> dict[str, tuple[Since, str]]:
    today = timezone.localdate()
    members = new_members(round_, candidates_for(round_, today), today)
    return {each.name: (each.since, each.facts) for each in members}


def test_members_who_were_not_on_the_list_are_proposed_with_what_is_known_of_their_seats(
    changed: Round,
) -> None:
    assert proposed(changed) == {
        "Elected East": (Since.JOINED, "joined the body on 5 May 2026"),
        "Elected South": (Since.JOINED, "joined the body on 5 May 2026"),
        "May Have Joined": (
            Since.NOT_LISTED,
            "on the body since 15 March 2026; was not on the earlier list",
        ),
        "Sat Before": (Since.NOT_LISTED, "on the body since 2019; was not on the earlier list"),
        "Not Known": (
            Since.NOT_KNOWN,
            "the dates of the seat are not on file: not known to hold it now",
        ),
    }


def test_nobody_is_said_to_have_joined_since_a_day_that_is_not_known(changed: Round) -> None:
    changed.asked_on = ""
    changed.save()
    assert {since for since, _ in proposed(changed).values()} == {Since.NOT_LISTED, Since.NOT_KNOWN}


def test_a_round_of_no_body_proposes_nobody(changed: Round) -> None:
    changed.body = None
    changed.save()
    assert proposed(changed) == {}


def test_the_same_area_and_then_the_same_party_come_first_for_a_place(changed: Round) -> None:
    today = timezone.localdate()
    candidates = candidates_for(changed, today)
    gone = next(each for each in candidates if each.recipient.slug == "gone")
    assert (gone.has_left, gone.reason) == (
        True,
        "no longer holds a seat on the body: it ended on 4 May 2026",
    )
    assert [each.name for each in for_the_place_of(gone, new_members(changed, candidates, today))] == [
        "Not Known",
        "Elected South",
        "May Have Joined",
        "Elected East",
        "Sat Before",
    ]


@pytest.mark.parametrize("more", [0, 300])
def test_proposing_members_takes_one_query(
    changed: Round, body: Body, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(more):
        make_membership(make_politician(), body, start="2026-05-05")
    today = timezone.localdate()
    candidates = candidates_for(changed, today)
    with django_assert_num_queries(1):
        assert len([each.facts for each in new_members(changed, candidates, today)]) == 5 + more


def seat(name: str) -> Membership:
    return Membership.objects.get(politician__name=name)


def test_a_substitute_stands_in_the_place_of_whoever_left(changed: Round, editor: User) -> None:
    gone = changed.recipients.get(slug="gone")
    changed.questions.get(number=2).put_to.add(gone)
    draft = start_follow_up_round(
        round=changed,
        whom=Whom.SILENT,
        questions=[1, 2],
        substitutes={gone: seat("Elected South")},
        joined=[seat("Elected East"), seat("Elected South"), seat("Not Known")],
        by=editor,
    )
    listed = [
        (each.slug, each.position, each.area, each.takes_place_of, each.private_note)
        for each in draft.recipients.in_order()
    ]
    no_dates = "To check: the dates of the seat are not on file: check that they still hold it."
    assert listed == [
        ("stays", 1, "North", None, ""),
        ("elected-south", 2, "South", gone, ""),
        ("undated", 3, "West", None, no_dates),
        ("elected-east", 4, "East", None, ""),
        ("not-known", 5, "South", None, no_dates),
    ]
    assert (draft.asked_count, draft.notes) == (5, "")
    assert draft.population == (
        "two of those who had not answered “Asked”, and three who were not on the list of “Asked”"
    )
    assert [each.slug for each in draft.questions.get(number=2).put_to.all()] == ["elected-south"]
    for recipient in draft.recipients.all():
        recipient.full_clean()


def test_whoever_joined_and_is_not_asked_is_named_in_the_notes(changed: Round, editor: User) -> None:
    draft = start_follow_up_round(round=changed, whom=Whom.SILENT, questions=[1], by=editor)
    assert draft.notes == (
        "Not asked again until somebody decides:\n"
        "- Gone: no longer holds a seat on the body: it ended on 4 May 2026\n\n"
        "New on the body, and not asked:\n"
        "- Elected East, Labour Party, East: joined the body on 5 May 2026\n"
        "- Elected South, Green Party, South: joined the body on 5 May 2026"
    )


def test_a_place_can_be_taken_by_anybody_on_file_and_of_a_vacant_seat(changed: Round, editor: User) -> None:
    vacant = make_group(changed, "Vacant seat", size=1, decision="left", area="East")
    stranger = make_politician("Stranger")
    draft = start_follow_up_round(
        round=changed, whom=[], questions=[1], substitutes={vacant: stranger}, by=editor
    )
    recipient = draft.recipients.get()
    assert (recipient.kind, recipient.politician, recipient.area, recipient.takes_place_of) == (
        "person",
        stranger,
        "",
        vacant,
    )
    assert recipient.private_note == "To check: their party, role and area are not known."
    assert draft.population == "one who was not on the list of “Asked”"


REFUSED = [
    (
        "stays",
        "Elected South",
        False,
        ("Stays is not known to have left, so nobody takes their place: enter when their seat ended."),
    ),
    (
        "undated",
        "Elected South",
        False,
        ("Undated is not known to have left, so nobody takes their place: enter when their seat ended."),
    ),
    ("gone", "Elected South", True, "Gone is asked again, and Elected South takes their place: choose one."),
    ("gone", "Undated", False, "Undated was asked before: they are on the list for themselves."),
    ("gone", "Left Before", False, "The seat of Left Before has ended."),
    ("gone", "Not Yet", False, "The seat of Not Yet has not begun."),
]


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row[3])
def test_a_place_that_nobody_left_is_not_taken(
    row: tuple[str, str, bool, str], changed: Round, editor: User
) -> None:
    slug, taker, is_again, sentence = row
    place = changed.recipients.get(slug=slug)
    with pytest.raises(ValidationError) as refusal:
        start_follow_up_round(
            round=changed,
            whom=[place] if is_again else [],
            questions=[1],
            substitutes={place: seat(taker)},
            by=editor,
        )
    assert refusal.value.messages == [f"{sentence} No round was made."]
    assert Round.objects.count() == 1


def test_nobody_takes_two_places_or_one_on_another_list(changed: Round, editor: User) -> None:
    gone, vacant = changed.recipients.get(slug="gone"), make_group(changed, "Vacant", decision="left")
    foreign = make_recipient(make_round(), "Foreign")
    taker: Politician = seat("Elected South").politician
    for substitutes, sentence in [
        ({gone: taker, vacant: taker}, "Elected South cannot take the place of two people at once."),
        ({foreign: taker}, "Foreign is not on the list of the earlier round, so nobody takes their place."),
    ]:
        with pytest.raises(ValidationError) as refusal:
            start_follow_up_round(round=changed, whom=[], questions=[1], substitutes=substitutes, by=editor)
        assert refusal.value.messages == [f"{sentence} No round was made."]


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
