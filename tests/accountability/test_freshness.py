"""Nobody goes on reading what stood there before a reply was recorded: every public response is asked for again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from pytest_django import Settings

from questions.models import Round
from tests.factories import make_body, make_party, make_politician, make_recipient, make_response, make_round

pytestmark = pytest.mark.django_db

ASKED_AGAIN = "no-cache"
SLUGS = {
    "parties": "green-party",
    "bodies": "council",
    "politicians": "ann",
    "campaigns": "spring",
    "rounds": "spring",
}
STRICTER = {"feed", "campaign-feed", "round-feed", "politician-feed", "corrections-feed", "round-card"}


@pytest.fixture(autouse=True)
def round_() -> Round:
    """A public round, so that each address has something to show."""
    round_ = make_round(slug="spring", title="Spring", body=make_body("Council", slug="council"))
    round_.campaign.slug = "spring"
    round_.campaign.save()
    ann = make_recipient(round_, politician=make_politician("Ann", slug="ann"), party=make_party())
    make_response(ann, answers={1: "Words."})
    return round_


def public_addresses() -> Iterator[tuple[str, str]]:
    """Every address of the readers that is not a preview, by its name."""
    for pattern in get_resolver("questions.urls").url_patterns:
        assert isinstance(pattern, URLPattern)
        name, parts = str(pattern.name), set(pattern.pattern.regex.groupindex)
        if "token" in parts:
            continue
        given: dict[str, object] = {"number": 1} if "number" in parts else {}
        if "section" in parts:
            given["section"] = "rounds"
        if "slug" in parts:
            given["slug"] = SLUGS[str(pattern.pattern).partition("/")[0]]
        yield name, reverse(name, kwargs=given)


def test_every_public_address_is_asked_for_again(client: Client) -> None:
    kept = {name: client.get(address).headers.get("Cache-Control") for name, address in public_addresses()}
    assert len(kept) > 20
    assert kept == {name: "public, no-cache" if name in STRICTER else ASKED_AGAIN for name in kept}
    assert {client.get(address).status_code for _, address in public_addresses()} == {200}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nothing/", 404),
        ("/rounds/nothing/", 404),
        ("/rounds/spring", 301),
        ("/answers/?page=2", 302),
        ("/static/nothing.css", 404),
    ],
)
def test_refusals_and_redirects_are_asked_for_again(client: Client, address: str, status: int) -> None:
    for number in range(60):
        make_response(make_recipient(Round.objects.get(), f"Person {number}"), answers={1: "Words."})
    response = client.get(address)
    assert (response.status_code, response.headers["Cache-Control"]) == (status, ASKED_AGAIN)


def test_redirect_to_https_is_asked_for_again(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/")
    assert (response.status_code, response.headers["Cache-Control"]) == (301, ASKED_AGAIN)


def test_what_says_something_stricter_is_left_as_it_is(client: Client, round_: Round) -> None:
    round_.former_slugs.create(slug="former")
    assert client.get("/rounds/former/").headers["Cache-Control"] == "no-store"
    round_.withdrawn_at = timezone.now()
    round_.save()
    gone = client.get("/rounds/spring/")
    assert (gone.status_code, gone.headers["Cache-Control"]) == (410, "no-store")


def test_editors_pages_and_static_files_keep_their_own(admin_client: Client) -> None:
    for address in ("/admin/", "/admin/questions/round/"):
        assert "no-store" in admin_client.get(address).headers["Cache-Control"]
    style = admin_client.get("/static/admin/css/base.css")
    assert "max-age" in style.headers["Cache-Control"]
    style.close()
