"""The sitemap: every public page with when it last changed, and nothing else; what crawlers keep away from."""

from __future__ import annotations

import datetime
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from questions.models import Round
from questions.sitemaps import SECTIONS, RecordSitemap
from tests.factories import (
    PUBLISHED,
    make_body,
    make_campaign,
    make_party,
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


def test_page_is_listed_with_when_it_last_changed(client: Client) -> None:
    other = make_round(slug="other")
    make_recipient(other, "Ann Other")
    today = timezone.localdate().isoformat()
    pages = ["/rounds/other/", "/rounds/other/all/", "/rounds/spring/", "/rounds/spring/all/"]
    assert places(client, "/sitemap-rounds.xml") == dict.fromkeys(pages, today)
    assert places(client, "/sitemap-record.xml")["/about/"] == ""


def test_last_change_is_that_of_the_round_alone(client: Client) -> None:
    old = datetime.datetime(2020, 1, 2, tzinfo=datetime.UTC)
    other = make_round(slug="other", published_at=old, questions=0)
    for copy in other.history.all():
        type(copy)._base_manager.filter(pk=copy.pk).update(history_date=old)
    assert places(client, "/sitemap-rounds.xml")["/rounds/other/"] == "2020-01-02"
    make_recipient(other, "Late Addition")
    assert places(client, "/sitemap-rounds.xml")["/rounds/other/"] == timezone.localdate().isoformat()


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
