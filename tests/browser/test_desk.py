"""The editors' day in a browser: a joint reply in few clicks, a whole response by keyboard, every page on a tablet."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from questions.models import Response, Round
from tests import factories as make
from tests.browser.conftest import Browser, fits
from tests.browser.rounds import make_libraries
from tests.browser.steps import PASSWORD, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

COUNT_PRESSES = """addEventListener("pointerdown", (event) => {
  if (event.isTrusted) sessionStorage.presses = Number(sessionStorage.presses || 0) + 1;
}, true);"""


def make_buses() -> Round:
    """A draft with four questions and five people, all of whom have been asked."""
    round_ = make.make_round(title="Buses", questions=4, published=False, asked_on="2026-07-01")
    for name in ("Ann Abbott", "Ben Brown", "Cat Carter", "Dan Dye", "Eve Ellis"):
        make.make_approach(make.make_recipient(round_, name), made_on="2026-07-01")
    return round_


def whole(response: Response) -> dict[str, Any]:
    """What was recorded of a reply."""
    return {
        "from": [signatory.recipient.name for signatory in response.signatories.order_by("position")],
        "received": response.received_on,
        "answers": list(response.answers.order_by("question__number").values_list("text", flat=True)),
        "by": str(response.entered_by),
    }


def test_joint_reply_of_three_to_four_questions_takes_two_pages_and_eleven_clicks(
    browser: Browser, live_server: LiveServer
) -> None:
    make.make_reporter("rita", password=PASSWORD)
    make_buses()

    def walk(page: Page) -> tuple[int, list[str]]:
        sign_in(page, live_server, "rita")
        page.context.add_init_script(COUNT_PRESSES)
        page.evaluate(COUNT_PRESSES)
        loads: list[str] = []
        page.on("domcontentloaded", lambda loaded: loads.append(loaded.title().split(" | ")[0]))
        page.locator("#content-main").get_by_role("link", name="Buses").first.click()
        for name in ("Ann Abbott", "Ben Brown", "Cat Carter"):
            page.get_by_role("checkbox", name=name).click()
        page.get_by_role("button", name="Record a response").click()
        page.get_by_label("Received on").click()
        page.keyboard.type("2026-07-03")
        for number in range(1, 5):
            page.locator(f"#id_answer_{number}").click()
            page.keyboard.type(f"Ours to {number}.")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(
            page.get_by_text("The response from Ann Abbott, Ben Brown and Cat Carter was recorded.")
        ).to_be_visible()
        return int(page.evaluate("Number(sessionStorage.presses)")), loads

    clicks, loads = browser.walk(walk)
    assert clicks == 11
    assert loads == ["Buses", "Add response", "Buses"]  # two pages on the way, and the desk again
    assert whole(Response.objects.get()) == {
        "from": ["Ann Abbott", "Ben Brown", "Cat Carter"],
        "received": "2026-07-03",
        "answers": ["Ours to 1.", "Ours to 2.", "Ours to 3.", "Ours to 4."],
        "by": "rita",
    }


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what *selector* means has the focus, and see that it is on the screen."""
    for _ in range(300):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            expect(page.locator(selector)).to_be_in_viewport()
            return
    raise AssertionError(f"{selector} cannot be reached with the Tab key.")


def test_a_whole_response_is_entered_by_keyboard(browser: Browser, live_server: LiveServer) -> None:
    make.make_reporter("rita", password=PASSWORD)
    round_ = make_buses()
    ann, _, cat, *_ = round_.recipients.in_order()
    desk = reverse("admin:questions_round_desk", args=[round_.pk])

    def walk(page: Page) -> int:
        page.context.add_init_script(COUNT_PRESSES)
        page.goto(f"{live_server.url}/admin/")
        page.keyboard.type("rita")  # the box has the focus
        tab_to(page, "#id_password")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Newsdesk")).to_be_visible()
        tab_to(page, f"a[href='{desk}']")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Buses")).to_be_visible()
        for person in (ann, cat):
            tab_to(page, f"#tick-{person.pk}")
            page.keyboard.press("Space")
        page.keyboard.press("Enter")  # the first of the buttons: a response from those ticked
        page.wait_for_url("**/response/add/**")
        tab_to(page, "#id_received_on")
        page.keyboard.type("2026-07-03")
        tab_to(page, "#id_channel")
        page.keyboard.type("let")
        for number in (1, 2):
            tab_to(page, f"#id_answer_{number}")
            page.keyboard.type(f"Ours to {number}.")
        tab_to(page, "#id_original")
        page.keyboard.type("1) Ours to 1.")
        page.keyboard.press("Enter")
        page.keyboard.type("2) Ours to 2.")
        tab_to(page, "input[name=_save]")
        page.keyboard.press("Enter")
        expect(page.get_by_text("The response from Ann Abbott and Cat Carter was recorded.")).to_be_visible()
        return int(page.evaluate("Number(sessionStorage.presses || 0)"))

    assert browser.walk(walk) == 0
    response = Response.objects.get()
    assert whole(response) == {
        "from": ["Ann Abbott", "Cat Carter"],
        "received": "2026-07-03",
        "answers": ["Ours to 1.", "Ours to 2."],
        "by": "rita",
    }
    assert (response.channel, response.original) == ("letter", "1) Ours to 1.\n2) Ours to 2.")


