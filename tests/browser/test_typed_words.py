"""What an editor types stays in the browser until it is saved: offered, never filled in by itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, expect
from pytest_django.live_server_helper import LiveServer

from questions.models import Campaign, Question, Response, Round
from tests import factories as make
from tests.browser.conftest import Browser

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "a-long-password"
WORDS = "  Two lines,\n“quoted”, 🗞️, עברית  "
OFFER = "You typed something here at "
BACK = "It is back. Nothing has been saved yet: look it over and save."


@pytest.fixture(autouse=True)
def editors(transactional_db: None) -> None:  # noqa: ARG001 - the server has to see them
    make.make_user("editor", password=PASSWORD)
    make.make_user("colleague", password=PASSWORD)


def sign_in(page: Page, username: str = "editor") -> None:
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def open_page(page: Page, address: str) -> None:
    """Open a page of the desk as whoever is signed in, or as the editor."""
    page.goto(address)
    if page.locator("#login-form").count():
        sign_in(page)
    expect(page.locator(".desk-keeps")).to_be_attached()  # the script is at work


def keep(page: Page) -> None:
    """Wait until the page says that the words are kept."""
    expect(page.get_by_text("What you type is kept in this browser until you save")).to_be_visible()


def drawer(page: Page) -> list[dict[str, Any]]:
    """What lies in the browser."""
    stored: dict[str, str] = page.evaluate("({...localStorage})")
    return [json.loads(value) for key, value in stored.items() if key.startswith("kept-words/")]


def close_and_open(page: Page, address: str) -> Page:
    """Close the tab, as a crash does, and open the page in another one."""
    context = page.context
    page.close()
    new = context.new_page()
    open_page(new, address)
    return new


def add_campaign(server: LiveServer) -> str:
    return f"{server.url}/admin/questions/campaign/add/"


def test_words_of_a_closed_tab_are_offered_and_brought_back(
    browser: Browser, live_server: LiveServer
) -> None:
    def walk(page: Page) -> tuple[str, str]:
        open_page(page, add_campaign(live_server))
        page.get_by_label("Title").fill("Schools")
        page.get_by_label("Summary").fill(WORDS)
        keep(page)
        page = close_and_open(page, add_campaign(live_server))
        expect(page.get_by_role("status").get_by_text(OFFER)).to_be_visible()
        unfilled = page.get_by_label("Summary").input_value()
        page.get_by_role("button", name="Bring it back").press("Enter")
        expect(page.get_by_text(BACK)).to_be_visible()
        expect(page.get_by_label("Title")).to_have_value("Schools")
        expect(page.get_by_label("Slug")).to_have_value("schools")
        filled = page.get_by_label("Summary").input_value()
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("was added successfully")).to_be_visible()
        page.goto(add_campaign(live_server))
        page.wait_for_load_state("networkidle")
        expect(page.get_by_text(OFFER)).to_have_count(0)
        assert drawer(page) == []
        return unfilled, filled

    assert browser.walk(walk) == ("", WORDS)
    assert Campaign.objects.get().summary == WORDS


def test_words_are_thrown_away_when_asked(browser: Browser, live_server: LiveServer) -> None:
    def walk(page: Page) -> None:
        open_page(page, add_campaign(live_server))
        page.get_by_label("Title").fill("Schools")
        keep(page)
        page = close_and_open(page, add_campaign(live_server))
        page.get_by_role("button", name="Throw it away").click()
        expect(page.get_by_text("It is thrown away.")).to_be_visible()
        assert drawer(page) == []
        page = close_and_open(page, add_campaign(live_server))
        expect(page.get_by_text(OFFER)).to_have_count(0)

    browser.walk(walk)


def test_what_lies_in_the_browser_cannot_be_read_there(browser: Browser, live_server: LiveServer) -> None:
    """The machine may be shared: neither the drawer nor the next person who signs in shows the words."""

    def walk(page: Page) -> list[dict[str, Any]]:
        open_page(page, add_campaign(live_server))
        page.get_by_label("Title").fill("Topsecret")
        keep(page)
        kept = drawer(page)
        page.context.clear_cookies()
        page = close_and_open_as(page, "colleague", add_campaign(live_server))
        expect(page.get_by_text(OFFER)).to_have_count(0)
        assert len(drawer(page)) == 1
        return kept

    (kept,) = browser.walk(walk)
    assert sorted(kept) == ["address", "at", "iv", "sealed"]
    assert kept["address"] == "/admin/questions/campaign/add/?#campaign_form"
    assert "Topsecret" not in str(kept)


def close_and_open_as(page: Page, username: str, address: str) -> Page:
    context = page.context
    page.close()
    new = context.new_page()
    new.goto(address)
    sign_in(new, username)
    expect(new.locator(".desk-keeps")).to_be_attached()
    return new


def test_signing_out_empties_the_drawer_of_that_editor_only(
    browser: Browser, live_server: LiveServer
) -> None:
    def walk(page: Page) -> None:
        open_page(page, add_campaign(live_server))
        page.get_by_label("Title").fill("Schools")
        keep(page)
        page.context.clear_cookies()
        page = close_and_open_as(page, "colleague", add_campaign(live_server))
        page.get_by_label("Title").fill("Roads")
        keep(page)
        assert len(drawer(page)) == 2
        page.once("dialog", Dialog.accept)
        page.get_by_role("button", name="Log out").click()
        expect(page.get_by_role("link", name="Log in again")).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert len(drawer(page)) == 1
        page.goto(add_campaign(live_server))
        sign_in(page)
        expect(page.get_by_text(OFFER)).to_be_visible()

    browser.walk(walk)


def test_words_older_than_seven_days_are_dropped(browser: Browser, live_server: LiveServer) -> None:
    def walk(page: Page) -> None:
        open_page(page, add_campaign(live_server))
        page.get_by_label("Title").fill("Schools")
        keep(page)
        age = """(days) => Object.keys(localStorage).filter((key) => key.startsWith("kept-words/")).forEach((key) => {
            const record = JSON.parse(localStorage.getItem(key));
            localStorage.setItem(key, JSON.stringify({...record, at: Date.now() - days * 86400000}));
        })"""
        page.evaluate(age, 6.9)
        context = page.context
        page.close()
        page = context.new_page()
        open_page(page, add_campaign(live_server))
        expect(page.get_by_text("You typed something here on ")).to_be_visible()
        page.evaluate(age, 7.1)
        page.goto(f"{live_server.url}/admin/")
        page.wait_for_load_state("networkidle")
        assert drawer(page) == []

    browser.walk(walk)


def leaves(page: Page, address: str) -> list[str]:
    """Go to another page; the warnings that were shown."""
    shown: list[str] = []

    def answer(dialog: Dialog) -> None:
        shown.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.evaluate("(address) => { location.href = address; }", address)
    page.wait_for_url(address)
    page.remove_listener("dialog", answer)
    return shown


def test_leaving_a_changed_page_warns_and_saving_it_does_not(
    browser: Browser, live_server: LiveServer
) -> None:
    home = f"{live_server.url}/admin/"

    def walk(page: Page) -> None:
        open_page(page, add_campaign(live_server))
        page.get_by_label("Title").click()
        assert leaves(page, home) == []
        open_page(page, add_campaign(live_server))
        page.get_by_label("Title").fill("Schools")
        assert leaves(page, home) == ["beforeunload"]
        open_page(page, add_campaign(live_server))
        page.get_by_label("Title").fill("Schools")
        page.get_by_label("Title").fill("")
        page.get_by_label("Slug").fill("")
        assert leaves(page, home) == []
        open_page(page, add_campaign(live_server))
        page.on("dialog", lambda dialog: pytest.fail(dialog.type))
        page.get_by_label("Title").fill("Schools")
        page.get_by_label("Title").press("Enter")
        expect(page.get_by_text("was added successfully")).to_be_visible()

    browser.walk(walk)
    assert Campaign.objects.count() == 1


def test_a_page_that_was_refused_warns_too_and_is_offered_again(
    browser: Browser, live_server: LiveServer
) -> None:
    def walk(page: Page) -> str:
        open_page(page, add_campaign(live_server))
        page.get_by_label("Summary").fill(WORDS)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("Please correct the error")).to_be_visible()
        page.get_by_label("Title").click()
        keep(page)
        expect(page.get_by_text(OFFER)).to_have_count(0)
        assert leaves(page, f"{live_server.url}/admin/") == ["beforeunload"]
        page = close_and_open(page, add_campaign(live_server))
        page.get_by_role("button", name="Bring it back").click()
        expect(page.get_by_text(BACK)).to_be_visible()
        return page.get_by_label("Summary").input_value()

    assert browser.walk(walk) == WORDS


def test_signing_in_again_returns_to_the_filled_page(browser: Browser, live_server: LiveServer) -> None:
    """Also without the script: nothing of it is needed."""

    def walk(page: Page) -> str:
        page.goto(add_campaign(live_server))
        sign_in(page)
        page.get_by_label("Title").fill("Schools")
        page.get_by_label("Slug").fill("schools")
        page.get_by_label("Summary").fill(WORDS)
        page.context.clear_cookies(name="sessionid")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(
            page.get_by_text("You were signed out. Nothing was saved; what you typed is kept here")
        ).to_be_visible()
        sign_in(page)
        expect(page.get_by_text("You are signed in again. Nothing has been saved yet")).to_be_visible()
        assert page.url == add_campaign(live_server)
        kept = page.get_by_label("Summary").input_value()
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("was added successfully")).to_be_visible()
        return kept

    # The browser's own console notes an answer 403: that is how it was answered.
    assert browser.walk(walk, javascript=False, expected="403") == WORDS
    assert Campaign.objects.get().summary == WORDS


def test_rows_choices_and_ticks_come_back(browser: Browser, live_server: LiveServer) -> None:
    round_ = make.make_round(published=False, questions=1)
    for _ in range(31):
        make.make_recipient(round_)
    make.make_source(title="The Paper")
    address = f"{live_server.url}/admin/questions/round/{round_.pk}/change/"
    chosen = f"{live_server.url}/admin/questions/response/add/?round={round_.pk}"

    def walk(page: Page) -> None:
        open_page(page, address)
        page.locator("#id_questions-0-text").fill("One, changed?")
        page.locator("#id_questions-1-text").fill("Two?")
        page.get_by_role("button", name="Add another Question").click()
        page.locator("#id_questions-2-text").fill("Three?")
        page.locator(".field-sources .select2-selection").click()
        page.get_by_role("option", name="The Paper").click()
        keep(page)
        page = close_and_open(page, address)
        page.get_by_role("button", name="Bring it back").click()
        expect(page.get_by_text(BACK)).to_be_visible()
        expect(page.locator("#id_questions-0-text")).to_have_value("One, changed?")
        expect(page.locator("#id_questions-1-text")).to_have_value("Two?")
        expect(page.locator("#id_questions-2-text")).to_have_value("Three?")
        expect(page.locator(".field-sources .select2-selection__choice")).to_contain_text("The Paper")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("was changed successfully")).to_be_visible()

        open_page(page, chosen)
        page.locator("#id_signatories_from option").nth(3).dblclick()
        page.locator("#id_answer_1").fill(WORDS)
        keep(page)
        page = close_and_open(page, chosen)
        expect(page.locator("#id_signatories_to option")).to_have_count(0)
        page.get_by_role("button", name="Bring it back").click()
        expect(page.get_by_text(BACK)).to_be_visible()
        expect(page.locator("#id_signatories_to option")).to_have_count(1)
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("was recorded.")).to_be_visible()

    browser.walk(walk)
    texts = list(Question.objects.order_by("number").values_list("text", flat=True))
    assert texts == ["One, changed?", "Two?", "Three?"]
    assert [source.title for source in Round.objects.get().sources.all()] == ["The Paper"]
    response = Response.objects.get()
    assert response.answers.get(question__number=1).text == WORDS
    assert [signatory.recipient for signatory in response.signatories.all()] == [
        round_.recipients.order_by("position")[3]
    ]


def test_words_never_go_over_what_somebody_else_saved(browser: Browser, live_server: LiveServer) -> None:
    """A row that stands elsewhere now gets its own words; a box that says something else now is left alone."""
    round_ = make.make_round(published=False, questions=2, introduction="Before.")
    first, second = round_.questions.order_by("number")
    address = f"{live_server.url}/admin/questions/round/{round_.pk}/change/"

    def type_and_close(page: Page) -> Any:
        open_page(page, address)
        page.locator("#id_introduction").fill("Mine.")
        page.locator("#id_questions-1-text").fill("My second?")
        keep(page)
        return page.context.storage_state()

    state = browser.walk(type_and_close)
    round_.introduction = "Theirs."
    round_.save()
    first.delete()

    def bring_back(page: Page) -> tuple[str, str, str]:
        open_page(page, address)
        page.get_by_role("button", name="Bring it back").click()
        expect(
            page.get_by_text("Some of it has no place here now, or something else stands there.")
        ).to_be_visible()
        return (
            page.locator("#id_introduction").input_value(),
            page.locator(".desk-offer textarea").input_value(),
            page.locator("#id_questions-0-text").input_value(),
        )

    assert browser.walk(bring_back, storage=state) == ("Theirs.", "Mine.", "My second?")
    assert second.round_id == round_.pk


def test_the_desks_own_pages_keep_words_too(browser: Browser, live_server: LiveServer) -> None:
    round_ = make.make_round()
    make.make_recipient(round_)
    address = f"{live_server.url}/admin/questions/round/{round_.pk}/withdraw/"

    def walk(page: Page) -> str:
        open_page(page, address)
        page.get_by_label("What readers are told").fill(WORDS)
        keep(page)
        page = close_and_open(page, address)
        page.get_by_role("button", name="Bring it back").click()
        expect(page.get_by_text(BACK)).to_be_visible()
        kept = page.get_by_label("What readers are told").input_value()
        page.get_by_role("button", name="Withdraw now").click()
        expect(page.get_by_text("is withdrawn.")).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert drawer(page) == []
        return kept

    assert browser.walk(walk) == WORDS


def test_passwords_are_not_kept(browser: Browser, live_server: LiveServer) -> None:
    def walk(page: Page) -> None:
        open_page(page, f"{live_server.url}/admin/auth/user/add/")
        page.locator("#id_password1").fill("very-secret-words")
        page.locator("#id_username").fill("new")
        keep(page)
        page = close_and_open(page, f"{live_server.url}/admin/auth/user/add/")
        page.get_by_role("button", name="Bring it back").click()
        expect(page.locator("#id_username")).to_have_value("new")
        expect(page.locator("#id_password1")).to_have_value("")

    browser.walk(walk)
