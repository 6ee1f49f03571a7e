"""A reader at the page of a round: on a phone and at a desk, with and without JavaScript, and on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from tests import made_up_round
from tests.browser.accessibility import axe_finds
from tests.browser.conftest import Browser, fits

AXES_OWN = "{'url': ''"  # axe measures with a style of its own, which the security policy refuses
LAMB = "Norfolk is not adequately funded. The planned 8pc real terms cut in per student funding by 2020"
ROUND = "/rounds/norfolk-mps/"
COMMITTEE = "/rounds/childrens-services-committee/"
PAGES = [
    ROUND,
    f"{ROUND}?view=person",
    f"{COMMITTEE}?view=grid",
    f"{COMMITTEE}?view=cube&party=labour",
    f"{COMMITTEE}all/",
    f"{ROUND}questions/3/",
    "/compare/?politician=mike-sands&politician=emma-corlett&politician=roger-smith&politician=nobody",
    "/compare/",
    "/how-we-count/",
]


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("javascript", [True, False])
def test_reader_on_a_phone_sees_who_answered_and_reads_mr_lamb_in_one_tap(
    browser: Browser, live_server: LiveServer, javascript: bool
) -> None:
    def walk(page: Page) -> float:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(live_server.url + ROUND)
        counting = page.get_by_role("list", name="How everyone asked is counted")
        end = counting.bounding_box()
        assert end is not None
        expect(page.get_by_text("Three of nine answered.")).to_be_in_viewport()
        expect(counting.get_by_role("link", name="Keith Simpson")).to_be_in_viewport()
        funding = page.locator("article", has_text="adequately funded to enable")
        lamb = funding.get_by_role("listitem").filter(has_text="Norman Lamb")
        expect(lamb.get_by_role("blockquote")).to_contain_text(LAMB)
        expect(lamb.get_by_role("blockquote")).to_be_visible()
        whole = page.locator("article").first.get_by_role("listitem").filter(has_text="Norman Lamb")
        expect(whole.get_by_role("blockquote")).to_be_hidden()
        whole.locator("summary").click()
        expect(whole.get_by_role("blockquote")).to_contain_text("That does not encourage confidence.")
        counting.get_by_role("link", name="Norman Lamb").click()
        expect(page.locator('[data-recipient="norman-lamb"]')).to_be_in_viewport()
        return end["y"] + end["height"]

    assert browser.walk(walk, width=390, javascript=javascript) < 844


@pytest.mark.usefixtures("record")
def test_paper_has_every_word(browser: Browser, live_server: LiveServer) -> None:
    def walk(page: Page) -> tuple[int, int]:
        page.goto(live_server.url + ROUND)
        hidden = "details.opens:not([open]) blockquote"
        on_screen = page.locator(hidden).locator("visible=true").count()
        page.emulate_media(media="print")
        for quotation in page.locator(hidden).all():
            expect(quotation).to_be_visible()
            box = quotation.bounding_box()
            assert box is not None
            assert box["height"] > 20
        return on_screen, page.locator(hidden).count()

    on_screen, on_paper = browser.walk(walk)
    assert (on_screen, on_paper > 5) == (0, True)


@pytest.mark.usefixtures("record")
def test_paper_keeps_the_beginnings_where_a_browser_opens_nothing(
    browser: Browser, live_server: LiveServer
) -> None:
    def without_the_part(route: Route) -> None:
        sheet = route.fetch()
        route.fulfill(response=sheet, body=sheet.text().replace("::details-content", "::no-such-part"))

    def walk(page: Page) -> tuple[int, int, bool]:
        page.route("**/print*.css", without_the_part)
        page.goto(live_server.url + ROUND)
        page.emulate_media(media="print")
        begun = page.locator("details.opens:not([open]) > summary .excerpt")
        where = page.get_by_text("/rounds/norfolk-mps/all/").locator("visible=true")
        return begun.count(), begun.locator("visible=true").count(), where.count() == 1

    begun, visible, says_where = browser.walk(walk)
    assert (visible, begun > 5, says_where) == (begun, True, True)


@pytest.mark.usefixtures("record")
def test_whole_round_is_read_with_the_keyboard(browser: Browser, live_server: LiveServer) -> None:
    def walk(page: Page) -> None:
        page.goto(live_server.url + ROUND)
        page.get_by_role("link", name="By question").focus()
        for _ in range(2):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("table")).to_be_visible()
        page.get_by_role("region", name="Everyone beside every question").focus()
        expect(page.get_by_role("region", name="Everyone beside every question")).to_be_focused()
        page.goto(live_server.url + ROUND)
        page.locator("summary").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("details[open] blockquote")).to_be_visible()

    browser.walk(walk)


@pytest.mark.usefixtures("record")
def test_line_to_quote_is_selected_whole_by_one_press(browser: Browser, live_server: LiveServer) -> None:
    def walk(page: Page) -> tuple[str, str]:
        page.goto(f"{live_server.url}{ROUND}questions/3/")
        lamb = page.locator("article#norman-lamb")
        lamb.get_by_text("Quote this answer").click()
        line = lamb.locator(".quote-line")
        line.click()
        return str(page.evaluate("String(getSelection())")).strip(), line.inner_text()

    selected, line = browser.walk(walk)
    assert selected == line
    assert line.startswith("Norman Lamb (Liberal Democrat, North Norfolk), answering question 3 of ")
    assert line.endswith(f"{live_server.url}{ROUND}questions/3/#norman-lamb")


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("width", [320, 768])
def test_nothing_scrolls_sideways(browser: Browser, live_server: LiveServer, width: int) -> None:
    def walk(page: Page) -> list[str]:
        wide = []
        for address in PAGES:
            page.goto(live_server.url + address)
            if not fits(page):
                wide.append(address)
        return wide

    assert browser.walk(walk, width=width) == []


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_axe_finds_nothing(browser: Browser, live_server: LiveServer, dark: bool) -> None:
    def walk(page: Page) -> dict[str, list[str]]:
        found = {}
        for address in PAGES:
            page.goto(live_server.url + address)
            found[address] = axe_finds(page)
        return found

    found = browser.walk(walk, dark=dark, expected=AXES_OWN)
    assert {address: lines for address, lines in found.items() if lines} == {}


@pytest.mark.django_db(transaction=True)
def test_somebody_is_found_among_many_on_a_phone(browser: Browser, live_server: LiveServer) -> None:
    address = made_up_round.make(people=150).get_absolute_url()

    def walk(page: Page) -> None:
        page.goto(live_server.url + address)
        assert fits(page)
        page.get_by_role("link", name="Find a name").click()
        page.get_by_label("Find a name").fill("zadna ada")
        page.get_by_role("button", name="Show").click()
        expect(page.get_by_text("of the 150 on this round's list")).to_be_visible()
        expect(page.locator("[data-recipient]")).to_have_count(1)
        expect(page.locator("[data-recipient]")).to_contain_text("Ada Żadna (made up)")
        page.get_by_role("link", name="Grid").click()
        expect(page.get_by_role("row")).to_have_count(2)
        assert fits(page)

    browser.walk(walk, width=390, javascript=False)
