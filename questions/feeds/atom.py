"""Entries written down as Atom (RFC 4287), so that any reader of feeds can read them, whatever words they hold."""

from __future__ import annotations

import datetime
import re
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator

from questions.feeds.news import Entry
from questions.feeds.subjects import Subject
from questions.models import Record

# What XML 1.0 has no way of writing down, not even as a reference.
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
STANDS_FOR_IT = "\ufffd"
NOTHING_YET = datetime.datetime(
    2026, 1, 1, tzinfo=datetime.UTC
)  # when a feed without entries was last changed


def writable(words: str) -> str:
    """*words* with a visible mark (U+FFFD) for each character that XML cannot hold; every other is kept."""
    return UNWRITABLE.sub(STANDS_FOR_IT, words)


class WritableXML(SimplerXMLGenerator):
    """XML in which every character can stand."""

    def characters(self, content: str) -> None:
        super().characters(writable(content))

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the name that the standard library calls
        super().startElement(name, AttributesImpl({key: writable(value) for key, value in attrs.items()}))


class RecordFeed(Atom1Feed):
    """A feed whose entries have as many authors as their words have, and the words as escaped HTML."""

    def write(self, outfile: Any, encoding: str) -> None:
        handler = WritableXML(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        handler.startElement("feed", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def latest_post_date(self) -> datetime.datetime:
        return max((item["updateddate"] for item in self.items), default=NOTHING_YET)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        handler.addQuickElement("title", item["title"])
        handler.addQuickElement("link", "", {"href": item["link"], "rel": "alternate", "type": "text/html"})
        handler.addQuickElement("published", rfc3339_date(item["pubdate"]))
        handler.addQuickElement("updated", rfc3339_date(item["updateddate"]))
        for name, address in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", address)
            handler.endElement("author")
        handler.addQuickElement("id", item["unique_id"])
        handler.addQuickElement("content", item["description"], {"type": "html"})


def written_down(
    subject: Subject, entries: list[Entry], record: Record, *, origin: str, publisher: str
) -> str:
    """The feed about a *subject* of the *record* as XML; *origin* is the site's address.

    *publisher* is whoever answers for it.
    """
    feed = RecordFeed(
        title=subject.title,
        link=f"{origin}{subject.page}",
        description=None,
        language="en-GB",
        author_name=publisher or "Accountability",
        feed_url=f"{origin}{subject.address}",
        feed_guid=record.permanent_id(subject.name),
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=f"{origin}{entry.address}",
            description=entry.html,
            pubdate=entry.published,
            updateddate=entry.updated,
            unique_id=record.permanent_id(entry.name),
            authors=[(author.name, f"{origin}{author.address}") for author in entry.authors],
        )
    return feed.writeString("utf-8")
