"""axe finds nothing on the pages on which editors spend their days, light and dark."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from questions.models import Round
from tests.browser.accessibility import axe_finds
from tests.browser.conftest import Browser
from tests.browser.rounds import make_libraries
from tests.browser.steps import PASSWORD, sign_in
from tests.factories import make_user

# axe measures with a style of its own, which the security policy refuses; a page's own error has an address.
AXES_OWN = "{'url': ''"

pytestmark = pytest.mark.django_db(transaction=True)


def pages_of(round_: Round) -> list[str]:
    """The addresses of the newsdesk, and of the desk of a round with the pages to which it leads."""
    desk = reverse("admin:questions_round_desk", args=[round_.pk])
    people = [person.pk for person in round_.recipients.in_order()]
    response = round_.responses.order_by("pk").first()
    assert response is not None
    return [
        reverse("admin:index"),
        desk,
        f"{desk}?show=late",
        f"{reverse('admin:questions_response_add')}?round={round_.pk}&signatory={people[0]}",
        reverse("admin:questions_response_change", args=[response.pk]),
        f"{reverse('admin:questions_round_approaches', args=[round_.pk])}?whom=everyone",
        f"{reverse('admin:questions_round_silences', args=[round_.pk])}?tick=ready",
        f"{reverse('admin:questions_round_deadline', args=[round_.pk])}?whom=late",
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_on_the_editors_pages(
    browser: Browser, live_server: LiveServer, dark: bool
) -> None:
    make_user("editor", password=PASSWORD)
    round_ = make_libraries()
    addresses = pages_of(round_)
    silences = f"{reverse('admin:questions_round_silences', args=[round_.pk])}?tick=ready"

    def walk(page: Page) -> dict[str, list[str]]:
        page.goto(f"{live_server.url}/admin/")
        found = {"sign-in": axe_finds(page)}
        sign_in(page, live_server, "editor")
        for address in addresses:
            page.goto(live_server.url + address)
            found[address] = axe_finds(page)
        page.goto(live_server.url + silences)
        page.get_by_role("button", name="Put forward").click()
        expect(page.get_by_role("link", name="Back without changing anything")).to_be_visible()
        found["putting a silence forward"] = axe_finds(page)
        return found

    found = browser.walk(walk, dark=dark, expected=AXES_OWN)
    assert {address: lines for address, lines in found.items() if lines} == {}


def test_axe_finds_what_is_wrong(browser: Browser, live_server: LiveServer) -> None:
    def walk(page: Page) -> list[str]:
        page.goto(f"{live_server.url}/admin/")
        page.evaluate("document.querySelector('label').remove()")
        return [line.split(" ")[0] for line in axe_finds(page)]

    assert browser.walk(walk) == ["label"]
