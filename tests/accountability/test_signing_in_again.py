"""Signed out while typing: the words come back to their own page, and nothing is saved by signing in."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.contrib.sessions.models import Session
from django.core import signing
from django.test import Client
from django.urls import reverse

from questions.models import Campaign, Response
from tests import desk
from tests import factories as make
from tests.pages import messages_on, page_of, send, text_of

pytestmark = pytest.mark.django_db

UNREADABLE = "What was carried over from the page before cannot be read, so nothing could be filled in."
AGAIN = "You are signed in again. Nothing has been saved yet: look it over and save."
SIGNED_OUT = (
    "You were signed out. Nothing was saved; what you typed is kept here, and comes back when you sign in."
)


def sent_after_signing_out(client: Client, address: str, fields: dict[str, Any]) -> Any:
    """The answer to a page that was filled in, and sent when the session was over."""
    client.logout()
    return client.post(address, fields)


@pytest.mark.parametrize(("name", "page"), desk.pages_of_models())
def test_words_on_every_page_of_every_model_come_back(name: str, page: str) -> None:
    client = desk.signed_in()
    desk.plant_one_of_everything()
    address = desk.address_of(name, page)
    typed = desk.typed_into(client.get(address))
    assert [desk.LINE] in typed.values() or [desk.ODD] in typed.values()
    before = desk.everything()
    refused = sent_after_signing_out(client, address, {**typed, "_save": "1"})
    assert (refused.status_code, refused.templates[0].name) == (403, "admin/login.html")
    again = desk.sign_in_again(client, refused)
    assert again.status_code == 200
    assert desk.filled(again) == typed
    assert AGAIN in messages_on(again)
    assert desk.everything() == before


def test_the_sign_in_page_says_that_words_are_kept() -> None:
    client = desk.signed_in()
    refused = sent_after_signing_out(client, reverse("admin:questions_campaign_add"), {"title": "Schools"})
    assert text_of(refused).startswith(SIGNED_OUT)
    assert "no-store" in refused.headers["Cache-Control"]
    assert "no-store" in desk.sign_in_again(client, refused).headers["Cache-Control"]


def test_words_are_saved_by_the_editor_and_byte_for_byte() -> None:
    client = desk.signed_in()
    round_ = make.make_round(published=False)
    make.make_recipient(round_)
    address = f"{reverse('admin:questions_response_add')}?round={round_.pk}"
    long = "Ä quote. " * 12_500
    typed = {
        **desk.filled(client.get(address)),
        "signatories": [round_.recipients.get().pk],
        "answer_1": desk.ODD,
        "answer_2": long,
    }
    again = desk.sign_in_again(client, sent_after_signing_out(client, address, typed))
    assert again.request["PATH_INFO"] + "?" + again.request["QUERY_STRING"] == address
    assert Response.objects.count() == 0
    assert client.post(address, {**desk.filled(again), "_save": "1"}).status_code == 302
    saved = Response.objects.get().answers.order_by("question__number")
    assert [answer.text for answer in saved] == [desk.ODD.replace("\r\n", "\n"), long]
    assert len(long) > 100_000


def test_rows_added_within_a_page_come_back() -> None:
    client = desk.signed_in()
    round_ = make.make_round(published=False, questions=1)
    address = reverse("admin:questions_round_change", args=[round_.pk])
    typed = desk.filled(client.get(address))
    new = {name: value for name, value in typed.items() if name.startswith("questions-1-")}
    for name, value in new.items():
        typed[name.replace("-1-", "-2-")] = value
    typed |= {
        "questions-TOTAL_FORMS": ["3"],
        "questions-1-text": ["Second?"],
        "questions-2-text": ["Third?"],
        "questions-0-DELETE": ["on"],
    }
    again = desk.sign_in_again(client, sent_after_signing_out(client, address, typed))
    assert desk.filled(again) == typed
    assert round_.questions.count() == 1


def test_a_wrong_password_keeps_the_words() -> None:
    client = desk.signed_in()
    address = reverse("admin:questions_campaign_add")
    answer = sent_after_signing_out(client, address, {"title": desk.LINE})
    for _ in range(2):
        answer = desk.sign_in_again(client, answer, password="wrong")
        assert answer.status_code == 403
        assert "Please enter the correct username and password" in text_of(answer)
        assert text_of(answer).startswith(SIGNED_OUT)
    assert desk.filled(desk.sign_in_again(client, answer))["title"] == [desk.LINE]


def test_somebody_else_who_signs_in_gets_the_filled_page() -> None:
    client = desk.signed_in()
    make.make_user("colleague", password=desk.PASSWORD)
    refused = sent_after_signing_out(client, reverse("admin:questions_campaign_add"), {"title": desk.LINE})
    again = desk.sign_in_again(client, refused, username="colleague")
    assert desk.filled(again)["title"] == [desk.LINE]
    assert again.wsgi_request.user.username == "colleague"


def test_somebody_who_may_not_do_it_can_copy_the_words() -> None:
    client = desk.signed_in()
    reader = make.make_user("reader", password=desk.PASSWORD, is_superuser=False)
    reader.user_permissions.add(Permission.objects.get(codename="view_campaign"))
    refused = sent_after_signing_out(
        client, reverse("admin:questions_campaign_add"), {"title": "Schools", "summary": desk.ODD}
    )
    again = desk.sign_in_again(client, refused, username="reader")
    assert again.status_code == 403
    assert text_of(again).startswith(
        "Nothing was saved You are signed in, but you may not do this. Nothing was saved; what was typed stands below."
    )
    assert copied(again) == ["Schools", desk.ODD]
    assert "no-store" in again.headers["Cache-Control"]
    assert Campaign.objects.count() == 0


def copied(page: Any) -> list[str]:
    boxes = page_of(page).findall(".//p[@class='desk-typed']/textarea")
    return ["".join(box.itertext()).removeprefix("\ue000").replace("\n", "\r\n") for box in boxes]


def test_a_window_beside_the_page_stays_one() -> None:
    client = desk.signed_in()
    address = f"{reverse('admin:questions_campaign_add')}?_popup=1"
    typed = {**desk.typed_into(client.get(address)), "_popup": ["1"]}
    again = desk.sign_in_again(client, sent_after_signing_out(client, address, typed))
    assert desk.filled(again) == typed
    assert "popup" in str(page_of(again).find("body").get("class"))  # type: ignore[union-attr]


def test_words_are_in_no_address_no_session_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    client = desk.signed_in()
    refused = sent_after_signing_out(client, reverse("admin:questions_campaign_add"), {"title": "Topsecret"})
    again = desk.sign_in_again(client, refused)
    assert desk.filled(again)["title"] == ["Topsecret"]
    assert "Topsecret" not in caplog.text
    assert "Topsecret" not in str([session.get_decoded() for session in Session.objects.all()])
    assert "Topsecret" not in str([page.headers for page in (refused, again)])
    assert "Topsecret" not in str(client.cookies)


def test_passwords_and_tokens_are_not_carried() -> None:
    client = desk.signed_in()
    typed = {
        "username": "new",
        "password1": "very-secret",
        "password2": "very-secret",
        "csrfmiddlewaretoken": "x",
    }
    address = reverse("admin:auth_user_add")
    refused = sent_after_signing_out(client, address, typed)
    sealed = page_of(refused).find(".//input[@name='typed_words']").get("value")  # type: ignore[union-attr]
    assert signing.loads(str(sealed), salt=f"words typed on a page of the desk{address}") == [
        ["username", ["new"]]
    ]
    again = desk.sign_in_again(client, refused)
    fields = desk.filled(again)
    assert (fields["username"], fields["password1"], fields["password2"]) == (["new"], [""], [""])
    assert not User.objects.filter(username="new").exists()


def test_the_words_of_one_page_do_not_fill_another() -> None:
    client = desk.signed_in()
    refused = sent_after_signing_out(client, reverse("admin:questions_campaign_add"), {"title": "Schools"})
    sealed = str(page_of(refused).find(".//input[@name='typed_words']").get("value"))  # type: ignore[union-attr]
    client.force_login(User.objects.get(username="editor"))
    for address, words in [
        (reverse("admin:respondents_party_add"), sealed),
        (reverse("admin:questions_campaign_add"), f"{sealed}x"),
        (reverse("admin:questions_campaign_add"), "nonsense"),
    ]:
        page = client.post(address, {"typed_words": words})
        assert (page.status_code, messages_on(page)) == (200, [UNREADABLE])
        assert "Schools" not in text_of(page)


def test_signing_in_leads_nowhere_else() -> None:
    client = desk.signed_in()
    refused = sent_after_signing_out(client, reverse("admin:questions_campaign_add"), {"title": "Schools"})
    again = desk.sign_in_again(client, refused, next="https://elsewhere.example/")
    assert (again.status_code, desk.filled(again)["title"]) == (200, ["Schools"])


def test_looking_at_a_page_still_leads_to_the_plain_sign_in_page(client: Client) -> None:
    address = reverse("admin:questions_campaign_add")
    looked = client.get(address)
    assert (looked.status_code, looked.headers["Location"]) == (302, f"/admin/login/?next={address}")
    page = client.get(looked.headers["Location"])
    assert page_of(page).findall(".//input[@name='typed_words']") == []
    assert "signed out" not in text_of(page)


def test_a_page_that_was_deleted_meanwhile_gives_the_words_back() -> None:
    client = desk.signed_in()
    campaign = make.make_campaign()
    address = reverse("admin:questions_campaign_change", args=[campaign.pk])
    typed = {**desk.filled(client.get(address)), "summary": [desk.ODD]}
    campaign.delete()
    gone = client.post(address, typed)
    assert gone.status_code == 404
    assert desk.ODD in copied(gone)
    again = desk.sign_in_again(client, sent_after_signing_out(client, address, typed))
    assert again.status_code == 404
    assert desk.ODD in copied(again)


def test_a_right_that_was_taken_away_meanwhile_gives_the_words_back(client: Client) -> None:
    client.force_login(make.make_user(is_superuser=False))
    refused = client.post(reverse("admin:questions_campaign_add"), {"title": "Schools"})
    assert (refused.status_code, copied(refused)) == (403, ["Schools"])


def test_what_somebody_else_saved_meanwhile_is_shown_beside_the_words() -> None:
    client = desk.signed_in()
    campaign = make.make_campaign(summary="Before.")
    address = reverse("admin:questions_campaign_change", args=[campaign.pk])
    typed = {**desk.filled(client.get(address)), "summary": ["Mine."]}
    campaign.summary = "Theirs."
    campaign.save()
    again = desk.sign_in_again(client, sent_after_signing_out(client, address, typed))
    assert "Nothing was saved yet: somebody else was here meanwhile" in text_of(again)
    assert (desk.filled(again)["summary"], AGAIN in messages_on(again)) == (["Mine."], True)
    assert client.post(address, {**desk.filled(again), "_save": "1"}).status_code == 200
    campaign.refresh_from_db()
    assert campaign.summary == "Theirs."


@pytest.mark.urls("tests.accountability.urls_of_the_stock_admin")
def test_the_stock_admin_loses_the_words() -> None:
    """The twin: the same walk without the desk's site ends on an empty page."""
    client = desk.signed_in()
    address = reverse("admin:questions_campaign_add")
    refused = sent_after_signing_out(client, address, {"title": desk.LINE})
    assert (refused.status_code, refused.headers["Location"]) == (302, f"/admin/login/?next={address}")
    signed_in = desk.sign_in_again(client, client.get(refused.headers["Location"]))
    assert (signed_in.status_code, signed_in.headers["Location"]) == (302, address)
    assert desk.filled(client.get(address))["title"] == [""]


def test_a_saved_page_is_saved_as_before() -> None:
    client = desk.signed_in()
    answer = send(client, reverse("admin:questions_campaign_add"), title="Schools", slug="schools")
    assert answer.status_code == 302
    assert Campaign.objects.get().title == "Schools"
