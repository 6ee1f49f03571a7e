"""Typed words survive what a page refuses, and the desk's own pages fill themselves with words that come back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from questions.actions import put_forward_silences
from questions.models import Decision, Response, Round
from tests import desk
from tests import factories as make
from tests.pages import messages_on, page_of, text_of

pytestmark = pytest.mark.django_db

BELL = "\x07"
AGAIN = "You are signed in again. Nothing has been saved yet: look it over and save."
ONCE_MORE = "You are signed in again. Nothing has been done yet: look it over and press the button again."


@pytest.mark.parametrize(("name", "page"), desk.pages_of_models())
def test_a_page_that_is_refused_gives_every_word_back(name: str, page: str) -> None:
    client = desk.signed_in()
    desk.plant_one_of_everything()
    address = desk.address_of(name, page)
    typed = desk.typed_into(client.get(address))
    for box, values in typed.items():
        if values in ([desk.LINE], [desk.ODD]):
            typed[box] = [f"{BELL}{values[0] * 10}"]
    before = desk.everything()
    refused = client.post(address, {**typed, "_save": "1"})
    assert refused.status_code == 200
    assert page_of(refused).findall(".//ul[@class='errorlist']") != []
    assert desk.filled(refused) == typed
    assert desk.everything() == before


def test_a_whole_reply_that_is_refused_gives_every_answer_back() -> None:
    client = desk.signed_in()
    round_ = make.make_round(questions=3)
    make.make_recipient(round_)
    address = f"{reverse('admin:questions_response_add')}?round={round_.pk}"
    typed = desk.filled(client.get(address))
    long = "A long answer. " * 7_000
    typed |= {"answer_1": [desk.ODD], "answer_2": [long], "answer_3": [f"{desk.ODD}{BELL}"]}
    refused = client.post(address, {**typed, "_save": "1"})
    assert "Say whose response it is: it needs at least one signatory." in text_of(refused)
    assert desk.filled(refused) == typed
    assert Response.objects.count() == 0


def members(client: Client) -> tuple[str, dict[str, Any]]:
    body = make.make_body()
    round_ = make.make_round(published=False, body=body)
    seats = [make.make_membership(make.make_politician(), body) for _ in range(3)]
    address = f"{reverse('admin:questions_round_members', args=[round_.pk])}?body={body.pk}"
    return address, {**desk.filled(client.get(address)), "membership": [str(seats[1].pk)]}


def follow_up(client: Client) -> tuple[str, dict[str, Any]]:
    round_ = make.make_round(asked_on="2026-07-01")
    for _ in range(3):
        make.make_recipient(round_, decision=Decision.NO_RESPONSE)
    address = f"{reverse('admin:questions_round_follow_up', args=[round_.pk])}?whom=everyone"
    typed = desk.filled(client.get(address))
    assert len(typed["recipient"]) == 3
    return address, {**typed, "recipient": typed["recipient"][1:], "question": ["2"], "title": [desk.LINE]}


def on_the_page(page: str, **typed: list[str]) -> Callable[[Client], tuple[str, dict[str, Any]]]:
    """One of the pages about a public round, its response or its answer, with something typed."""

    def fill(client: Client) -> tuple[str, dict[str, Any]]:
        response = make.make_response(make.make_recipient(make.make_round()), answers={1: "Words."})
        rows = {"round": response.round, "response": response, "answer": response.answers.get()}
        address = reverse(f"admin:questions_{page}", args=[rows[page.partition("_")[0]].pk])
        return address, {**desk.filled(client.get(address)), **typed}

    return fill


def approaches(client: Client) -> tuple[str, dict[str, Any]]:
    round_ = make.make_round()
    ann, _ben = (make.make_recipient(round_) for _ in range(2))
    address = reverse("admin:questions_round_approaches", args=[round_.pk])
    typed = {"recipient": [str(ann.pk)], "channel": ["phone"], f"made_to_{ann.pk}": [desk.LINE.strip()]}
    return address, {**desk.filled(client.get(address)), **typed}


def merge(client: Client) -> tuple[str, dict[str, Any]]:
    kept, other = make.make_politician(), make.make_politician()
    address = reverse("admin:respondents_politician_merge", args=[kept.pk])
    shown = client.get(address, {"other": other.pk})
    return address, desk.filled(shown)


def erase(client: Client) -> tuple[str, dict[str, Any]]:
    politician = make.make_politician()
    addresses = [make.make_contact_address(politician, value=value) for value in ("a@b.org", "c@d.org")]
    address = reverse("admin:respondents_politician_erase", args=[politician.pk])
    return address, {**desk.filled(client.get(address)), "addresses": [str(addresses[1].pk)]}


def publish_later(client: Client) -> tuple[str, dict[str, Any]]:
    round_ = make.make_round(published=False, asked_on="2026-07-01")
    make.make_recipient(round_)
    address = reverse("admin:questions_round_publish", args=[round_.pk])
    return address, {**desk.filled(client.get(address)), "when": ["later"], "at": ["2126-07-03T09:00"]}


def on_a_list(action: str, **typed: list[str]) -> Callable[[Client], tuple[str, dict[str, Any]]]:
    def page(client: Client) -> tuple[str, dict[str, Any]]:
        round_ = make.make_round(deadline_on="2026-07-02")
        chosen = [str(make.make_recipient(round_).pk) for _ in range(2)]
        make.make_recipient(round_)
        make.make_source()
        address = f"{reverse('admin:questions_recipient_changelist')}?round__id__exact={round_.pk}"
        shown = client.post(address, {"action": action, "_selected_action": chosen})
        return address, {**desk.filled(shown), **typed}

    return page


def confirm_a_silence(client: Client) -> tuple[str, dict[str, Any]]:
    round_ = make.make_round(deadline_on="2026-07-02")
    person = make.make_recipient(round_)
    make.make_approach(person)
    put_forward_silences(recipients=[person], by=make.make_reporter())
    address = reverse("admin:questions_round_silences", args=[round_.pk])
    asking = client.post(address, {"step": "confirm", "recipient": person.pk})
    return address, {**desk.filled(asking), "note": [desk.ODD]}


OWN_PAGES = [
    pytest.param(members, id="members"),
    pytest.param(follow_up, id="follow-up"),
    pytest.param(on_the_page("round_withdraw", note=[desk.ODD]), id="withdraw a round"),
    pytest.param(on_the_page("response_withdraw", note=[desk.ODD]), id="withdraw a response"),
    pytest.param(on_the_page("answer_withhold", note=[desk.ODD]), id="withhold an answer"),
    pytest.param(on_the_page("round_previews", made_for=[desk.LINE], days=["7"]), id="preview"),
    pytest.param(merge, id="merge"),
    pytest.param(erase, id="erase"),
    pytest.param(publish_later, id="publish at a set time"),
    pytest.param(approaches, id="approaches"),
    pytest.param(confirm_a_silence, id="confirm a silence"),
]


@pytest.mark.parametrize("page", OWN_PAGES)
def test_the_desks_own_pages_are_filled_again_after_signing_in(
    page: Callable[[Client], tuple[str, dict[str, Any]]],
) -> None:
    client = desk.signed_in()
    address, typed = page(client)
    before = desk.everything()
    client.logout()
    again = desk.sign_in_again(client, client.post(address, {**typed, "make": "Make the link"}))
    assert again.status_code == 200
    assert desk.filled(again) == typed
    assert messages_on(again) == [AGAIN]
    assert desk.everything() == before


def test_a_page_with_two_forms_fills_the_one_that_was_sent() -> None:
    client = desk.signed_in()
    round_ = make.make_round(published=False, deadline_on="2026-07-10")
    recipient = make.make_recipient(round_)
    address = reverse("admin:questions_round_deadline", args=[round_.pk])
    client.logout()
    sent = {"_extend": "1", "recipient": [recipient.pk], "until": desk.LINE}
    again = desk.sign_in_again(client, client.post(address, sent))
    boxes = {box.get("name"): box for box in page_of(again).iter("input")}
    assert (boxes["until"].get("value"), boxes["deadline_on"].get("value")) == (
        desk.LINE,
        "2026-07-10",
    )
    assert boxes["recipient"].get("checked") is not None
    assert messages_on(again) == [AGAIN]


def test_members_stay_ticked_as_they_were_when_the_page_is_refused() -> None:
    client = desk.signed_in()
    address, typed = members(client)
    typed["membership"] = [*typed["membership"], "999"]
    refused = client.post(address, typed)
    assert "1 of those ticked are not among the seats shown here. Nobody was added." in text_of(refused)
    assert desk.filled(refused)["membership"] == typed["membership"][:1]


def test_a_page_that_says_what_it_did_does_not_give_words_back() -> None:
    client = desk.signed_in()
    person = make.make_recipient(make.make_round(), private_note="Wrote from a@b.org.")
    address = make.make_contact_address(person.politician, value="a@b.org")  # type: ignore[arg-type]  # a person
    page = reverse("admin:respondents_politician_erase", args=[address.politician_id])
    done = client.post(page, {**desk.filled(client.get(page)), "addresses": [str(address.pk)]})
    (told,) = messages_on(done)
    assert told.startswith("Erased with every earlier value: ")
    assert "has no box" not in text_of(done)


@pytest.mark.parametrize("page", ["publish", "withdraw", "delete"])
def test_a_button_pressed_after_the_session_ended_does_nothing_by_itself(page: str) -> None:
    client = desk.signed_in()
    round_ = make.make_round(published=False, asked_on="2026-07-01")
    address = reverse(f"admin:questions_round_{page}", args=[round_.pk])
    before = desk.everything()
    client.logout()
    refused = client.post(address, {"post": "yes"})
    assert text_of(refused).startswith("You were signed out. Nothing was saved. Username:")
    again = desk.sign_in_again(client, refused)
    assert (again.status_code, messages_on(again)) == (200, [ONCE_MORE])
    assert desk.everything() == before


def test_rows_chosen_for_deletion_are_not_deleted_by_signing_in() -> None:
    client = desk.signed_in()
    campaign = make.make_campaign()
    address = reverse("admin:questions_campaign_changelist")
    client.logout()
    sent = {"action": "delete_selected", "_selected_action": [str(campaign.pk)], "post": "yes"}
    again = desk.sign_in_again(client, client.post(address, sent))
    assert (again.status_code, messages_on(again)) == (200, [ONCE_MORE])
    campaign.refresh_from_db()


def desks_addresses(patterns: list[Any], prefix: str) -> list[str]:
    """Every address of the admin, with the first row's number where it asks for one."""
    found: list[str] = []
    for pattern in patterns:
        part = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += desks_addresses(pattern.url_patterns, part)
        elif isinstance(pattern, URLPattern):
            found.append(part)
    return found


