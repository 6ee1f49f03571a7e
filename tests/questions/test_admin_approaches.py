"""Recording an approach to one or many on one page."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from questions.models import Approach, Recipient, Round
from respondents.models import AddressKind
from tests import factories as make
from tests.pages import fields_of, messages_on, page_of, text_of, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    """A draft that asks Ann, Bob and Cyd; Ann has two addresses on file, and Cyd has replied."""
    draft = make.make_round(published=False, questions=1, deadline_on="2026-07-10")
    ann, _, cyd = (make.make_recipient(draft, name) for name in ("Ann", "Bob", "Cyd"))
    make.make_contact_address(ann.politician, value="ann@example.org")  # type: ignore[arg-type]
    make.make_contact_address(ann.politician, kind=AddressKind.PHONE, value="01603 1")  # type: ignore[arg-type]
    make.make_response(cyd, answers={1: "One."}, published=False)
    return draft


def page_address(round_: Round, *names: str, whom: str = "") -> str:
    address = reverse("admin:questions_round_approaches", args=[round_.pk])
    ticked = [f"recipient={round_.recipients.get(name=name).pk}" for name in names]
    return f"{address}?{'&'.join([*ticked, *([f'whom={whom}'] if whom else [])])}"


def names_shown(page: Any) -> list[tuple[str, bool]]:
    rows = page_of(page).findall(".//table[@class='desk-table']/tbody/tr")
    return [(words_of(row.find("th")), row.find("td/input").get("checked") is not None) for row in rows]  # type: ignore[union-attr, arg-type]


def made() -> list[tuple[str, ...]]:
    return [
        (
            each.recipient.name,
            each.kind,
            each.made_on,
            each.channel,
            each.outcome,
            each.made_to,
            each.private_note,
        )
        for each in Approach.objects.order_by("pk")
    ]


def test_one_approach_is_recorded_to_all_those_ticked(
    round_: Round, admin_client: Client, admin_user: User
) -> None:
    address = page_address(round_, "Ann", "Bob")
    page = admin_client.get(address)
    assert names_shown(page) == [("Ann", True), ("Bob", True)]
    fields = fields_of(page)
    ann, bob = (round_.recipients.get(name=name).pk for name in ("Ann", "Bob"))
    assert {name: value for name, value in fields.items() if name.startswith("made") or name == "kind"} == {
        "kind": ["request"],
        "made_on": [timezone.localdate().isoformat()],
        "made_on_words": [""],
        f"made_to_{ann}": ["ann@example.org"],
        f"made_to_{bob}": [""],
    }
    answer: Any = admin_client.post(
        address, fields | {"made_on": "2026-07-01", "private_note": " As agreed. "}
    )
    assert answer.status_code == 302
    assert answer.url == reverse("admin:questions_round_desk", args=[round_.pk])
    assert messages_on(admin_client.get(answer.url)) == ["An approach to two people was recorded."]
    assert made() == [
        ("Ann", "request", "2026-07-01", "email", "sent", "ann@example.org", " As agreed. "),
        ("Bob", "request", "2026-07-01", "email", "sent", "", " As agreed. "),
    ]
    assert {each.made_by for each in Approach.objects.all()} == {admin_user}
    assert {copy.history_user for copy in Approach.history.all()} == {admin_user}


def test_groups_are_not_told_as_people(round_: Round, admin_client: Client) -> None:
    make.make_group(round_, "Green Party councillors", size=None)
    address = page_address(round_, "Ann", "Green Party councillors")
    answer: Any = admin_client.post(address, fields_of(admin_client.get(address)))
    assert messages_on(admin_client.get(answer.url)) == ["An approach to two on the list was recorded."]


@pytest.mark.parametrize(
    ("asked", "filled_in"),
    [
        ({}, ["today", ""]),
        ({"asked_on": "2026-07-03"}, ["2026-07-03", ""]),
        ({"asked_on": "2026-07"}, ["2026-07", ""]),
        ({"asked_on_words": "on Monday"}, ["", "on Monday"]),
        ({"asked_on": "2026-07-03", "asked_on_words": "on Friday"}, ["2026-07-03", ""]),
    ],
)
def test_a_first_approach_is_dated_as_the_round_says_it_was_put(
    asked: dict[str, str], filled_in: list[str], round_: Round, admin_client: Client
) -> None:
    round_.asked_on, round_.asked_on_words = asked.get("asked_on", ""), asked.get("asked_on_words", "")
    round_.save()
    address, today = page_address(round_, "Ann"), timezone.localdate().isoformat()
    fields = fields_of(admin_client.get(address))
    assert [*fields["made_on"], *fields["made_on_words"]] == [
        today if words == "today" else words for words in filled_in
    ]
    make.make_approach(round_.recipients.get(name="Ann"))
    fields = fields_of(admin_client.get(address))
    assert [*fields["made_on"], *fields["made_on_words"]] == [today, ""]


def test_what_the_round_says_in_words_is_recorded_without_a_day(round_: Round, admin_client: Client) -> None:
    round_.asked_on_words = "on Monday"
    round_.save()
    address = page_address(round_, "Ann")
    assert admin_client.post(address, fields_of(admin_client.get(address))).status_code == 302
    approach = Approach.objects.get()
    assert (approach.made_on, approach.made_on_words, approach.made) == ("", "on Monday", "on Monday")


def test_a_day_and_words_for_it_are_not_both_recorded(round_: Round, admin_client: Client) -> None:
    address = page_address(round_, "Ann", "Bob")
    typed = {"made_on": "2026-07-01", "made_on_words": "on Monday"}
    page = admin_client.post(address, fields_of(admin_client.get(address)) | typed)
    said = (
        "The day (1 July 2026) and words for it (“on Monday”) are both filled in: readers get one of them. "
        "Empty the other."
    )
    assert said in text_of(page)
    assert made() == []
    fields = fields_of(page)
    assert [*fields["made_on"], *fields["made_on_words"]] == ["2026-07-01", "on Monday"]
    page = admin_client.post(
        reverse("admin:questions_approach_add"),
        typed
        | {"recipient": round_.recipients.get(name="Ann").pk, "kind": "request", "channel": "email"}
        | {"outcome": "sent"},
    )
    assert said in text_of(page)
    assert made() == []


def test_a_second_approach_is_offered_as_a_reminder(round_: Round, admin_client: Client) -> None:
    make.make_approach(round_.recipients.get(name="Ann"))
    assert fields_of(admin_client.get(page_address(round_, "Ann")))["kind"] == ["reminder"]
    assert fields_of(admin_client.get(page_address(round_, "Bob")))["kind"] == ["request"]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", [("Ann", False), ("Bob", False)]),
        ("awaiting", [("Ann", True), ("Bob", True)]),
        ("late", [("Ann", True), ("Bob", True)]),
        ("everyone", [("Ann", True), ("Bob", True), ("Cyd", True)]),
        ("nonsense", [("Ann", False), ("Bob", False)]),
    ],
)
def test_the_address_says_whom_the_page_shows(
    query: str, shown: list[tuple[str, bool]], round_: Round, admin_client: Client
) -> None:
    assert names_shown(admin_client.get(page_address(round_, whom=query))) == shown


def test_an_address_of_another_kind_is_never_recorded_unseen(round_: Round, admin_client: Client) -> None:
    address = page_address(round_, "Ann", "Bob")
    page = admin_client.post(address, fields_of(admin_client.get(address)) | {"channel": "phone"})
    assert (
        "What stood beside Ann is on file as an address of another kind than “telephone”. Below stands now what is on "
        "file for that: look it over. Nothing was recorded."
    ) in text_of(page)
    assert made() == []
    ann = round_.recipients.get(name="Ann").pk
    fields = fields_of(page)
    assert fields[f"made_to_{ann}"] == ["01603 1"]
    assert admin_client.post(address, fields | {"made_on": "2026-07-01"}).status_code == 302
    assert made()[0] == ("Ann", "request", "2026-07-01", "phone", "sent", "01603 1", "")


def test_an_address_that_was_typed_is_kept(round_: Round, admin_client: Client) -> None:
    address = page_address(round_, "Ann")
    ann = round_.recipients.get(name="Ann").pk
    typed = {f"made_to_{ann}": "her office", "channel": "phone", "made_on": ""}
    assert admin_client.post(address, fields_of(admin_client.get(address)) | typed).status_code == 302
    assert made() == [("Ann", "request", "", "phone", "sent", "her office", "")]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"recipient": []}, "Tick everyone who was approached. Nothing was recorded."),
        (
            {"made_on": "soon"},
            "“soon” is not a date this record can keep: write 2017, 2017-07 or 2017-07-03, or leave it empty.",
        ),
    ],
)
def test_what_cannot_be_kept_is_said_on_the_page_and_recorded_for_nobody(
    changed: dict[str, Any], said: str, round_: Round, admin_client: Client
) -> None:
    address = page_address(round_, "Ann", "Bob")
    page = admin_client.post(address, fields_of(admin_client.get(address)) | changed)
    assert said in text_of(page)
    assert made() == []


def test_somebody_of_another_round_cannot_be_slipped_in(round_: Round, admin_client: Client) -> None:
    stranger = make.make_recipient(make.make_round(), "Zoe")
    address = page_address(round_, "Ann")
    fields = fields_of(admin_client.get(address))
    page = admin_client.post(address, fields | {"recipient": [*fields["recipient"], str(stranger.pk)]})
    assert "Somebody who was ticked is not among those shown here. Nothing was recorded." in text_of(page)
    assert made() == []


def test_too_many_to_tick_are_all_approached_each_at_the_address_on_file(
    round_: Round, admin_client: Client
) -> None:
    for _ in range(220):
        make.make_recipient(round_)
    address = page_address(round_, whom="awaiting")
    fields = fields_of(admin_client.get(address))
    assert not [name for name in fields if name.startswith("made_to")]
    assert admin_client.post(address, fields | {"channel": "phone"}).status_code == 302
    assert Approach.objects.count() == 222
    assert [each[5] for each in made()][:2] == ["01603 1", ""]


@pytest.mark.parametrize(
    ("role", "status"), [("make_viewer", 403), ("make_reporter", 302), ("make_publisher", 302)]
)
def test_who_may_record_an_approach(role: str, status: int, round_: Round, client: Client) -> None:
    client.force_login(make.make_user())
    address = page_address(round_, "Ann")
    fields = fields_of(client.get(address))
    client.force_login(getattr(make, role)())
    assert client.get(address).status_code == (200 if status == 302 else status)
    assert client.post(address, fields).status_code == status
    assert Approach.objects.count() == (1 if status == 302 else 0)


def choose(client: Client, *recipients: Recipient) -> Any:
    return client.post(
        reverse("admin:questions_recipient_changelist"),
        {"action": "record_an_approach", "_selected_action": [recipient.pk for recipient in recipients]},
    )


def test_the_list_of_recipients_leads_to_the_page(round_: Round, admin_client: Client) -> None:
    ann, bob, _ = round_.recipients.in_order()
    answer = choose(admin_client, ann, bob)
    assert (answer.status_code, answer.url) == (302, page_address(round_, "Ann", "Bob"))


def test_those_of_two_rounds_are_approached_one_round_at_a_time(round_: Round, admin_client: Client) -> None:
    other = make.make_round(title="Roads")
    round_.title = "Rails"
    round_.save()
    answer = choose(admin_client, round_.recipients.get(name="Ann"), make.make_recipient(other))
    told = messages_on(admin_client.get(answer.url))
    assert told == [
        (
            "Those chosen are on the lists of “Rails” and “Roads”. Choose those of one round at a time: nothing was "
            "recorded."
        )
    ]


def test_the_page_asks_as_often_with_3_people_as_with_60(round_: Round, admin_client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            admin_client.get(page_address(round_, whom="everyone"))
        return len(asked)

    queries()
    few = queries()
    for _ in range(57):
        recipient = make.make_recipient(round_, party=make.make_party())
        make.make_contact_address(recipient.politician)  # type: ignore[arg-type]
        make.make_approach(recipient)
    assert queries() == few
    assert few < 20
