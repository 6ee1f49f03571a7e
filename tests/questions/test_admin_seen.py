"""A page that asks before it acts does nothing when what it showed was changed before it was confirmed."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse

from questions.admin.pages import rows_of_round
from questions.models import Answer, Approach, Recipient, Response, Round
from respondents.admin.seen import (
    ChangedSinceShownError,
    changed_since,
    read,
    refuse_if_changed,
    seen_versions,
)
from respondents.history import acting
from respondents.models import Membership
from tests import factories as make
from tests.pages import fields_of, text_of

pytestmark = pytest.mark.django_db

LOOK_AGAIN = "This page now shows how things are. Look at it again, and confirm it if it still holds."
NOT_SAID = (
    "This page was sent without saying what it had shown, so nothing was changed. "
    "Look at what it shows now, and confirm it again."
)
HALF_PAST_TWO = datetime.datetime(2026, 7, 3, 13, 30, tzinfo=datetime.UTC)


PAGES = [
    "round_publish",
    "round_withdraw",
    "round_members",
    "round_follow_up",
    "response_publish",
    "response_withdraw",
    "answer_withhold",
    "round_approaches",
    "round_silences",
]


@pytest.fixture
def round_() -> Round:
    """A draft that may be published: Ann answered, Cyd was asked and is silent, Dan sits on the body."""
    draft = make.make_round(
        published=False, questions=1, asked_on="2026-06-01", deadline_on="2026-06-15", body=make.make_body()
    )
    make.make_response(make.make_recipient(draft, "Ann"), answers={1: "One."}, published=False)
    make.make_approach(make.make_recipient(draft, "Cyd"), made_on="2026-06-01")
    make.make_membership(make.make_politician("Dan"), draft.body, start="2020")  # type: ignore[arg-type]
    return draft


def as_known() -> dict[str, Any]:
    """All that the acts of these pages could change."""
    return {
        "rounds": list(Round.objects.values("pk", "published_at", "withdrawn_at")),
        "recipients": list(Recipient.objects.values("pk", "decision", "put_forward_at")),
        "approaches": Approach.objects.count(),
        "responses": list(Response.objects.values("pk", "published_at", "withdrawn_at")),
        "answers": list(Answer.objects.values("pk", "withheld")),
    }


def opened(name: str, round_: Round, client: Client) -> tuple[str, dict[str, Any]]:
    """One of the pages, filled in: its address and what its button sends."""
    if name in {"round_withdraw", "response_publish", "response_withdraw"}:
        Round._base_manager.filter(pk=round_.pk).update(published_at=make.PUBLISHED)
    if name.endswith("withdraw"):
        Response._base_manager.filter(round=round_).update(published_at=make.PUBLISHED)
    if name.startswith("record"):
        address = reverse("admin:questions_recipient_changelist")
        chosen = {"action": name, "_selected_action": [round_.recipients.get(name="Cyd").pk]}
        page: Any = client.post(address, chosen)
    else:
        kind = name.split("_", maxsplit=1)[0]
        reply = round_.responses.get()
        row = {"round": round_, "response": reply, "answer": reply.answers.get()}[kind]
        address = reverse(f"admin:questions_{name}", args=[row.pk])
        if name == "round_approaches":
            address += f"?recipient={round_.recipients.get(name='Cyd').pk}"
        page = client.get(address)
    if name == "round_silences":
        page = client.post(
            address, {"step": "put-forward", "recipient": round_.recipients.get(name="Cyd").pk}
        )
    typed = {"note": "An error of ours.", "made_on": "2026-06-03", "title": "Again", "slug": "again"}
    fields = fields_of(page)
    return address, fields | {box: words for box, words in typed.items() if box in fields}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_whose_round_was_changed_meanwhile_does_nothing_and_asks_again(
    name: str, round_: Round, admin_client: Client
) -> None:
    address, fields = opened(name, round_, admin_client)
    with acting(make.make_user("ada")):
        Round.objects.get(pk=round_.pk).save()
    copies = Round.history.filter(id=round_.pk)
    copies.filter(history_type="~").update(history_date=HALF_PAST_TWO)
    before = as_known()
    page: Any = admin_client.post(address, fields)
    assert page.status_code == 200
    said = f"The round “{round_}” was changed by ada on 3 July 2026 at 14:30. {LOOK_AGAIN}"
    assert said in text_of(page)
    assert as_known() == before
    again = fields_of(page) | {
        box: fields[box] for box in ("note", "made_on", "title", "slug") if box in fields
    }
    assert admin_client.post(address, again).status_code == 302
    assert as_known() != before


@pytest.mark.parametrize("name", PAGES)
def test_twin_a_page_that_lets_its_rows_go_unseen_acts_on_what_was_never_shown(
    name: str, round_: Round, admin_client: Client
) -> None:
    address, fields = opened(name, round_, admin_client)
    Round.objects.get(pk=round_.pk).save()
    before = as_known()
    fields["seen"] = opened(name, round_, admin_client)[1][
        "seen"
    ]  # as if nobody looked at what the page had shown
    assert admin_client.post(address, fields).status_code == 302
    assert as_known() != before


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_does_not_say_what_it_showed_does_nothing(
    name: str, round_: Round, admin_client: Client
) -> None:
    address, fields = opened(name, round_, admin_client)
    del fields["seen"]
    before = as_known()
    page: Any = admin_client.post(address, fields)
    assert NOT_SAID in text_of(page)
    assert as_known() == before


@pytest.mark.parametrize("name", ["round_publish", "round_follow_up", "round_approaches"])
def test_a_reply_that_came_in_meanwhile_is_named(name: str, round_: Round, admin_client: Client) -> None:
    address, fields = opened(name, round_, admin_client)
    reply = make.make_response(round_.recipients.get(name="Cyd"), answers={1: "Late."}, published=False)
    before = as_known()
    page: Any = admin_client.post(address, fields)
    assert f"The response “{reply}” was added on" in text_of(page)
    assert as_known() == before


def test_a_seat_that_was_changed_or_taken_out_meanwhile_is_named(round_: Round, admin_client: Client) -> None:
    eve = make.make_membership(make.make_politician("Eve"), round_.body, start="2020")  # type: ignore[arg-type]
    address, fields = opened("round_members", round_, admin_client)
    dan = Membership.objects.get(politician__name="Dan")
    dan.party = make.make_party("Greens")
    dan.save()
    eve.delete()
    told = text_of(admin_client.post(address, fields))
    assert "Nobody was added: The membership “Dan, Anytown Council” was changed on" in told
    assert "The membership “Eve, Anytown Council” was deleted on" in told
    assert round_.recipients.count() == 2


def sent_with(seen: str) -> Any:
    return RequestFactory().post("/", {"seen": seen})


def test_what_was_seen_is_one_field_that_reads_back(round_: Round) -> None:
    seen = seen_versions(*rows_of_round(round_))
    ann, cyd = round_.recipients.order_by("pk")
    assert seen.split(",")[:3] == [
        f"questions.round {round_.pk}:1",
        f"questions.question {round_.questions.get().pk}:1",
        f"questions.recipient {ann.pk}:1 {cyd.pk}:1",
    ]
    assert read(seen)[Recipient] == {ann.pk: 1, cyd.pk: 1}
    assert changed_since(sent_with(seen), *rows_of_round(round_)) == []


@pytest.mark.parametrize(
    "seen", ["", "nonsense", "questions.round", "auth.user 1:1", "questions.round x:1", "1:1"]
)
def test_a_field_that_says_nothing_does_not_pass(seen: str, round_: Round) -> None:
    with pytest.raises(ChangedSinceShownError):
        refuse_if_changed(sent_with(seen), [round_])


def test_many_changes_are_counted(round_: Round) -> None:
    seen = seen_versions(*rows_of_round(round_))
    for _ in range(14):
        make.make_recipient(round_)
    told = changed_since(sent_with(seen), *rows_of_round(round_))
    assert (len(told), told[-1]) == (13, "And 2 more changes.")


def test_a_row_that_moved_elsewhere_is_named(round_: Round) -> None:
    seen = seen_versions(round_.questions.all())
    question = round_.questions.get()
    question.round = make.make_round(questions=0)
    question.save()
    with transaction.atomic():
        told = changed_since(sent_with(seen), round_.questions.all())
    assert told == [f"The question “{question}” does not belong here any more."]
