"""Filling a round's list."""

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from questions.actions import (
    add_members,
)
from questions.models import (
    Recipient,
)
from tests.factories import (
    make_body,
    make_membership,
    make_party,
    make_politician,
    make_recipient,
    make_round,
)

pytestmark = pytest.mark.django_db


def test_list_of_a_public_round_never_grows_past_the_number_asked(editor: User) -> None:
    committee = make_body("Committee")
    round_ = make_round(body=committee, asked_count=1)
    make_recipient(round_)
    seat = make_membership(make_politician(), committee)
    with pytest.raises(ValidationError) as refusal:
        add_members(round=round_, memberships=[seat], by=editor)
    assert refusal.value.messages == [
        "The list would count 2, and the number asked is 1: correct the number asked first.",
        "Readers see this round, so nothing was changed.",
    ]
    assert round_.recipients.count() == 1


def test_add_members_takes_party_role_and_area_from_the_seat(editor: User) -> None:
    council, committee = make_body("Council"), make_body("Committee")
    round_ = make_round(body=committee, published=False)
    green = make_party("Green Party")
    chair = make_membership(
        make_politician("The Chair"), committee, party=green, role="chairman", area="North"
    )
    guest = make_membership(make_politician("The Guest"), council)
    make_recipient(round_, politician=make_politician("Listed Already"))
    listed = make_membership(round_.recipients.get().politician or make_politician(), committee)

    added = add_members(round=round_, memberships=[chair, listed, guest], by=editor)

    assert [
        (recipient.slug, recipient.party, recipient.role, recipient.area, recipient.body, recipient.position)
        for recipient in added
    ] == [
        ("the-chair", green, "chairman", "North", None, 2),
        ("the-guest", None, "", "", council, 3),
    ]
    assert round_.recipients.count() == 3


def test_role_of_a_recipient_stays_as_it_was_when_asked(editor: User) -> None:
    committee = make_body("Committee")
    seat = make_membership(make_politician("The Chair"), committee, role="chairman")
    round_ = make_round(body=committee, published=False)
    add_members(round=round_, memberships=[seat], by=editor)
    seat.role = "backbencher"
    seat.save()
    assert Recipient.objects.get().role == "chairman"
