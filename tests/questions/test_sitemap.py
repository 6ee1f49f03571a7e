"""The sitemap: every public page with when it last changed, and nothing else; what crawlers keep away from."""

from __future__ import annotations

import datetime
import re
from xml.etree import ElementTree as ET

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from questions.actions import record_response, withdraw
from questions.actions.withholding import release
from questions.models import Round
from questions.sitemaps import SECTIONS, RecordSitemap
from tests.factories import (
    PUBLISHED,
    make_answer,
    make_approach,
    make_body,
    make_campaign,
    make_correction,
    make_party,
    make_question,
    make_recipient,
    make_response,
    make_round,
)
from tests.reading import read

pytestmark = pytest.mark.django_db
SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def places(client: Client, address: str) -> dict[str, str]:
    """Each address with when it last changed, empty where that is not said."""
    root = ET.fromstring(client.get(address).content)  # noqa: S314 - our own
    return {
        each.findtext(f"{SITEMAPS}loc", "").removeprefix("http://testserver"): each.findtext(
            f"{SITEMAPS}lastmod", ""
        )
        for each in root
    }


@pytest.fixture(autouse=True)
def round_() -> Round:
    council = make_body("Council", slug="council")
    committee = make_body("Committee", slug="committee", parent=council, kind="committee")
    round_ = make_round(
        slug="spring", campaign=make_campaign("Schools", slug="schools"), body=committee, questions=1
    )
    make_response(make_recipient(round_, "Ann", party=make_party()), answers={1: "Words."})
    make_recipient(round_, "Ben")
    return round_


def test_sitemap_has_every_page_that_links_lead_to(client: Client) -> None:
    draft = make_round(slug="draft", published=False, campaign=make_campaign(slug="secret"))
    make_recipient(draft, "Cat", party=make_party("Draft Party"))
    ahead = timezone.now() + datetime.timedelta(hours=1)
    make_recipient(make_round(slug="coming", published_at=ahead), "Dan")
    make_round(slug="gone", withdrawn_at=PUBLISHED, withdrawal_note="Why.")
    listed = [
        each.removeprefix("http://testserver")
        for part in places(client, "/sitemap.xml")
        for each in places(client, part)
    ]
    to_read, seen = ["/"], {"/"}
    while to_read:
        page = read(client, to_read.pop())
        to_read += [link for link in page.links if link not in seen]
        seen.update(page.links)
    linked = {address.partition("?")[0] for address in seen if not address.startswith("/admin")}
    assert sorted(listed) == sorted(linked)


OLD = datetime.datetime(2020, 1, 2, tzinfo=datetime.UTC)


@pytest.fixture
def other() -> Round:
    """A round of long ago with a reply, as its rows and their history tell."""
    other = make_round(slug="other", published_at=OLD, questions=1)
    make_response(make_recipient(other, "Cat"), answers={1: "Words."}, published_at=OLD, entered_at=OLD)
    return other


def changed(client: Client, address: str = "/rounds/other/") -> str:
    """The day on which a page is said to have changed last; all that tells it, which is nothing but this, agrees."""
    index = client.get("/sitemap.xml")
    section = client.get("/sitemap-rounds.xml")
    for response in (index, section):
        assert "Last-Modified" not in response.headers
        assert re.findall(r"\d\d:\d\d", response.content.decode()) == []
    return places(client, "/sitemap-rounds.xml")[address]


def test_page_is_listed_with_the_day_on_which_readers_were_last_told_anything(
    client: Client, other: Round
) -> None:
    today = timezone.localdate().isoformat()
    assert places(client, "/sitemap-rounds.xml") == {
        "/rounds/other/": "2020-01-02",
        "/rounds/other/all/": "2020-01-02",
        "/rounds/spring/": "2026-07-03",
        "/rounds/spring/all/": "2026-07-03",
    }
    assert places(client, "/sitemap-record.xml")["/about/"] == ""
    make_correction(other)
    assert changed(client) == today
    assert changed(client, "/rounds/spring/") == "2026-07-03"


def test_what_readers_are_told_is_a_change(client: Client, other: Round, editor: User) -> None:
    today = timezone.localdate().isoformat()
    cat, dan = other.recipients.get(), make_recipient(other, "Dan")
    make_question(other, number=2)
    held = make_answer(other.responses.get(), 2, withheld="held_back", withheld_note="Being checked.")
    assert changed(client) == "2020-01-02"
    with transaction.atomic():
        record_response(round=other, signatories=[dan], answers={1: "Unread."}, by=editor)
        assert changed(client) == today
        transaction.set_rollback(True)
    for act in (
        lambda: release(answer=held, by=editor),
        lambda: withdraw(response=other.responses.get(), note="Wrong.", by=editor),
        lambda: make_response(cat, published_at=timezone.now(), entered_at=OLD, origin="public_record"),
    ):
        with transaction.atomic():
            act()
            assert changed(client) == today
            transaction.set_rollback(True)
    assert changed(client) == "2020-01-02"


def test_what_is_done_out_of_readers_sight_is_no_change(client: Client, other: Round) -> None:
    cat = other.recipients.get()
    cat.private_note = other.notes = "Private."
    cat.save()
    other.save()
    make_response(
        cat, answers={1: "A find."}, published=False, origin="public_record", entered_at=timezone.now()
    )
    make_approach(cat, private_note="Rang.")
    hidden = make_response(cat, published=False, origin="public_record", entered_at=timezone.now())
    make_correction(other, response=hidden)
    assert changed(client) == "2020-01-02"


def test_long_section_is_split(client: Client, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    settings.PUBLIC_ADDRESS = "https://record.example.org"
    monkeypatch.setattr(RecordSitemap, "limit", 1)
    index = places(client, "/sitemap.xml")
    parts = [address for address in index if "politicians" in address]
    assert parts == [
        "https://record.example.org/sitemap-politicians.xml",
        "https://record.example.org/sitemap-politicians.xml?p=2",
    ]
    assert RecordSitemap.limit == 1
    assert list(places(client, "/sitemap-politicians.xml?p=2")) == [
        "https://record.example.org/politicians/ben/"
    ]
    assert client.get("/sitemap-politicians.xml?p=3").status_code == 404
    assert client.get("/sitemap-unknown.xml").status_code == 404


def test_record_without_a_public_round_has_a_sitemap(client: Client, round_: Round) -> None:
    round_.published_at = None
    round_.save()
    assert list(places(client, "/sitemap.xml")) == ["/sitemap-record.xml"]
    assert all(client.get(f"/sitemap-{section}.xml").status_code == 200 for section in SECTIONS)


def test_crawlers_keep_away_from_the_desk_and_from_previews(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "User-agent: *\nDisallow: /admin/\nDisallow: /previews/\n\nSitemap: http://testserver/sitemap.xml\n"
    )