@pytest.mark.parametrize("width", [390, 768])
def test_pages_of_the_desk_do_not_scroll_sideways(
    browser: Browser, live_server: LiveServer, width: int
) -> None:
    make.make_user("editor", password=PASSWORD)
    round_ = make_libraries()
    response = round_.responses.order_by("pk").first()
    assert response is not None
    addresses = [reverse("admin:index")]
    addresses += [
        f"{reverse(f'admin:questions_round_{name}', args=[round_.pk])}?whom=everyone"
        for name in ("desk", "approaches", "deadline", "silences")
    ]
    addresses += [reverse("admin:questions_response_change", args=[response.pk])]

    def walk(page: Page) -> list[str]:
        sign_in(page, live_server, "editor")
        too_wide = []
        for address in addresses:
            page.goto(live_server.url + address)
            if not fits(page):
                too_wide.append(address)
        return too_wide

    assert browser.walk(walk, width=width) == []


@pytest.mark.parametrize("width", [768, 1000])
def test_a_form_takes_the_room_of_the_list_that_is_not_shown(
    browser: Browser, live_server: LiveServer, width: int
) -> None:
    make.make_user("editor", password=PASSWORD)
    response = make_libraries().responses.order_by("pk").first()
    assert response is not None

    def walk(page: Page) -> tuple[bool, float]:
        sign_in(page, live_server, "editor")
        page.goto(live_server.url + reverse("admin:questions_response_change", args=[response.pk]))
        box = page.locator("#content").bounding_box()
        assert box is not None
        return page.locator("#nav-sidebar").is_visible(), box["width"]

    assert browser.walk(walk, width=width) == (False, width)


def test_the_row_of_a_seat_fits_beside_the_list(browser: Browser, live_server: LiveServer) -> None:
    make.make_user("editor", password=PASSWORD)
    council = make.make_body("Norfolk County Council")
    committee = make.make_body("Children's services committee", parent=council)
    person = make.make_politician("Ann Abbott")
    make.make_membership(person, committee, party=make.make_party("Liberal Democrats"))

    def walk(page: Page) -> bool:
        sign_in(page, live_server, "editor")
        page.goto(live_server.url + reverse("admin:respondents_politician_change", args=[person.pk]))
        frame = page.locator("#memberships-group .tabular")
        return bool(frame.evaluate("frame => frame.scrollWidth <= frame.clientWidth"))

    assert browser.walk(walk, width=1280)


def test_the_grid_scrolls_in_a_frame_that_the_keyboard_reaches(
    browser: Browser, live_server: LiveServer
) -> None:
    make.make_user("editor", password=PASSWORD)
    round_ = make_libraries()

    def walk(page: Page) -> tuple[int, int]:
        sign_in(page, live_server, "editor")
        page.goto(live_server.url + reverse("admin:questions_round_desk", args=[round_.pk]))
        grid = page.get_by_role("region", name=re.compile("Grid of people and questions"))
        tab_to(page, ".desk-grid")
        who = page.locator("tbody .who").first
        before = who.bounding_box()
        for _ in range(12):
            page.keyboard.press("ArrowRight")
        expect(grid).not_to_have_js_property("scrollLeft", 0)
        after = who.bounding_box()
        assert before is not None
        assert after is not None
        return round(before["x"]), round(after["x"])

    before, after = browser.walk(walk, width=390)
    assert 0 <= after <= before  # whose row it is stays in sight


def test_ticks_and_buttons_work_without_javascript(browser: Browser, live_server: LiveServer) -> None:
    make.make_user("editor", password=PASSWORD)
    round_ = make_buses()

    def walk(page: Page) -> list[str]:
        sign_in(page, live_server, "editor")
        page.goto(live_server.url + reverse("admin:questions_round_desk", args=[round_.pk]))
        page.get_by_role("checkbox", name="Ann Abbott").check()
        page.get_by_role("checkbox", name="Cat Carter").check()
        page.get_by_role("button", name="Record an approach").click()
        expect(page.get_by_role("heading", name="Record an approach")).to_be_visible()
        names = page.locator("tbody tr th label").all_inner_texts()
        page.get_by_role("button", name="Record the approach").click()
        expect(page.get_by_text("An approach to two people was recorded.")).to_be_visible()
        return names

    assert browser.walk(walk, javascript=False) == ["Ann Abbott", "Cat Carter"]