def test_no_page_of_the_desk_loses_words_or_acts_when_somebody_signs_in_again() -> None:
    """Over every address there is, also those that nobody has thought of here."""
    client = desk.signed_in()
    round_ = desk.plant_one_of_everything()
    make.make_response(make.make_recipient(round_), answers={1: "Words."}, published=False)
    words = {"words": desk.LINE, "title": desk.LINE, "apply": "1", "post": "yes", "_save": "1"}
    checked = 0
    for address in desks_addresses(get_resolver().url_patterns, "/"):
        if not address.startswith("/admin/") or any(
            mark in address for mark in ("(?P", "logout", "login", "<path:c")
        ):
            continue
        for_a_row = address
        for wanted in ("<path:object_id>", "<int:object_id>", "<id>"):
            for_a_row = for_a_row.replace(wanted, "1")
        before = desk.everything()
        client.logout()
        refused = client.post(for_a_row, words)
        assert refused.status_code == 403, for_a_row
        again = desk.sign_in_again(client, refused)
        assert desk.everything() == before, for_a_row
        if again.status_code == 302:  # a page that only leads to another: nobody types there
            assert not again.has_header("Set-Cookie") or "saved-words" not in again.headers["Set-Cookie"]
        assert "two spaces" in again.content.decode(), for_a_row
        checked += 1
    assert checked > len(admin.site._registry) * 4


def test_a_draft_published_meanwhile_gives_back_what_can_no_longer_be_saved() -> None:
    client = desk.signed_in()
    round_ = make.make_round(published=False)
    address = reverse("admin:questions_round_change", args=[round_.pk])
    typed = {**desk.filled(client.get(address)), "introduction": [desk.ODD]}
    Round._base_manager.filter(pk=round_.pk).update(published_at=make.PUBLISHED)
    client.logout()
    again = desk.sign_in_again(client, client.post(address, typed))
    assert desk.filled(again)["introduction"] == [desk.ODD]
