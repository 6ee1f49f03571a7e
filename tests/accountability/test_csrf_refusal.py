"""A page whose token is old gets its words back; what another site sends is refused and shown to nobody."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from questions.models import Campaign
from tests import desk
from tests import factories as make
from tests.pages import fields_of, messages_on, page_of, text_of

pytestmark = pytest.mark.django_db

OURS = {"Origin": "http://testserver"}
OLD = "This page was out of date, mostly because you signed in again in another tab. Nothing was saved"
REFUSED = "It did not come from a page that this site gave your browser just now, so nothing was changed."


def signed_in() -> Client:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make.make_user("editor", password=desk.PASSWORD))
    return client


def add_page() -> str:
    return reverse("admin:questions_campaign_add")


def send(client: Client, headers: dict[str, str], **more: Any) -> Any:
    words = {"title": desk.LINE, "summary": desk.ODD, "csrfmiddlewaretoken": "a" * 64}
    return client.post(add_page(), words, headers=headers, **more)


def go_on(client: Client, page: Any, headers: dict[str, str]) -> Any:
    """Press the button of the page that says what happened."""
    return client.post(add_page(), fields_of(page), headers=headers)


def test_an_old_token_gives_the_words_back_on_the_filled_page() -> None:
    client = signed_in()
    refused = send(client, OURS)
    assert refused.status_code == 403
    assert text_of(refused).startswith(f"Nothing was saved {OLD}; what you typed is kept here.")
    assert "no-store" in refused.headers["Cache-Control"]
    again = go_on(client, refused, OURS)
    assert again.status_code == 200
    filled = desk.filled(again)
    assert (filled["title"], filled["summary"]) == ([desk.LINE], [desk.ODD])
    assert messages_on(again) == ["Nothing has been saved yet: look it over and save."]
    assert Campaign.objects.count() == 0
    saved = {**fields_of(again), "title": "Schools", "slug": "schools", "_save": "1"}
    assert client.post(add_page(), saved, headers=OURS).status_code == 302
    assert Campaign.objects.get().summary == desk.ODD.replace("\r\n", "\n")


def test_signed_in_again_in_another_tab(client: Client) -> None:
    """The walk that brings it about: the other tab's sign-in gives the browser another token."""
    client = Client(enforce_csrf_checks=True)
    make.make_user("editor", password=desk.PASSWORD)
    login = reverse("admin:login")
    assert desk.sign_in_again(client, client.get(login)).status_code == 302
    typed = {**fields_of(client.get(add_page())), "title": [desk.LINE]}
    client.post(reverse("admin:logout"), {"csrfmiddlewaretoken": client.cookies["csrftoken"].value})
    assert desk.sign_in_again(client, client.get(login)).status_code == 302
    refused = client.post(add_page(), typed, headers=OURS)
    assert refused.status_code == 403
    assert desk.filled(go_on(client, refused, OURS))["title"] == [desk.LINE]


def test_signed_out_and_an_old_token_ask_to_sign_in_first() -> None:
    client = signed_in()
    client.logout()
    refused = send(client, OURS)
    assert (refused.status_code, refused.templates[0].name) == (403, "admin/login.html")
    again = desk.sign_in_again(client, refused)
    assert desk.filled(again)["title"] == [desk.LINE]
    assert Campaign.objects.count() == 0


def test_a_token_that_grows_old_on_the_way_keeps_the_words_once_more() -> None:
    client = signed_in()
    fields = fields_of(send(client, OURS))
    refused = client.post(add_page(), {**fields, "csrfmiddlewaretoken": "b" * 64}, headers=OURS)
    assert refused.status_code == 403
    assert desk.filled(go_on(client, refused, OURS))["title"] == [desk.LINE]


ELSEWHERE = [
    {},
    {"Origin": "http://elsewhere.example"},
    {"Origin": "null"},
    {"Origin": "https://testserver"},
    {"Origin": "http://testserver:8000"},
    {"Origin": "http://testserver.elsewhere.example"},
    {"Referer": "http://elsewhere.example/?http://testserver/"},
    {"Referer": "http://testserver@elsewhere.example/"},
    {"Referer": "http://[broken/"},
    {"Origin": "http://testserver", "Referer": "http://elsewhere.example/"},
    {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "http://testserver", "Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("headers", ELSEWHERE)
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_what_another_site_sends_fills_nothing(headers: dict[str, str], is_signed_in: bool) -> None:
    client = signed_in()
    if not is_signed_in:
        client.logout()
    refused = send(client, headers)
    assert refused.status_code == 403
    assert REFUSED in " ".join("".join(page_of(refused).itertext()).split())
    assert "two spaces" not in refused.content.decode()
    assert page_of(refused).findall(".//input") == []
    assert Campaign.objects.count() == 0


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_another_site_cannot_send_words_that_were_kept(headers: dict[str, str]) -> None:
    client = signed_in()
    fields = fields_of(send(client, OURS))
    forged = {**fields, "csrfmiddlewaretoken": "a" * 64}
    assert "two spaces" not in client.post(add_page(), forged, headers=headers).content.decode()
    with_password = {**forged, "username": "editor", "password": desk.PASSWORD}
    client.logout()
    client.post(add_page(), with_password, headers=headers)
    assert "_auth_user_id" not in client.session


def test_over_https_the_origin_is_https() -> None:
    client = signed_in()
    assert OLD in text_of(send(client, {"Origin": "https://testserver"}, secure=True))
    assert OLD in text_of(send(client, {"Referer": "https://testserver/admin/"}, secure=True))
    assert REFUSED in send(client, OURS, secure=True).content.decode().replace("\n", " ")


@pytest.mark.parametrize("page", ["/admin/login/", "/admin/logout/"])
def test_signing_in_and_out_keep_nothing(page: str) -> None:
    client = signed_in()
    refused = client.post(page, {"username": "editor", "password": "secret"}, headers=OURS)
    assert refused.status_code == 403
    assert refused.templates[0].name == "403_csrf.html"


def test_a_browser_without_cookies_can_copy_the_words() -> None:
    client = signed_in()
    refused = send(client, OURS)
    boxes = page_of(refused).findall(".//p[@class='desk-typed']/textarea")
    assert ["".join(box.itertext()).strip("\ue000\n") for box in boxes] == [
        desk.LINE,
        desk.ODD.replace("\r\n", "\n").strip("\n"),
    ]
    assert User.objects.count() == 1
