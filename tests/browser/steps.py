"""What every walk through the desk begins with: somebody signs in."""

from __future__ import annotations

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

PASSWORD = "a-long-password"


def sign_in(page: Page, live_server: LiveServer, username: str) -> None:
    """Sign in as *username*, whose password is `PASSWORD`, and stand at the newsdesk."""
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Newsdesk")).to_be_visible()
