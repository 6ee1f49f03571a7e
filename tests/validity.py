"""What is wrong with a page that a strict parser does not mind: bad nesting, names and references that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib

from tests.reading import Reading, words_in

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
INTERACTIVE = {"a", "button", "input", "select", "textarea", "summary", "label", "details"}
NAMED = {"a", "button", "summary", "th", "caption", "label", "title", *HEADINGS}
HOLDS_NOTHING_TO_PRESS = {"a", "button", "summary"}
BLOCKS = {
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "details",
        "div",
        "dl",
        "fieldset",
        "figure",
        "footer",
        "form",
    ),
    *("header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul", *HEADINGS),
}
PHRASES = {
    "p",
    "span",
    "bdi",
    "cite",
    "em",
    "strong",
    "time",
    "label",
    "button",
    "mark",
    "summary",
    "dt",
    *HEADINGS,
}
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "select": {"option", "optgroup"},
    "tr": {"th", "td"},
}
REFERRING = ("aria-labelledby", "aria-describedby", "aria-controls", "for")
TO_FILL_IN = {"input", "select", "textarea"}
SVG = "{http://www.w3.org/2000/svg}"  # before the names of drawings and their parts, as the parser calls them
UNLABELLED = {"hidden", "submit", "button", "reset"}


def to_the_letter(page: Reading, *, strict: bool = True) -> Reading:
    """*page* as browsers parse it; *strict*: what they would have to put right fails the test."""
    parser = html5lib.HTMLParser(strict=strict, namespaceHTMLElements=False)
    return replace(page, root=parser.parse(page.html))


def faults_of(page: Reading) -> list[str]:
    """A line for everything that is wrong with *page*; it is as browsers parse it, and has no id twice."""
    return sorted({fault for look in LOOKED_FOR for fault in look(page)})


def _headings(page: Reading) -> Iterator[str]:
    levels = [int(element.tag[1]) for element in page.root.iter() if element.tag in HEADINGS]
    if levels.count(1) != 1 or levels[0] != 1:
        yield f"headings begin with {levels[:1]} and have {levels.count(1)} of the first level"
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"a heading of level {below} follows one of level {above}"


def _names(page: Reading) -> Iterator[str]:
    for element in page.root.iter():
        if element.tag in NAMED and not words_in(element) and not element.get("aria-label"):
            yield f"{element.tag} without words"
        if element.tag == "a" and not element.get("href"):
            yield f"a link that leads nowhere: {words_in(element)}"


def _drawings(page: Reading) -> Iterator[str]:
    if any(image.get("alt") is None for image in page.all("img")):
        yield "an image without alt"
    for drawing in page.all(f"{SVG}svg"):
        is_named = drawing.get("role") == "img" and drawing.get("aria-label")
        if drawing.get("aria-hidden") != "true" and not is_named:
            yield "a drawing that is neither hidden from screen readers nor named"


def _parts(page: Reading) -> Iterator[str]:
    menus = [element.get("aria-label") for element in page.all("nav")]
    if len(set(menus)) != len(menus) or None in menus:
        yield f"menus that nobody tells apart: {menus}"
    if len(page.all("main")) != 1 or not page.one("html").get("lang"):
        yield "no main part, or no language"


def _references(page: Reading) -> Iterator[str]:
    ids = set(page.ids)
    labelled = {element.get("for") for element in page.all("label")}
    for element in page.root.iter():
        for name in REFERRING:
            for missing in set((element.get(name) or "").split()) - ids:
                yield f"{name} of {element.tag} names nothing: {missing}"
        href = element.get("href") or ""
        if element.tag == "a" and href.startswith("#") and href[1:] not in ids:
            yield f"a link within the page leads nowhere: {href}"
        is_named = element.get("id") in labelled or element.get("aria-label")
        if element.tag in TO_FILL_IN and element.get("type") not in UNLABELLED and not is_named:
            yield f"{element.tag} without a label: {element.get('name')}"


def _nesting(page: Reading) -> Iterator[str]:
    for element in page.root.iter():
        for child in element.iter():
            if child is not element and _may_not_be_inside(child, element):
                yield f"{child.tag} inside {element.tag}"


def _may_not_be_inside(child: Element, element: Element) -> bool:
    if element.tag in HOLDS_NOTHING_TO_PRESS and (child.tag in INTERACTIVE or child.get("tabindex")):
        return True
    return element.tag in PHRASES and child.tag in BLOCKS


def _children(page: Reading) -> Iterator[str]:
    for element in page.root.iter():
        for child in element:
            if child.tag not in CHILDREN.get(element.tag, {child.tag}):
                yield f"{child.tag} right inside {element.tag}"
        if element.tag == "details" and (len(element) == 0 or element[0].tag != "summary"):
            yield "details without a summary"
        if element.tag in {"ul", "ol", "dl", "tbody"} and len(element) == 0:
            yield f"{element.tag} with nothing in it"
        if element.tag == "time" and not element.get("datetime"):
            yield "time without a date"


def _tables(page: Reading) -> Iterator[str]:
    for table in page.all("table"):
        if len(table) == 0 or table[0].tag != "caption":
            yield "a table without a caption"
        if any(head.get("scope") not in {"col", "row"} for head in table.iter("th")):
            yield "a table head without scope"
        if not any(_is_head(row) for row in table.iter("tr")):
            yield "a table without heads"


def _is_head(row: Element) -> bool:
    return any(cell.tag == "th" for cell in row)


LOOKED_FOR: tuple[Callable[[Reading], Iterator[str]], ...] = (
    _headings,
    _names,
    _drawings,
    _parts,
    _references,
    _nesting,
    _children,
    _tables,
)
