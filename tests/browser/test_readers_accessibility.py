"""The accessibility statement kept: axe on every kind of page, light and dark, and nothing scrolls sideways."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from questions.models import PreviewLink
from tests.browser.accessibility import axe_finds
from tests.browser.conftest import Browser, fits
from tests.factories import make_recipient, make_response, make_round, make_user, name_publisher

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


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_where_something_is_not_there_or_not_yet(
    browser: Browser, live_server: LiveServer, dark: bool
) -> None:
    make_round(slug="gone", withdrawn_at=timezone.now(), withdrawal_note="Some of it was wrong.")
    draft = make_round(published=False)
    make_response(make_recipient(draft, "Ann"), answers={1: "Words."}, published=False)
    editor, day = make_user(), datetime.timedelta(days=1)
    open_, ended = (
        PreviewLink.objects.create(
            round=draft, made_for="a lawyer", made_by=editor, expires_at=timezone.now() + left
        )
        for left in (day, -day)
    )
    addresses = {
        "/no/such/page/": 404,
        "/rounds/gone/": 410,
        open_.get_absolute_url(): 200,
        f"{open_.get_absolute_url()}questions/1/": 200,
        ended.get_absolute_url(): 410,
    }

    def walk(page: Page) -> dict[str, tuple[int, list[str]]]:
        found = {}
        for address in addresses:
            answer = page.goto(live_server.url + address)
            assert answer is not None
            found[address] = (answer.status, axe_finds(page))
        return found

    # Without the policy, which axe's own style breaks: the one thing that the console may tell is the status.
    found = browser.walk(walk, dark=dark, policy=False, expected="Failed to load resource")
    assert found == {address: (status, []) for address, status in addresses.items()}


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
