"""Public pages as trees, and what a reader finds on them; where a test asks for it, proved to be HTML to the letter."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin
from xml.etree.ElementTree import Element

import html5lib
from django.test import Client
from lxml.html import HTMLParser, document_fromstring

FEED, DATA = "application/atom+xml", "application/ld+json"


def parsed(html: str) -> Element:
    """A page as a tree; in C, for the tests read some ten thousand of them."""
    root: Element = document_fromstring(html, parser=HTMLParser(remove_comments=True))
    return root


@dataclass(frozen=True)
class Reading:
    """One page as it was answered."""

    address: str
    status: int
    html: str
    root: Element

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Every element *tag* (any, if it is ``*``) whose attributes are as given, ``_`` standing for ``-``."""
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [
            element
            for element in self.root.iter()
            if tag in {"*", element.tag}
            and all(value in (element.get(name) or "").split(" ") for name, value in wanted.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        """The only such element."""
        (found,) = self.all(tag, **attributes)
        return found

    @property
    def scripts(self) -> list[Element]:
        """Everything that a browser would run; a block of data is not."""
        return [element for element in self.all("script") if element.get("type") != DATA]

    @property
    def data(self) -> dict[str, Any]:
        """The page's facts, from its one block of data."""
        facts: dict[str, Any] = json.loads(self.one("script", type=DATA).text or "")
        return facts

    def meta(self, name: str) -> str:
        """What the page says of itself under a *name*; empty if it says nothing."""
        said = [*self.all("meta", name=name), *self.all("meta", property=name)]
        return said[0].get("content", "") if said else ""

    @property
    def text(self) -> str:
        """All the text a reader sees."""
        return words_in(self.one("body"))

    @property
    def ids(self) -> list[str]:
        """Every id, in order."""
        return [value for element in self.root.iter() if (value := element.get("id"))]

    @property
    def standings(self) -> dict[str, str]:
        """Each recipient's standing by short name; a recipient who stands there twice fails the test."""
        marked = [element for element in self.root.iter() if element.get("data-recipient")]
        counted = Counter(
            (element.get("data-round", ""), element.get("data-recipient", "")) for element in marked
        )
        assert {key for key, number in counted.items() if number > 1} == set(), self.address
        return {element.get("data-recipient", ""): element.get("data-standing", "") for element in marked}

    @property
    def links(self) -> Iterator[str]:
        """The pages of this site that the page leads to; a feed is none."""
        for element in self.all("a"):
            if element.get("type") == FEED:
                continue
            address, _ = urldefrag(urljoin(self.address, element.get("href", "")))
            if address.startswith("/"):
                yield address


def line_words(line: Element) -> str:
    """The words of a line of a count, without the names and seats that stand under it."""
    span = line.find("span")
    return words_in(line if span is None else span)


def words_in(element: Element) -> str:
    """The text of an element with its white space as a reader sees it."""
    return (
        " ".join(" ".join(_pieces(element)).split()).replace(" ,", ",").replace(" .", ".").replace(" :", ":")
    )


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""


def read(client: Client, address: str, status: int = 200, *, strict: bool = False) -> Reading:
    """The page at *address*: no id twice, no script but a block of data, no style, no cookie.

    *strict*: it is also valid HTML to the letter, which takes ten times as long to find out.
    """
    response = client.get(address)
    assert response.status_code == status, address
    assert not response.cookies, address
    assert "Cookie" not in response.get("Vary", ""), address
    html = response.content.decode()
    if strict:
        html5lib.HTMLParser(strict=True).parse(html)
    page = Reading(address, response.status_code, html, parsed(html))
    styled = [
        element.tag for element in page.root.iter() if "style" in element.attrib or element.tag == "style"
    ]
    assert (styled, page.scripts) == ([], []), address
    assert [name for name, number in Counter(page.ids).items() if number > 1] == [], address
    return page
