"""The accessibility statement kept: axe on every kind of page, light and dark, and nothing scrolls sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.accessibility import axe_finds
from tests.browser.conftest import Browser, fits
from tests.factories import name_publisher

# axe measures with a style of its own, which the security policy refuses; a page's own error has an address.
AXES_OWN = "{'url': ''"

pytestmark = pytest.mark.usefixtures("record")
PAGES = [
    "/",
    "/campaigns/fighting-for-their-futures/",
    "/rounds/norfolk-mps/",
    "/rounds/norfolk-mps/questions/3/",
    "/rounds/childrens-services-committee/",
    "/politicians/",
    "/politicians/emma-corlett/",
    "/parties/labour/",
    "/bodies/childrens-services-committee/",
    "/answers/?q=funding",
    "/non-respondents/",
    "/corrections/",
    "/how-we-count/",
    "/about/",
]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_on_the_readers_pages(
    browser: Browser, live_server: LiveServer, dark: bool
) -> None:
    def walk(page: Page) -> dict[str, list[str]]:
        found = {}
        for address in PAGES:
            page.goto(live_server.url + address)
            found[address] = axe_finds(page)
        return found

    found = browser.walk(walk, dark=dark, expected=AXES_OWN)
    assert {address: lines for address, lines in found.items() if lines} == {}


def test_the_longest_names_and_addresses_do_not_make_a_page_scroll_sideways(
    browser: Browser, live_server: LiveServer
) -> None:
    name_publisher(name="W" * 200, contact_email=f"{'w' * 60}@{'w' * 60}.example", run_by="W" * 500)

    def walk(page: Page) -> list[str]:
        scrolling = []
        for address in PAGES:
            page.goto(live_server.url + address)
            if not fits(page):
                scrolling.append(address)
        return scrolling

    assert browser.walk(walk, width=320) == []
