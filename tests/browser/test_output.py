"""Output is copied with a button, and without JavaScript by hand."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from questions.models import Round
from tests.browser.conftest import Browser, fits
from tests.factories import make_user

pytestmark = pytest.mark.usefixtures("record")


@pytest.mark.parametrize(("width", "javascript"), [(390, True), (768, True), (1280, True), (390, False)])
def test_output_fits_the_page_and_is_copied_from_its_box(
    browser: Browser, live_server: LiveServer, width: int, javascript: bool
) -> None:
    make_user("editor", password="a-long-password")
    address = f"{live_server.url}/admin/questions/round/{Round.objects.get(slug='norfolk-mps').pk}/output/"

    def walk(page: Page) -> str:
        page.goto(address)
        page.get_by_label("Username").fill("editor")
        page.get_by_label("Password").fill("a-long-password")
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("link", name="Markdown").click()
        box = page.get_by_role("textbox", name="Counting sentences, Markdown")
        expect(box).to_be_visible()
        if javascript:
            assert fits(page)
            page.get_by_role("button", name="Copy: Counting sentences, Markdown").click()
            expect(page.get_by_role("status").first).not_to_be_empty()
            chosen: str = page.evaluate(
                "document.activeElement.value.slice(0, document.activeElement.selectionEnd)"
            )
            return chosen
        expect(page.get_by_role("button", name="Copy")).to_have_count(0)
        return box.input_value()

    assert "Three of the nine MPs answered." in browser.walk(walk, width=width, javascript=javascript)
