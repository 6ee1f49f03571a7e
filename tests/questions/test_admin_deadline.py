"""Setting the deadline of a round, and giving some longer."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from questions.models import Correction, Decision, Recipient, Round
from tests import factories as make
from tests.pages import NOTE, messages_on, page_of, text_of

pytestmark = pytest.mark.django_db

LOST = (
    "Nothing shows that Ann was reached before the deadline: date the approach that did, give them a later deadline, "
    "or give the source that says they did not respond."
)


@pytest.fixture
def round_() -> Round:
    draft = make.make_round(published=False, questions=1, asked_on="2026-07-01", deadline_on="2026-07-10")
    for name in ("Ann", "Bob"):
        make.make_recipient(draft, name)
    return draft


def page_address(round_: Round) -> str:
    return f"{reverse('admin:questions_round_deadline', args=[round_.pk])}?whom=everyone"


def send(client: Client, round_: Round, **fields: Any) -> Any:
    page = page_of(client.get(page_address(round_)))
    seen = next(field for field in page.iter("input") if field.get("name") == "seen")
    return client.post(page_address(round_), {"seen": seen.get("value"), **fields})


def deadlines(round_: Round) -> tuple[str, dict[str, str]]:
    fresh = Round.objects.get(pk=round_.pk)
    return fresh.deadline_on, dict(fresh.recipients.values_list("name", "own_deadline_on"))


def test_the_deadline_of_a_round_is_set(round_: Round, admin_client: Client) -> None:
    answer = send(admin_client, round_, deadline_on="2026-07-14", deadline_words="")
    assert answer.url == reverse("admin:questions_round_desk", args=[round_.pk])
    assert messages_on(admin_client.get(answer.url)) == ["Answers are asked for by 14 July 2026."]
    assert deadlines(round_) == ("2026-07-14", {"Ann": "", "Bob": ""})


def test_those_ticked_are_given_longer_and_it_can_be_taken_back(round_: Round, admin_client: Client) -> None:
    ann = round_.recipients.get(name="Ann")
    answer = send(admin_client, round_, _extend="1", until="2026-07-20", recipient=[ann.pk])
    assert messages_on(admin_client.get(answer.url)) == ["Time for Ann: until 20 July 2026."]
    assert deadlines(round_) == ("2026-07-10", {"Ann": "2026-07-20", "Bob": ""})
    everyone = [each.pk for each in round_.recipients.all()]
    answer = send(admin_client, round_, _extend="1", until="", recipient=everyone)
    assert messages_on(admin_client.get(answer.url)) == [
        "Time for two people: until the round's deadline again."
    ]
    assert deadlines(round_) == ("2026-07-10", {"Ann": "", "Bob": ""})


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"deadline_on": "soon"}, "“soon” is not a date this record can keep"),
        ({"deadline_on": "2026-06-30"}, "The deadline is before the day the questions were put."),
        (
            {"_extend": "1", "until": "2026-07-20"},
            "Tick everyone who is given another deadline. Nothing was changed.",
        ),
        (
            {"_extend": "1", "until": "2026-06-30", "recipient": "Ann"},
            "The deadline is before the day the questions were put. Nothing was changed.",
        ),
        (
            {"_extend": "1", "until": "2026-07-20", "recipient": "Zoe"},
            "Somebody who was ticked is not among those shown here. Nothing was changed.",
        ),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    fields: dict[str, str], said: str, round_: Round, admin_client: Client
) -> None:
    make.make_recipient(make.make_round(), "Zoe")
    if "recipient" in fields:
        fields = fields | {"recipient": str(Recipient.objects.get(name=fields["recipient"]).pk)}
    before = deadlines(round_)
    page = send(admin_client, round_, **fields)
    assert page.status_code == 200
    assert said in text_of(page)
    assert deadlines(round_) == before


@pytest.mark.parametrize("extend", [False, True])
def test_a_silence_that_readers_see_keeps_its_evidence(
    extend: bool, round_: Round, admin_client: Client
) -> None:
    ann = round_.recipients.get(name="Ann")
    ann.decision = Decision.NO_RESPONSE
    ann.save()
    make.make_approach(ann, made_on="2026-07-08")
    Round._base_manager.filter(pk=round_.pk).update(published_at=make.PUBLISHED)
    before = deadlines(round_)
    fields = (
        {"_extend": "1", "until": "2026-07-05", "recipient": ann.pk}
        if extend
        else {"deadline_on": "2026-07-05"}
    )
    page = send(admin_client, round_, **fields)
    assert f"{LOST} Readers see this round, so nothing was changed." in text_of(page)
    assert deadlines(round_) == before


@pytest.mark.parametrize("extend", [False, True])
def test_a_deadline_that_readers_have_seen_is_changed_with_a_note(
    extend: bool, round_: Round, admin_client: Client
) -> None:
    ann = round_.recipients.get(name="Ann")
    make.make_approach(ann, made_on="2026-07-02")
    Recipient._base_manager.filter(pk=ann.pk).update(decision="no_response", own_deadline_on="2026-07-11")
    Round._base_manager.filter(pk=round_.pk).update(published_at=make.PUBLISHED)
    before = deadlines(round_)
    fields = (
        {"_extend": "1", "until": "2026-07-15", "recipient": ann.pk}
        if extend
        else {"deadline_on": "2026-07-15", "deadline_words": ""}
    )
    page = send(admin_client, round_, **fields)
    assert "What do you tell readers?" in text_of(page)
    assert deadlines(round_) == before
    assert send(admin_client, round_, **fields, **NOTE).status_code == 302
    assert (
        deadlines(round_) == (before[0], {"Ann": "2026-07-15", "Bob": ""})
        if extend
        else ("2026-07-15", before[1])
    )
    note = Correction.objects.get()
    assert (note.earlier_words, note.later_words) == (
        "11 July 2026" if extend else "10 July 2026",
        "15 July 2026",
    )


def test_somebody_who_may_still_reply_is_given_longer_without_a_note(
    round_: Round, admin_client: Client
) -> None:
    Round._base_manager.filter(pk=round_.pk).update(published_at=make.PUBLISHED)
    ann = round_.recipients.get(name="Ann")
    for until in ("2026-07-15", "2026-07-20"):
        assert send(admin_client, round_, _extend="1", until=until, recipient=[ann.pk]).status_code == 302
    assert (deadlines(round_)[1]["Ann"], Correction.objects.count()) == ("2026-07-20", 0)


def test_a_deadline_that_somebody_else_set_meanwhile_is_not_undone(
    round_: Round, admin_client: Client
) -> None:
    page = page_of(admin_client.get(page_address(round_)))
    seen = next(field for field in page.iter("input") if field.get("name") == "seen").get("value")
    other = Round.objects.get(pk=round_.pk)
    other.deadline_on = "2026-07-12"
    other.save()
    answer = admin_client.post(page_address(round_), {"seen": seen, "deadline_on": "2026-07-14"})
    assert f"The round “{round_}” was changed" in text_of(answer)
    assert deadlines(round_)[0] == "2026-07-12"


@pytest.mark.parametrize(
    ("role", "published", "status"),
    [
        ("make_viewer", False, 403),
        ("make_viewer", True, 403),
        ("make_reporter", False, 302),
        ("make_reporter", True, 403),
        ("make_publisher", False, 302),
        ("make_publisher", True, 302),
    ],
)
def test_who_may_set_a_deadline(
    role: str, published: bool, status: int, round_: Round, client: Client
) -> None:
    if published:
        Round._base_manager.filter(pk=round_.pk).update(published_at=make.PUBLISHED)
    client.force_login(getattr(make, role)())
    if status == 403:
        assert client.get(page_address(round_)).status_code == 403
        answer: Any = client.post(page_address(round_), {"deadline_on": "2026-07-14"})
    else:
        answer = send(client, round_, deadline_on="2026-07-14", **NOTE)
    assert answer.status_code == status
    assert deadlines(round_)[0] == ("2026-07-14" if status == 302 else "2026-07-10")
