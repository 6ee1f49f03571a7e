"""Nothing has come back, and nobody was approached, in the future; what may have been so far is kept."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from questions.models import Approach, Response
from tests.factories import make_recipient, make_round
from tests.pages import send, text_of

pytestmark = pytest.mark.django_db


def days_from_now(number: int) -> str:
    return (timezone.localdate() + datetime.timedelta(days=number)).isoformat()


def refusal(row: Approach | Response) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return refused.value.message_dict


@pytest.mark.parametrize("day", ["2999", "2999-01", "2999-01-01"])
def test_an_approach_that_certainly_lies_ahead_is_refused(day: str) -> None:
    spelt = {4: "2999", 7: "January 2999", 10: "1 January 2999"}[len(day)]
    assert refusal(Approach(recipient=make_recipient(make_round()), made_on=day)) == {
        "made_on": [f"{spelt} lies ahead: an approach is recorded once it is made. Correct the date."]
    }


@pytest.mark.parametrize("day", ["2999", "2999-01", "2999-01-01"])
def test_a_reply_that_certainly_lies_ahead_is_refused(day: str) -> None:
    spelt = {4: "2999", 7: "January 2999", 10: "1 January 2999"}[len(day)]
    assert refusal(Response(round=make_round(), slug="ann", received_on=day)) == {
        "received_on": [f"{spelt} lies ahead: a reply is recorded once it has come. Correct the date."]
    }


def test_a_moment_that_lies_ahead_is_refused() -> None:
    moment = datetime.datetime(2999, 6, 1, 9, 30, tzinfo=datetime.UTC)
    assert refusal(Response(round=make_round(), slug="ann", received_at=moment)) == {
        "received_at": [
            "1 June 2999, 10:30 lies ahead: a reply is recorded once it has come. Correct the date."
        ]
    }


def test_what_may_have_been_already_is_kept() -> None:
    today = timezone.localdate()
    recipient, round_ = make_recipient(make_round()), make_round()
    for day in ["", str(today.year), f"{today:%Y-%m}", today.isoformat(), days_from_now(-1)]:
        Approach(recipient=recipient, made_on=day).full_clean()
        Response(round=round_, slug="ann", received_on=day).full_clean()
    assert refusal(Approach(recipient=recipient, made_on=days_from_now(1)))["made_on"]
    assert refusal(Response(round=round_, slug="ann", received_on=days_from_now(1)))["received_on"]
    Response(round=round_, slug="ann", received_at=timezone.now()).full_clean()


def test_the_desk_says_so_beside_the_date(admin_client: Client) -> None:
    person = make_recipient(make_round(published=False), "Ann")
    address = f"{reverse('admin:questions_response_add')}?round={person.round_id}"
    page = send(admin_client, address, signatories=[person.pk], received_on="2999-01-01")
    assert "1 January 2999 lies ahead: a reply is recorded once it has come. Correct the date." in text_of(
        page
    )
    page = send(
        admin_client,
        reverse("admin:questions_recipient_change", args=[person.pk]),
        **{"approaches-0-made_on": "2999-01-01"},
    )
    assert "1 January 2999 lies ahead: an approach is recorded once it is made." in text_of(page)
    assert (Response.objects.count(), Approach.objects.count()) == (0, 0)
