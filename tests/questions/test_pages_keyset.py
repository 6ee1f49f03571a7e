"""The pages of long lists: each row once, in order, also when something is published or taken down meanwhile."""

from __future__ import annotations

import base64
import json
from urllib.parse import parse_qs, quote, urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from questions.models import Answer, Round
from tests.factories import (
    PUBLISHED,
    make_answer,
    make_correction,
    make_politician,
    make_recipient,
    make_response,
    make_round,
)
from tests.reading import Reading, read, words_in

pytestmark = pytest.mark.django_db

NO_SUCH_PLACE = "The address names a place that is none in this list: this is its beginning."


@pytest.fixture
def round_() -> Round:
    """45 answers, two a response, all of one moment."""
    round_ = make_round(slug="round", questions=2)
    ann = make_recipient(round_, "Ann")
    for number in range(22):
        make_response(ann, answers={1: f"Words {number} a.", 2: f"Words {number} b."})
    make_response(ann, answers={1: "Words 22 a."})
    return round_


def shown(page: Reading) -> list[str]:
    return ["".join(each.itertext()).strip() for each in page.all("blockquote")]


def way(page: Reading, rel: str) -> str | None:
    links = [link.get("href") for link in page.all("a", rel=rel)]
    return links[0] if links else None


def told(page: Reading) -> list[str]:
    return [words_in(line) for told in page.all("ul", class_="told") for line in told]


def walk(client: Client, address: str, rel: str = "next") -> list[list[str]]:
    """What stands on each page, following its link."""
    pages, at = [], address
    while True:
        page = read(client, at)
        assert told(page) == []
        pages.append(shown(page))
        link = way(page, rel)
        if link is None:
            return pages
        at = address.split("?", maxsplit=1)[0] + link


IN_ORDER = ["Words 22 a."] + [
    f"Words {number} {letter}." for number in reversed(range(22)) for letter in "ab"
]


@pytest.mark.usefixtures("round_")
@pytest.mark.parametrize("query", ["", "?q=words", "?round=round&q=word+ann"])
def test_every_answer_stands_once_in_order(client: Client, query: str) -> None:
    pages = walk(client, f"/answers/{query}")
    assert [len(page) for page in pages] == [20, 20, 5]
    assert [each for page in pages for each in page] == IN_ORDER


@pytest.mark.usefixtures("round_")
def test_the_way_back_leads_over_the_same_pages(client: Client) -> None:
    second = "/answers/" + str(way(read(client, "/answers/?q=words"), "next"))
    third = "/answers/" + str(way(read(client, second), "next"))
    assert walk(client, third, "prev") == [IN_ORDER[40:], IN_ORDER[20:40], IN_ORDER[:20]]
    assert "q=words" in second


def test_a_page_stays_when_others_are_published_and_its_place_is_taken_down(
    client: Client, round_: Round
) -> None:
    second = "/answers/" + str(way(read(client, "/answers/"), "next"))
    before = shown(read(client, second))
    make_response(round_.recipients.get(), answers={1: "New."}, published_at=PUBLISHED.replace(hour=11))
    last_of_first = Answer.objects.get(text=IN_ORDER[19])
    last_of_first.withheld, last_of_first.withheld_note = "withdrawn", "Asked for."
    last_of_first.save()
    assert shown(read(client, second)) == before


@pytest.mark.usefixtures("round_")
def test_old_address_with_a_number_leads_to_that_page(client: Client) -> None:
    response = client.get("/answers/?round=round&page=2")
    assert response.status_code == 302
    assert response["Location"].startswith("/answers/?round=round&after=")
    page = read(client, response["Location"])
    assert (shown(page), told(page)) == (IN_ORDER[20:40], [])
    assert shown(read(client, client.get("/answers/?page=3")["Location"])) == IN_ORDER[40:]
    assert shown(read(client, "/answers/?page=1")) == IN_ORDER[:20]
    last = read(client, "/answers/?page=4")
    assert (shown(last), told(last)) == (IN_ORDER[25:], ["There is no such page: this is the last one."])
    assert way(last, "next") is None


