"""Pictures in a real browser: narrow, by touch, light and dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.accessibility import axe_finds
from tests.browser.conftest import Browser, fits
from tests.factories import (
    make_answer,
    make_campaign,
    make_group,
    make_party,
    make_question,
    make_recipient,
    make_response,
    make_round,
)

pytestmark = pytest.mark.django_db(transaction=True)

AXES_OWN = "{'url': ''"  # axe measures with a style of its own, which the security policy refuses
PAGES = (
    "/",
    "/rounds/large/",
    "/rounds/small/",
    "/campaigns/campaign/",
    "/parties/green-party/",
    "/politicians/ann/",
    "/rounds/small/questions/1/",
)
SMALL_TARGETS = """() => [...document.querySelectorAll('.named-seats a')].filter(
  (link) => link.getBoundingClientRect().height < 24).map((link) => link.textContent)"""


def fill() -> None:
    """A small round with everything a picture can hold, and a large one that follows it."""
    campaign = make_campaign("Campaign", slug="campaign")
    small = make_round(
        slug="small", title="Small", asked_count=12, asked_on="2026-01", campaign=campaign, questions=0
    )
    make_question(small, number=1, kind="yes_no")
    green, long = make_party(colour="#6ab023"), "Alexandria-Konstantina Featherstonehaugh-Cholmondeley"
    ann = make_recipient(small, "Ann", party=green)
    make_answer(make_response(ann, make_recipient(small, long)), 1, ticked="yes", position="no")
    for decision in ("excused", "unreachable", "left", "not_reported", "no_response", ""):
        make_recipient(small, decision=decision, decision_wording="on leave", party=green)
    make_response(make_recipient(small), refuses=True, statement="No.")
    make_group(small, size=2, party=green)
    make_group(small, "Others", decision="no_response")
    make_response(make_recipient(small, "Vera", volunteered=True), statement="Unasked.")
    large = make_round(
        slug="large", title="Large", asked_count=60, follows=small, campaign=campaign, questions=0
    )
    make_recipient(large, politician=ann.politician, party=green)
    for place in range(44):
        make_recipient(large, party=green if place % 2 else None, decision="no_response" if place % 3 else "")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing_in_pictures_and_no_page_scrolls_sideways(
    browser: Browser, live_server: LiveServer, dark: bool
) -> None:
    fill()

    def walk(page: Page) -> dict[str, list[str]]:
        found = {}
        for address in PAGES:
            page.goto(live_server.url + address)
            found[address] = [*axe_finds(page), *([] if fits(page) else ["scrolls sideways"])]
            found[address] += page.evaluate(SMALL_TARGETS)
        return found

    found = browser.walk(walk, width=320, dark=dark, javascript=True, expected=AXES_OWN)
    assert {address: lines for address, lines in found.items() if lines} == {}


def test_name_in_the_picture_leads_to_their_entry(browser: Browser, live_server: LiveServer) -> None:
    fill()

    def walk(page: Page) -> str:
        page.goto(f"{live_server.url}/rounds/small/")
        page.locator(".named-seats").get_by_role("link", name="Ann", exact=True).click()
        return str(page.locator(":target").get_attribute("data-recipient"))

    assert browser.walk(walk, width=390, javascript=False) == "ann"
