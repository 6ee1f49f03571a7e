"""That a reply came is public from the moment it is recorded: it is not taken away from anybody in silence."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from questions.actions import publish_round, put_forward_silences, strike_response, withdraw_round
from questions.actions.amendments import amend_response
from questions.actions.corrections import Note
from questions.actions.rounds import add_members
from questions.actions.telling import UntoldChangeError
from questions.models import Correction, Recipient, Response, Round
from tests.factories import (
    make_approach,
    make_body,
    make_membership,
    make_politician,
    make_publisher,
    make_recipient,
    make_reporter,
    make_response,
    make_round,
)
from tests.pages import NOTE as FIELDS
from tests.pages import fields_of, send, text_of

pytestmark = pytest.mark.django_db

NOTE = Note("It was entered for the wrong person.", "No reply from Ann is on record.")


@pytest.fixture
def round_() -> Round:
    return make_round(slug="spring", title="Spring", asked_on="2026-07-01", deadline_on="2026-07-10")


@pytest.fixture
def ann(round_: Round) -> Recipient:
    ann = make_recipient(round_, "Ann")
    make_approach(ann, made_on="2026-07-01")
    return ann


@pytest.fixture
def ben(round_: Round) -> Recipient:
    return make_recipient(round_, "Ben")


@pytest.fixture
def unread(ann: Recipient) -> Response:
    """Ann's reply, recorded in a public round and not read by anybody yet."""
    return make_response(ann, answers={1: "Words."}, published=False)


@pytest.fixture
def pat() -> User:
    return make_publisher("pat")


def browser_of(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def address(page: str, response: Response) -> str:
    return reverse(f"admin:questions_response_{page}", args=[response.pk])


def test_nobody_deletes_a_reply_that_readers_know_of(unread: Response, pat: User) -> None:
    for user in (make_reporter("ada"), pat):
        browser = browser_of(user)
        assert browser.post(address("delete", unread), {"post": "yes"}).status_code == 403
        listed = reverse("admin:questions_response_changelist")
        browser.post(listed, {"action": "delete_selected", "_selected_action": [unread.pk], "post": "yes"})
    assert Response.objects.filter(pk=unread.pk).exists()


def test_a_reply_to_a_draft_is_deleted_without_ado(unread: Response, pat: User) -> None:
    Round._base_manager.filter(pk=unread.round_id).update(published_at=None)
    browser = browser_of(pat)
    sent = fields_of(browser.get(address("delete", unread)))
    browser.post(address("delete", unread), {**sent, "post": "yes"})
    assert not Response.objects.exists()


@pytest.mark.parametrize("how", ["origin", "signatories"])
def test_who_replied_is_not_changed_in_silence(
    how: str, unread: Response, ann: Recipient, ben: Recipient, pat: User
) -> None:
    changes = {"origin": "public_record"} if how == "origin" else {"signatories": [ben]}
    with pytest.raises(UntoldChangeError) as refusal:
        amend_response(response=unread, by=pat, **changes)
    assert [(each.thing, each.label, each.earlier, each.later) for each in refusal.value.changes] == [
        (ann, "Reply on record", "yes", "no")
    ]
    unread.refresh_from_db()
    amend_response(response=unread, by=pat, correction=NOTE, **changes)
    note = Correction.objects.published().get()
    assert (note.recipient, note.was) == (ann, NOTE.was)


def test_a_reporter_cannot_take_a_reply_from_anybody(
    unread: Response, ann: Recipient, ben: Recipient
) -> None:
    browser = browser_of(make_reporter("ada"))
    page = send(browser, address("change", unread), signatories=[str(ben.pk)])
    assert "Readers have seen Ann: a publisher may correct that. Nothing was changed." in text_of(page)
    page = send(browser, address("change", unread), origin="public_record")
    assert "Readers have seen Ann: a publisher may correct that. Nothing was changed." in text_of(page)
    assert ann.has_reply_on_file()


def test_a_second_reply_of_the_same_person_keeps_the_record_true(
    unread: Response, ann: Recipient, pat: User
) -> None:
    make_response(ann, published=False)
    strike_response(response=unread, by=pat)
    assert (Correction.objects.count(), ann.has_reply_on_file()) == (0, True)


def test_a_reply_entered_by_mistake_is_struck_with_a_note(
    unread: Response, ann: Recipient, pat: User, client: Client
) -> None:
    with pytest.raises(UntoldChangeError):
        strike_response(response=unread, by=pat)
    browser = browser_of(pat)
    page = browser.get(address("strike", unread))
    assert fields_of(page)["correction-was"] == ["Ann was said to have replied."]
    assert fields_of(page)["correction-now"] == ["No reply from Ann is on record."]
    assert Response.objects.count() == 1
    browser.post(address("strike", unread), {**fields_of(page), "correction-now": " "})
    assert Response.objects.count() == 1
    browser.post(address("strike", unread), {**fields_of(page), **FIELDS})
    assert (Response.objects.count(), Correction.objects.get().recipient) == (0, ann)
    assert "It was wrong." in client.get("/rounds/spring/").content.decode()
    assert "Words." not in client.get("/rounds/spring/").content.decode()


def test_a_published_reply_is_not_struck(ann: Recipient, pat: User) -> None:
    response = make_response(ann)
    with pytest.raises(ValidationError) as refusal:
        strike_response(response=response, by=pat, correction=NOTE)
    told = "This response was published, or is set to be: withdraw it with a note, or call that off."
    assert refusal.value.messages == [f"{told} Nothing was changed."]


def test_no_silence_while_the_reply_is_on_record(unread: Response, ann: Recipient, pat: User) -> None:
    with pytest.raises(ValidationError):
        put_forward_silences(recipients=[ann], by=pat)
    strike_response(response=unread, by=pat, correction=NOTE)
    assert put_forward_silences(recipients=[ann], by=pat) == [ann]


def test_who_is_new_on_a_public_list_is_told_of(round_: Round, pat: User) -> None:
    seat = make_membership(make_politician("Cem"), make_body())
    with pytest.raises(UntoldChangeError) as refusal:
        add_members(round=round_, memberships=[seat], by=pat)
    assert [(str(each.thing), each.label) for each in refusal.value.changes] == [("Cem", "On the list")]
    add_members(round=round_, memberships=[seat], by=pat, correction=NOTE)
    assert Correction.objects.get().recipient == round_.recipients.get(name="Cem")


@pytest.mark.usefixtures("ann")
def test_a_round_that_is_published_again_says_so(round_: Round, pat: User) -> None:
    withdraw_round(round=round_, by=pat, note="Wrong names.")
    publish_round(round=round_, by=pat)
    note = Correction.objects.published().get()
    assert (note.round, note.now, note.kind) == (round_, "It is published again.", "clarification")
    assert note.was.startswith("This round was withdrawn on ")
