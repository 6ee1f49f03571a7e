"""Blocks of data stand in pages without a violation of the security policy: the browser's console stays empty."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Browser
from tests.factories import make_correction, make_recipient, make_response, make_round

pytestmark = pytest.mark.django_db(transaction=True)
HOSTILE = "</script><script>document.title = 'taken over'</script>"


def test_facts_are_read_and_never_run(browser: Browser, live_server: LiveServer) -> None:
    round_ = make_round(slug="spring", title="Spring")
    make_response(make_recipient(round_, "Ann"), answers={1: HOSTILE})
    make_correction(round_, was=HOSTILE)

    def steps(page: Page) -> dict[str, Any]:
        page.goto(f"{live_server.url}/rounds/spring/questions/1/")
        facts: dict[str, Any] = json.loads(page.locator('script[type="application/ld+json"]').inner_text())
        assert "taken over" not in page.title()
        for address in ("/rounds/spring/", "/corrections/"):
            page.goto(f"{live_server.url}{address}")
            assert "taken over" not in page.title()
        return facts

    facts = browser.walk(steps)
    assert facts["mainEntity"]["suggestedAnswer"][0]["text"] == HOSTILE