def place(*values: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


BAD = [
    "",
    "x",
    "!!!",
    "é",
    "\x00",
    "A" * 5000,
    place(),
    place(1, 2, 3),
    place("2026-07-03T09:00:00+00:00", 1),
    place("2026-07-03T09:00:00", 1, 1),
    place("0001-01-01T00:00:00+14:00", 1, 1),
    place("9999-12-31T23:59:59-14:00", 1, 1),
    place("\x00", 1, 1),
    place("2026-07-03T09:00:00+00:00", True, 1),
    place("2026-07-03T09:00:00+00:00", 10**30, 1),
    place("2026-07-03T09:00:00+00:00", "1", 1),
    place("2026-07-03T09:00:00+00:00", [1], 1),
    base64.urlsafe_b64encode(b'{"a": 1}').decode(),
    base64.urlsafe_b64encode(b"[" * 300).decode(),
    base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    base64.urlsafe_b64encode(b"[NaN,1,1]").decode(),
]


@pytest.mark.usefixtures("round_")
@pytest.mark.parametrize("name", ["after", "before"])
@pytest.mark.parametrize("value", BAD)
def test_bad_place_is_told(client: Client, name: str, value: str) -> None:
    page = read(client, f"/answers/?{name}={quote(value)}&q=words")
    assert (told(page), shown(page)) == ([NO_SUCH_PLACE], IN_ORDER[:20])
    for address in ("/politicians/", "/non-respondents/", "/corrections/"):
        assert read(client, f"{address}?{name}={quote(value)}").status == 200


@pytest.mark.usefixtures("round_")
@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("after", ("1999-01-01T00:00:00+00:00", 1, 1)),
        ("before", ("2099-01-01T00:00:00+00:00", 1, 1)),
        ("after", ("2026-07-03T09:00:00+00:00", -(2**63 - 1), 2**63 - 1)),
    ],
)
def test_place_beyond_the_list_is_told(client: Client, name: str, values: tuple[object, ...]) -> None:
    page = read(client, f"/answers/?{name}={place(*values)}")
    assert (told(page), shown(page)) == ([NO_SUCH_PLACE], IN_ORDER[:20])


@pytest.mark.usefixtures("round_")
def test_two_places_at_once_are_told(client: Client) -> None:
    after = parse_qs(str(way(read(client, "/answers/"), "next"))[1:])["after"][0]
    page = read(client, f"/answers/?{urlencode({'after': after, 'before': after, 'page': 7})}")
    assert told(page) == ["The filter “before” was left out: “after” names a place already."]
    assert shown(page) == IN_ORDER[20:40]


def test_other_lists_are_paged_likewise(client: Client) -> None:
    round_ = make_round(slug="round")
    for number in range(60):
        name = f"{number:02} \u202eÉva\u2069’s\n“x”"
        person = make_politician(name, slug=f"person-{number:02}")
        make_recipient(round_, politician=person, decision="no_response")
        make_correction(round_, was=f"Was {number}.")
    for address in ("/politicians/", "/non-respondents/"):
        first = read(client, address)
        second = read(client, address + str(way(first, "next")))
        assert [*first.standings, *second.standings] == [f"person-{number:02}" for number in range(60)]
        assert way(second, "next") is None
        back = read(client, address + str(way(second, "prev")))
        assert back.standings == first.standings
        assert client.get(f"{address}?page=2").status_code == 302
    first = read(client, "/corrections/")
    second = read(client, "/corrections/" + str(way(first, "next")))
    assert [len(page.all("article")) for page in (first, second)] == [50, 10]


def test_a_late_page_takes_as_many_queries_as_the_first(client: Client, round_: Round) -> None:
    make_answer(make_response(round_.recipients.get()), 1)
    counts = []
    for address in [
        "/answers/",
        *("/answers/" + str(way(read(client, "/answers/"), "next")) for _ in range(1)),
    ]:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
        assert not any("OFFSET" in query["sql"] for query in queries.captured_queries)
    assert counts[0] == counts[1]


@pytest.mark.parametrize("letter", ["Ж", "👪", "\x01", '"'])
def test_the_longest_names_have_places_that_lead_on(client: Client, letter: str) -> None:
    round_ = make_round(slug="round")
    for number in range(102):
        slug = f"{number:03d}".rjust(120, "x")
        person = make_politician(f"Person {number}", slug=slug, sort_name=f"{letter * 197}{number:03d}")
        make_recipient(round_, politician=person, slug=f"person-{number}")
    address, found = "/politicians/", []
    while address:
        page = read(client, address, strict=letter != "\x01")
        assert told(page) == []
        found += list(page.standings)
        address = f"/politicians/{way(page, 'next')}" if way(page, "next") else ""
    assert found == [f"person-{number}" for number in range(102)]
