"""What the desk's script is told: the key to an editor's drawer, and which of its words are saved."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accountability.browser_words import key_for
from tests import desk
from tests import factories as make
from tests.pages import page_of, send

pytestmark = pytest.mark.django_db

LABEL = "0123456789abcdef" * 2


def told(page: Any) -> dict[str, str]:
    """What the script's own element says."""
    (script,) = [
        element
        for element in page_of(page).iter("script")
        if str(element.get("src", "")).endswith("accountability/typed_words.js")
    ]
    return {name: value for name, value in script.attrib.items() if name.startswith("data-")}


def saved(page: Any) -> list[str]:
    return [name for name in page.cookies if name.startswith("saved-words-")]


def add_page() -> str:
    return reverse("admin:questions_campaign_add")


def test_each_editor_has_a_key_of_their_own_and_nobody_else_gets_it(settings: Settings) -> None:
    client = desk.signed_in()
    editor, colleague = make.make_user("ann"), make.make_user("ben")
    assert len({key_for(editor), key_for(colleague)}) == 2
    client.force_login(editor)
    assert told(client.get(add_page())) == {
        "data-home": "/admin/",
        "data-editor": str(editor.pk),
        "data-key": key_for(editor),
    }
    before = key_for(editor)
    settings.SECRET_KEY = "another"
    assert key_for(editor) != before
    client.logout()
    assert told(client.get(reverse("admin:login"))) == {"data-home": "/admin/"}
    assert told(client.post(add_page(), {"title": "Schools"})) == {"data-home": "/admin/"}


def test_the_page_after_signing_out_says_who_did() -> None:
    client = desk.signed_in()
    editor = client.get(add_page()).wsgi_request.user
    assert told(client.post(reverse("admin:logout"))) == {
        "data-home": "/admin/",
        "data-signed-out": str(editor.pk),
    }


def test_words_are_called_saved_once_they_are() -> None:
    client = desk.signed_in()
    refused = send(client, add_page(), title="", summary="Words.", _kept_as=LABEL)
    assert (refused.status_code, saved(refused), "data-unsaved" in told(refused)) == (200, [], True)
    added = send(client, add_page(), title="Schools", slug="schools", _kept_as=LABEL)
    assert saved(added) == [f"saved-words-{LABEL}"]
    cookie = added.cookies[f"saved-words-{LABEL}"]
    assert (cookie["path"], cookie["samesite"], cookie["max-age"], cookie["httponly"]) == (
        "/admin/",
        "Strict",
        3600,
        "",
    )
    in_a_window = send(client, f"{add_page()}?_popup=1", title="Roads", slug="roads", _kept_as=LABEL)
    assert (in_a_window.status_code, saved(in_a_window)) == (200, [f"saved-words-{LABEL}"])


def test_words_that_come_back_are_not_called_saved() -> None:
    client = desk.signed_in()
    client.logout()
    refused = client.post(add_page(), {"title": "Schools", "_kept_as": LABEL})
    again = desk.sign_in_again(client, refused)
    assert (saved(refused), saved(again), "data-unsaved" in told(again)) == ([], [], True)


@pytest.mark.parametrize("label", ["", "x" * 32, LABEL + "0", f"{LABEL}\r\nSet-Cookie: a=b", f"{LABEL}; a=b"])
def test_a_made_up_label_sets_no_cookie(label: str, settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = False
    added = send(desk.signed_in(), add_page(), title="Schools", slug="schools", _kept_as=label)
    assert (added.status_code, saved(added)) == (302, [])


def test_over_https_the_cookie_is_for_https(settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = True
    client = desk.signed_in()
    sent = {"title": "Schools", "slug": "schools", "_kept_as": LABEL}
    added = client.post(add_page(), sent, secure=True)
    assert added.cookies[f"saved-words-{LABEL}"]["secure"] is True


def test_opening_a_page_says_nothing_of_unsaved_words(client: Client) -> None:
    client.force_login(make.make_user())
    chosen = {"action": "delete_selected", "_selected_action": [make.make_campaign().pk]}
    asked = client.post(reverse("admin:questions_campaign_changelist"), chosen)
    for page in (client.get(add_page()), asked):
        assert (page.status_code, "data-unsaved" in told(page)) == (200, False)
