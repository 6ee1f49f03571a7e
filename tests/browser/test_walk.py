"""The walk that the product exists for: a reader finds an answer, an editor asks again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from questions.models import Answer, Recipient, Round
from tests.browser.conftest import Browser, fits
from tests.factories import make_user

pytestmark = pytest.mark.usefixtures("record")

LAMB_ON_FUNDING = (
    "Norfolk is not adequately funded. The planned 8pc real terms cut in per student funding by 2020 nationwide "
    "is deeply concerning - at a time when we should be investing more in children and young people."
)


@pytest.mark.parametrize(("width", "javascript"), [(390, True), (1280, True), (390, False)])
def test_reader_walks_from_the_front_page_to_an_answer(
    browser: Browser, live_server: LiveServer, width: int, javascript: bool
) -> None:
    def walk(page: Page) -> str:
        page.goto(live_server.url)
        page.get_by_role("link", name="Norfolk's nine MPs").first.click()
        expect(page.locator("h1")).to_have_text("Norfolk's nine MPs")
        expect(page.get_by_text("Three of nine answered.").first).to_be_visible()
        expect(page.locator('[data-standing="no_response"]')).to_have_count(5)
        lamb = page.locator('[data-recipient="norman-lamb"]')
        lamb.get_by_role("link", name=re.compile("3")).first.click()
        expect(page).to_have_url(f"{live_server.url}/rounds/norfolk-mps/questions/3/#norman-lamb")
        assert not javascript or fits(page)
        return page.locator("article#norman-lamb blockquote").inner_text()

    assert browser.walk(walk, width=width, javascript=javascript).strip() == LAMB_ON_FUNDING


def test_every_kind_of_page_fits_a_narrow_phone(browser: Browser, live_server: LiveServer) -> None:
    addresses = [
        "/",
        "/campaigns/fighting-for-their-futures/",
        "/rounds/norfolk-mps/",
        "/rounds/childrens-services-committee/",
        "/rounds/childrens-services-committee/questions/1/",
        "/politicians/",
        "/politicians/emma-corlett/",
        "/parties/labour/",
        "/bodies/childrens-services-committee/",
        "/answers/",
        "/non-respondents/",
        "/corrections/",
        "/how-we-count/",
        "/about/",
    ]

    def walk(page: Page) -> list[str]:
        too_wide = []
        for address in addresses:
            page.goto(live_server.url + address)
            if not fits(page):
                too_wide.append(address)
        return too_wide

    assert browser.walk(walk, width=320) == []


def test_editor_starts_a_follow_up_round_and_publishes_it(browser: Browser, live_server: LiveServer) -> None:
    make_user("editor", password="a-long-password")

    def walk(page: Page) -> str:
        page.goto(f"{live_server.url}/admin/")
        page.get_by_label("Username").fill("editor")
        page.get_by_label("Password").fill("a-long-password")
        page.get_by_role("button", name="Log in").click()
        page.locator("#content-main").get_by_role("link", name="Norfolk's nine MPs").click()
        page.get_by_role("link", name="Start a follow-up round").click()
        page.get_by_role("button", name="Make the draft").click()
        page.get_by_role("link", name="Publish…").click()
        page.get_by_role("button", name=re.compile("^Publish")).click()
        page.goto(f"{live_server.url}/rounds/norfolk-mps-follow-up/")
        expect(page.get_by_role("link", name="Norfolk's nine MPs").first).to_be_visible()
        expect(page.get_by_text("asked again, no reply yet").first).to_be_visible()
        page.goto(f"{live_server.url}/rounds/norfolk-mps/")
        page.get_by_role("link", name="Norfolk's nine MPs: follow-up").first.click()
        return page.url

    assert browser.walk(walk) == f"{live_server.url}/rounds/norfolk-mps-follow-up/"
    follow_up = Round.objects.get(slug="norfolk-mps-follow-up")
    carried = Recipient.objects.filter(round=follow_up).in_order()
    assert [recipient.slug for recipient in carried] == [
        "george-freeman",
        "brandon-lewis",
        "elizabeth-truss",
        "richard-bacon",
        "keith-simpson",
    ]
    assert follow_up.is_published()
    assert "Chloe Smith" in follow_up.notes
    assert Answer.objects.count() == 24
