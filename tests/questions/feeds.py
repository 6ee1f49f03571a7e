"""Feeds as a reader of feeds has them: parsed, and held to what Atom asks for."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
from django.test import Client

from questions.models import Record, Response, Round
from tests.factories import PUBLISHED, make_response

ATOM = "{http://www.w3.org/2005/Atom}"
LATER = PUBLISHED + datetime.timedelta(days=1)


@dataclass(frozen=True)
class Read:
    """One entry as a reader of feeds has it."""

    id: str
    title: str
    link: str
    published: datetime.datetime
    updated: datetime.datetime
    authors: list[str]
    html: Any = field(repr=False)

    @property
    def text(self) -> str:
        return " ".join("".join(self.html.itertext()).split())

    @property
    def quotations(self) -> list[list[str]]:
        """The paragraphs of each quotation, line ends as they were."""
        return [[_words(paragraph) for paragraph in each] for each in self.html.iter("blockquote")]


def _words(paragraph: Any) -> str:
    parts = [paragraph.text or ""]
    for child in paragraph:
        assert child.tag == "br"
        parts += ["\n", child.tail or ""]
    return "".join(parts)


def entries(client: Client, address: str = "/feed/") -> list[Read]:
    """The entries of a feed, which must be well-formed and have what Atom asks for."""
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    feed = ET.fromstring(response.content)  # noqa: S314 - our own feed, which is to be parsed as others would
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", "author"):
        assert len(feed.findall(f"{ATOM}{name}")) == 1
    read = [_read(entry) for entry in feed.findall(f"{ATOM}entry")]
    assert [each.updated for each in read] == sorted((each.updated for each in read), reverse=True)
    assert len({each.id for each in read}) == len(read)
    return read


def _read(entry: ET.Element) -> Read:
    def one(name: str) -> str:
        (found,) = entry.findall(f"{ATOM}{name}")
        return found.text or ""

    (link,) = entry.findall(f"{ATOM}link")
    (content,) = entry.findall(f"{ATOM}content")
    assert (link.get("rel"), content.get("type")) == ("alternate", "html")
    return Read(
        id=one("id"),
        title=one("title"),
        link=link.get("href", ""),
        published=datetime.datetime.fromisoformat(one("published")),
        updated=datetime.datetime.fromisoformat(one("updated")),
        authors=[name.text or "" for name in entry.findall(f"{ATOM}author/{ATOM}name")],
        html=html5lib.parseFragment(content.text or "", namespaceHTMLElements=False),
    )


def later_reply(*signatories: Any, **fields: Any) -> Response:
    given: dict[str, Any] = {"answers": {1: "Words."}, "published_at": LATER} | fields
    return make_response(*signatories, **given)


def id_of(kind: str, row: Response | Round) -> str:
    """The id of the entry about a row."""
    return Record.objects.the_one().permanent_id(f"{kind}/{row.pk}")
