"""Who joined or left the body since a round, and who takes whose place in its follow-up."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from questions.actions import start_follow_up_round
from questions.follow_ups import Whom, candidates_for
from questions.models import Round
from questions.new_members import Since, for_the_place_of, new_members
from respondents.models import Body, Membership, Politician
from tests.factories import (
    make_body,
    make_group,
    make_membership,
    make_party,
    make_politician,
    make_recipient,
    make_round,
)
from tests.pages import page_of, send, words_of

pytestmark = pytest.mark.django_db


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


def test_a_place_is_chosen_by_hand_among_those_on_the_lists_before(
    changed: Round, admin_client: Client
) -> None:
    follow_up = make_round(title="Again", follows=changed, published=False)
    recipient = make_recipient(follow_up, "Taker")
    make_recipient(make_round(), "Foreign")
    address = reverse("admin:questions_recipient_change", args=[recipient.pk])
    options = page_of(admin_client.get(address)).findall(".//select[@id='id_takes_place_of']/option")
    assert [words_of(option) for option in options] == [
        "---------",
        "Stays, in “Asked”",
        "Gone, in “Asked”",
        "Undated, in “Asked”",
    ]
    gone = changed.recipients.get(slug="gone")
    assert send(admin_client, address, takes_place_of=gone.pk).status_code == 302
    recipient.refresh_from_db()
    assert recipient.takes_place_of == gone
