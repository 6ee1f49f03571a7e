"""A real browser on a real server. The browser runs in a thread of its own, away from the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, Playwright, sync_playwright

from tests.browser_installed import browser_on_this_machine

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Walk = Callable[[Page], Any]


@dataclass
class Browser:
    """Walks through the site; a walk fails if the browser's console has an error."""

    thread: ThreadPoolExecutor
    playwright: Playwright
    chromium: Any

    def walk(
        self,
        steps: Walk,
        *,
        width: int = 1280,
        javascript: bool = True,
        storage: Any = None,
        expected: str = "\0",
        dark: bool = False,
        policy: bool = True,
    ) -> Any:
        """Take *steps* on a fresh page, with what an earlier walk *stored*; return what they return.

        An error of the console that says what is *expected*, such as the number of a refusal, is none. Without the
        *policy* the browser does as if the site had sent no content security policy.
        """
        drawn = {
            "viewport": {"width": width, "height": 900},
            "java_script_enabled": javascript,
            "color_scheme": "dark" if dark else "light",
            "storage_state": storage,
            "bypass_csp": not policy,
        }
        return self.thread.submit(self._walk, steps, drawn, expected).result(timeout=120)

    def _walk(self, steps: Walk, drawn: dict[str, Any], expected: str) -> Any:
        context = self.chromium.new_context(**drawn, locale="en-GB")
        context.set_default_timeout(15_000)
        page = context.new_page()
        errors: list[str] = []
        context.on(
            "console",
            lambda said: errors.append(f"{said.text} {said.location}") if said.type == "error" else None,
        )
        context.on("weberror", lambda error: errors.append(str(error.error)))
        try:
            found = steps(page)
        finally:
            context.close()
        assert [error for error in errors if expected not in error] == []
        return found


def fits(page: Page) -> bool:
    """Whether the page, once it is there, does not scroll sideways.

    A click that leads on returns before the next page is there: it is waited for, or there is nothing to measure.
    """
    page.wait_for_load_state()
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = browser_on_this_machine()
    with ThreadPoolExecutor(max_workers=1) as thread:
        started: Future[tuple[Playwright, Any]] = thread.submit(_start, str(executable))
        playwright, chromium = started.result(timeout=60)
        yield Browser(thread, playwright, chromium)
        thread.submit(chromium.close).result(timeout=30)
        thread.submit(playwright.stop).result(timeout=30)


def _start(executable: str) -> tuple[Playwright, Any]:
    playwright = sync_playwright().start()
    return playwright, playwright.chromium.launch(executable_path=executable, args=FLAGS)


@pytest.fixture
def record(transactional_db: None) -> None:  # noqa: ARG001 - the server has to see what is committed
    """Both articles, as `make run` loads them."""
    call_command("loaddata", "reference", "norfolk-mps", "childrens-services-committee", verbosity=0)
