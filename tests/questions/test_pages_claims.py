"""The claims that many did not answer: each opens at its name, and what is true of all is said once."""

from __future__ import annotations

import pytest
from django.test import Client

from questions.models import Round
from questions.pages.round_page import FEW
from tests.factories import make_approach, make_recipient, make_response, make_round
from tests.reading import Reading, read, words_in

pytestmark = pytest.mark.django_db
COMMON = "Asked by e-mail on 1 June 2026; answers were asked for by 30 June 2026."


@pytest.fixture
def round_() -> Round:
    """As many as are not yet many, each approached on a day of their own; one of them declined."""
    round_ = make_round(
        slug="round", title="The round", method="email", asked_on="2026-06-01", deadline_on="2026-06-30"
    )
    for number in range(1, FEW):
        silent = make_recipient(
            round_, f"Person {number:02d}", decision="no_response", decided_on="2026-07-01"
        )
        make_approach(silent, made_on=f"2026-06-{number:02d}", channel="email")
    make_response(make_recipient(round_, "Dan"), refuses=True)
    return round_


def section(page: Reading) -> str:
    return words_in(page.one("section", aria_labelledby="page.claims"))


def opened(page: Reading) -> dict[str, str]:
    """What opens at each name."""
    return {
        words_in(part): words_in(details).removeprefix(words_in(part)).strip()
        for details in page.one("section", aria_labelledby="page.claims").iter("details")
        if "names" not in (details.get("class") or "")
        for part in details
        if part.tag == "summary"
    }


def test_few_claims_stand_open_and_whole(client: Client, round_: Round) -> None:
    page = read(client, "/rounds/round/")
    assert opened(page) == {}
    assert section(page).count(COMMON) == FEW
    assert round_.is_published()


def test_many_claims_open_at_each_name_with_what_they_share_said_once(client: Client, round_: Round) -> None:
    make_recipient(round_, "Zoe", decision="no_response", decided_on="2026-07-01")
    page = read(client, "/rounds/round/")
    claims = opened(page)
    assert section(page).count(COMMON) == 1
    assert next(iter(claims)) == "Dan"
    assert len(claims) == FEW + 1
    assert claims["Dan"].startswith("Declined to answer, as of ")
    assert claims["Person 07"].startswith(
        "Contacted once by e-mail, on 7 June 2026. Did not respond, as the newsroom recorded on 1 July 2026. "
        "No reply to this round is on record as of "
    )
    folds = [
        words_in(part)
        for fold in page.one("section", aria_labelledby="page.claims").iter("details")
        if "names" in (fold.get("class") or "")
        for part in fold
        if part.tag == "summary"
    ]
    assert folds == ["Declined to answer: the one name", f"Did not respond: all {FEW} names"]


def test_narrowed_and_full_pages_have_whole_claims(client: Client, round_: Round) -> None:
    make_recipient(round_, "Zoe", decision="no_response")
    narrowed = read(client, "/rounds/round/?q=person+07")
    assert opened(narrowed) == {}
    assert section(narrowed).count(COMMON) == 1
    full = read(client, "/rounds/round/all/")
    assert (opened(full), section(full).count(COMMON)) == ({}, FEW + 1)
