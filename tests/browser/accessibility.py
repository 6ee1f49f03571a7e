"""What axe finds wrong with a page for people who use it without a mouse, or without seeing it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parent / "axe" / "axe.min.js"

RUN = """async () => {
  const {violations} = await axe.run();
  return violations.flatMap(({id, impact, help, nodes}) => nodes.map(
    ({target, failureSummary}) => `${id} (${impact}): ${help}: ${target.join(' ')}: ${failureSummary}`));
}"""


def axe_finds(page: Page) -> list[str]:
    """A line for everything that axe finds wrong with *page* as it is drawn now: rule, weight, where, and why."""
    page.evaluate(AXE.read_text())
    lines: list[str] = page.evaluate(RUN)
    return [" ".join(line.split()) for line in lines]
