"""What is not there, and what may not be done: helpful 404s, dated 410s, reading only."""

from collections.abc import Iterator

import html5lib
import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import URLPattern, reverse

from questions.urls import urlpatterns
from tests.factories import PUBLISHED, make_round
from tests.reading import read, words_in

pytestmark = pytest.mark.django_db
NUMBERED = {"question": ["nobody", 1], "preview-question": ["nobody", 1]}


def addresses() -> Iterator[str]:
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        name = str(pattern.name)
        takes = pattern.pattern.converters
        yield reverse(name, args=NUMBERED.get(name, ["nobody"]) if takes else [])


@pytest.mark.parametrize("address", [address for address in addresses() if "nobody" in address])
def test_unknown_address_is_a_helpful_404(client: Client, address: str) -> None:
    page = read(client, address, 404)
    assert words_in(page.one("h1")) == "There is no such page"
    assert {"/", "/answers/", "/politicians/", "/non-respondents/"} <= set(page.links)
    assert page.one("form", role="search").get("action") == "/answers/"


@pytest.mark.parametrize("address", ["/nowhere", "/rounds/", "/rounds/x/questions/99999999999999999999999/"])
def test_address_that_is_none_of_ours_is_a_404(client: Client, address: str) -> None:
    make_round(slug="x")
    assert words_in(read(client, address, 404).one("h1")) == "There is no such page"


def test_question_number_that_no_column_holds_is_a_404(client: Client) -> None:
    make_round(slug="x")
    read(client, f"/rounds/x/questions/{2**70}/", 404)
    read(client, "/rounds/x/questions/3/", 404)
    read(client, "/rounds/x/questions/0/", 404)


@pytest.mark.parametrize("page", ["", "questions/1/", "questions/99/"])
def test_withdrawn_round_answers_gone_with_the_dated_note(client: Client, page: str) -> None:
    make_round(slug="x", withdrawn_at=PUBLISHED, withdrawal_note="It named the wrong committee.")
    gone = read(client, f"/rounds/x/{page}", 410)
    assert "withdrew it on 3 July 2026. It named the wrong committee." in gone.text


@pytest.mark.parametrize("address", list(addresses()))
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_pages_are_only_read(client: Client, address: str, method: str) -> None:
    response = getattr(client, method)(address)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_head_is_answered_like_get_without_a_body(client: Client) -> None:
    response = client.head("/")
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("page", ["400.html", "403.html", "404.html", "500.html"])
def test_error_pages_are_drawn_without_a_request_or_a_database(page: str) -> None:
    html = render_to_string(page)
    html5lib.HTMLParser(strict=True).parse(html)
    assert 'href="/answers/"' in html


def test_empty_record_has_all_its_pages(client: Client) -> None:
    for address in addresses():
        if client.get(address).headers["Content-Type"].startswith("text/html") and "nobody" not in address:
            read(client, address)
    assert "Nothing has been published yet." in read(client, "/").text


def test_how_we_count_has_an_anchor_for_every_standing(client: Client) -> None:
    page = read(client, "/how-we-count/")
    anchors = [term.get("id") for term in page.all("dt") if term.get("class")]
    assert anchors == [
        "answered",
        "partly_answered",
        "declined",
        "statement",
        "replied",
        "excused",
        "unreachable",
        "left",
        "not_reported",
        "no_response",
        "awaiting",
    ]
    assert {"not_named", "rates", "adding_up", "silence", "volunteered"} <= set(page.ids)


def test_withdrawn_page_is_never_kept_by_a_browser_and_its_note_stands_among_the_corrections(
    client: Client,
) -> None:
    make_round(
        slug="x", title="A wrong title", withdrawn_at=PUBLISHED, withdrawal_note="It named the wrong people."
    )
    gone = client.get("/rounds/x/")
    assert (gone.status_code, gone.headers["Cache-Control"]) == (410, "no-store")
    words = read(client, "/corrections/").text
    assert "Withdrawn rounds A round of questions Withdrawn, 3 July 2026 It named the wrong people." in words
    assert "A wrong title" not in words
