"""Hostile words in every text field, in a real browser, with the security policy on and with it off."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page, Request
from pytest_django.live_server_helper import LiveServer

from tests.browser.conftest import Browser
from tests.hostile_record import Hostile, make_hostile_record

pytestmark = pytest.mark.django_db(transaction=True)

GONE = "the server responded with a status of 4"  # the console tells of a page that is not there
REFUSED = "violates the following Content Security Policy"
RUN_A_SCRIPT = """() => {
  const script = document.createElement('script');
  script.textContent = 'window.broken = 1';
  document.body.append(script);
  return window.broken;
}"""

# Latin letters stand before every override and never after one: wherever they are drawn from right to left, an
# override reached out of its own words. Two texts overlap where they share more than half the height of a line.
FAULTS = r"""() => {
  const faults = new Set(), root = document.scrollingElement, lines = [], range = document.createRange();
  if (window.broken !== undefined) faults.add('a script ran');
  if (root.scrollWidth > root.clientWidth) faults.add(`scrolls sideways: ${root.scrollWidth}`);
  for (const part of ['h1', '.site-header .wordmark', '.site-footer p']) {
    const box = document.querySelector(part).getBoundingClientRect();
    if (box.height < 10 || box.width < 10) faults.add(`not to be seen: ${part}`);
  }
  const at = (text, place) => {
    range.setStart(text, place);
    range.setEnd(text, place + 1);
    return range.getBoundingClientRect();
  };
  const begun = (text) => `${text.parentElement.localName} ${text.data.trim().slice(0, 50)}`;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode());) {
    const around = text.parentElement;
    if (!text.data.trim() || around.closest('script, option, .visually-hidden, .skip')) continue;
    if (!around.checkVisibility()) continue;
    for (const word of text.data.matchAll(/[A-Za-z]{2,}/g)) {
      const first = at(text, word.index), last = at(text, word.index + word[0].length - 1);
      if (first.width && Math.abs(first.top - last.top) < 2 && first.left >= last.left) {
        faults.add(`turned around: ${begun(text)}`);
        break;
      }
    }
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) if (box.width > 2) lines.push([box, text]);
  }
  lines.sort(([a], [b]) => a.top - b.top);
  lines.forEach(([box, text], place) => {
    for (let next = place + 1; next < lines.length && lines[next][0].top < box.bottom; next++) {
      const [other, its] = lines[next];
      const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      const down = Math.min(box.bottom, other.bottom) - other.top;
      if (its !== text && across > 2 && down > Math.min(box.height, other.height) / 2) {
        faults.add(`overlap: ${begun(text)} / ${begun(its)}`);
      }
    }
  });
  return [...faults];
}"""


@pytest.fixture
def record(transactional_db: None) -> Hostile:  # noqa: ARG001 - the server has to see what is committed
    return make_hostile_record()


@pytest.mark.parametrize("policy", [True, False], ids=["policy on", "policy off"])
def test_hostile_words_break_no_page(
    browser: Browser, live_server: LiveServer, record: Hostile, policy: bool
) -> None:
    told: list[str] = []

    def look(request: Request) -> None:
        ours = request.url.startswith(f"{live_server.url}/")
        if not ours or request.resource_type not in {"document", "stylesheet"}:
            told.append(f"{request.resource_type}: {request.url}")

    def refuse(dialog: Dialog) -> None:
        told.append(dialog.message)
        dialog.dismiss()

    def walk(page: Page) -> dict[str, list[str]]:
        page.on("request", look)
        page.on("dialog", refuse)
        found = {}
        for address in [*record.pages, *record.gone]:
            page.goto(live_server.url + address)
            for width in (1280, 390) if policy else (390,):
                page.set_viewport_size({"width": width, "height": 844})
                found[f"{address} at {width}"] = page.evaluate(FAULTS)
        return found

    found = browser.walk(walk, policy=policy, expected=GONE)
    assert {address: faults for address, faults in found.items() if faults} == {}
    assert [line for line in told if not line.endswith("/mark.svg")] == []
    assert len(found) > 30


@pytest.mark.parametrize(("policy", "ran"), [(True, None), (False, 1)], ids=["policy on", "policy off"])
def test_script_runs_only_where_the_policy_is_off(
    browser: Browser, live_server: LiveServer, policy: bool, ran: int | None
) -> None:
    def walk(page: Page) -> int | None:
        page.goto(live_server.url)
        found: int | None = page.evaluate(RUN_A_SCRIPT)
        return found

    assert browser.walk(walk, policy=policy, expected=REFUSED) == ran
