"""Hostile words in every text field: no page, feed or picture breaks, and nothing private is among them."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree

import html5lib
import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from PIL import Image

from questions.feeds.atom import UNWRITABLE
from questions.sentences.words import END
from questions.sitemaps import SECTIONS
from tests import hostile_record
from tests.hostile_record import NEVER_PUBLIC, OVERRIDE, PRIVATE, PUBLIC, SHAPED, Hostile, make_hostile_record
from tests.reading import Reading, read
from tests.validity import SVG, to_the_letter

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
MAPS = ["/sitemap.xml", *(f"/sitemap-{section}.xml" for section in SECTIONS)]
# What the hostile words would make if they were taken for more than words. No page of ours has any of it.
MADE_BY_WORDS = {"img", "b", "iframe", "object"}
NUMBERS = re.compile(r"[-\d. ]+")


@pytest.fixture
def record() -> Hostile:
    return make_hostile_record()


def readings(client: Client, record: Hostile) -> Iterator[Reading]:
    for address in record.pages:
        yield to_the_letter(read(client, address))
    for address, status in zip(record.gone, (410, 404), strict=True):
        yield to_the_letter(read(client, address, status))


def told_everywhere(client: Client, record: Hostile) -> str:
    """All that any page, feed or list of addresses says to anybody, its references taken out."""
    pages = [page.html for page in readings(client, record)]
    for address in [*record.feeds, *MAPS, "/robots.txt"]:
        answered = client.get(address)
        assert answered.status_code == 200, address
        pages.append(html.unescape(answered.content.decode()))
    return html.unescape("\n".join(pages))


def test_every_text_field_is_known_and_filled(record: Hostile) -> None:
    assert record.pages
    fields = {
        hostile_record.name_of(model, each): (model, each) for model, each in hostile_record.text_fields()
    }
    assert fields.keys() == PUBLIC | NEVER_PUBLIC | SHAPED.keys()
    unfilled = [
        name
        for name in PUBLIC | NEVER_PUBLIC
        if not _rows_with(*fields[name], PRIVATE if name in NEVER_PUBLIC else OVERRIDE)
    ]
    assert unfilled == []


def _rows_with(model: type[models.Model], each: models.Field[str, str], mark: str) -> list[str]:
    words = model._base_manager.values_list(each.name, flat=True)
    return [found for found in words if mark in found]


def test_a_new_text_field_would_be_noticed() -> None:
    looked_at = {model for model, _ in hostile_record.text_fields()}
    left_out = {
        model.__name__
        for app in ("respondents", "questions")
        for model in apps.get_app_config(app).get_models()
        if model not in looked_at and not model.__name__.startswith("Historical") and not model._meta.proxy
    }
    assert left_out == {
        "FormerSlug",
        "FormerBodySlug",
        "FormerPartySlug",
        "FormerCampaignSlug",
        "FormerRoundSlug",
        "Record",
        "SearchText",
    }


def test_all_that_is_public_is_read_and_nothing_private(client: Client, record: Hostile) -> None:
    told = told_everywhere(client, record)
    assert re.findall(rf"{PRIVATE}[\w.]+", told) == []
    unread = []
    for model, each in hostile_record.text_fields():
        name = hostile_record.name_of(model, each)
        if name in PUBLIC and not any(words[:60] in told for words in _rows_with(model, each, OVERRIDE)):
            unread.append(name)
    assert unread == []


def test_pages_are_valid_and_words_stay_words(client: Client, record: Hostile) -> None:
    drawn = 0
    for page in readings(client, record):
        made = {element.tag for element in page.root.iter()} & MADE_BY_WORDS
        assert made == set(), page.address
        title = page.one("title").text or ""
        assert OVERRIDE not in title or title.removesuffix(" – Accountability").endswith(END), page.address
        if page.all("script"):
            assert page.data["@context"] == "https://schema.org"
        drawn += len(page.all(f"{SVG}svg"))
        for picture in page.all(f"{SVG}svg"):
            assert {part.tag for part in picture.iter()} == {f"{SVG}svg", f"{SVG}path"}, page.address
            assert NUMBERS.fullmatch(picture.get("viewBox", "")), page.address
    assert drawn > 50


def test_feeds_are_xml_whose_words_stay_words(client: Client, record: Hostile) -> None:
    for address in record.feeds:
        written = client.get(address).content
        feed = ElementTree.fromstring(written)  # noqa: S314 - our own
        assert UNWRITABLE.search(written.decode()) is None, address
        entries = feed.findall(f"{ATOM}entry")
        assert entries, address
        for entry in entries:
            content = html5lib.parse(entry.findtext(f"{ATOM}content", ""), namespaceHTMLElements=False)
            assert {part.tag for part in content.iter()} & (MADE_BY_WORDS | {"script"}) == set(), address


@pytest.mark.parametrize("address", MAPS)
def test_sitemaps_are_xml(client: Client, record: Hostile, address: str) -> None:
    assert record.pages
    assert len(ElementTree.fromstring(client.get(address).content)) > 0  # noqa: S314 - our own


def test_cards_are_pictures(client: Client, record: Hostile) -> None:
    for address in record.cards:
        with Image.open(io.BytesIO(client.get(address).content)) as picture:
            picture.load()
            assert (picture.format, picture.size) == ("PNG", (1200, 630))
