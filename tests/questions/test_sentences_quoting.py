"""The line that goes with a quotation: whose words, to what, when and where, and never more than is so."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from questions.models import Round, Signatory
from questions.sentences import Kind
from tests.factories import (
    make_answer,
    make_correction,
    make_party,
    make_recipient,
    make_response,
    make_round,
    make_source,
)
from tests.reading import read, words_in

pytestmark = pytest.mark.django_db
SITE = "http://testserver/rounds/round/questions/1/"


@pytest.fixture
def round_() -> Round:
    return make_round(slug="round", title="The round", asked_on="2026-07-01", deadline_on="2026-07-02")


def line(client: Client, place: str = "ann", address: str = "/rounds/round/questions/1/") -> str:
    article = read(client, address).one("article", id=place)
    (quote,) = [each for each in article.iter("p") if each.get("class") == "quote-line"]
    assert len(quote) == 0
    assert "\n" not in (quote.text or "\n")
    return quote.text or ""


def test_lamb_on_funding(client: Client) -> None:
    call_command("loaddata", "reference", "norfolk-mps", verbosity=0)
    address = "/rounds/norfolk-mps/questions/3/"
    assert line(client, "norman-lamb", address) == (
        "Norman Lamb (Liberal Democrat, North Norfolk), answering question 3 of “Norfolk's nine MPs”, "
        "asked “last week”, reported by Eastern Daily Press, on record since 21 November 2026, "
        "http://testserver/rounds/norfolk-mps/questions/3/#norman-lamb"
    )


@pytest.mark.parametrize(
    ("response", "answer", "expected"),
    [
        ({}, {}, "answering question 1 of “The round”, asked on 1 July 2026"),
        ({"received_on": "2026-07-02"}, {}, "answering question 1 of “The round”, received on 2 July 2026"),
        (
            {"timing_words": "late"},
            {},
            "answering question 1 of “The round”, asked on 1 July 2026, received “late”",
        ),
        (
            {"received_on": "2026-07-09"},
            {},
            (
                "answering question 1 of “The round”, received on 9 July 2026, after the deadline, "
                "after the round was first published"
            ),
        ),
        (
            {"on_behalf_of": "her colleagues", "spoken_by": "an aide"},
            {"is_cut": True, "inference": "Why."},
            (
                "on behalf of her colleagues, spoken by an aide, answering question 1 of “The round”, shortened, "
                "attributed by the newsroom, asked on 1 July 2026"
            ),
        ),
        (
            {},
            {"is_paraphrase": True},
            (
                "answering question 1 of The round, summarised in the newsroom's words and not to be quoted as "
                "theirs, asked on 1 July 2026"
            ),
        ),
        (
            {"origin": "public_record"},
            {},
            (
                "found in the public record by the newsroom and no reply to it, beside question 1 of “The round”, "
                "asked on 1 July 2026"
            ),
        ),
        (
            {"origin": "referred"},
            {},
            "pointing to words published elsewhere, answering question 1 of “The round”, asked on 1 July 2026",
        ),
    ],
)
def test_line_says_how_the_words_are_to_be_read(
    client: Client, round_: Round, response: dict[str, Any], answer: dict[str, Any], expected: str
) -> None:
    ann = make_recipient(round_, "Ann", party=make_party(), area="North")
    make_answer(make_response(ann, **response), 1, **answer)
    assert line(client) == f"Ann (Green Party, North), {expected}, {SITE}#ann"


@pytest.mark.parametrize(
    ("round_dates", "response", "source", "expected"),
    [
        (
            {"asked_on_words": "last week"},
            {},
            {"publication": "Daily Press", "published_on": "2017-07-05"},
            "asked “last week”, reported by Daily Press on 5 July 2017",
        ),
        (
            {"asked_on": "2017-07-01"},
            {"received_on": "2017-07-02"},
            {"publication": "Daily Press", "published_on": "2017-07-05"},
            "received on 2 July 2017, reported by Daily Press on 5 July 2017",
        ),
        (
            {"asked_on": "2017-07-01"},
            {"origin": "public_record"},
            {"title": "The minutes", "published_on": "2017-06"},
            "published in “The minutes” in June 2017",
        ),
        (
            {},
            {"timing_words": "by phone"},
            {"publication": "Daily Press", "published_on_words": "Wednesday"},
            "received “by phone”, reported by Daily Press “Wednesday”, on record since 3 July 2026",
        ),
        ({}, {}, {"publication": "Daily Press"}, "reported by Daily Press, on record since 3 July 2026"),
        ({}, {}, None, "published on 3 July 2026"),
    ],
)
def test_line_dates_the_words_by_their_source(
    client: Client,
    round_dates: dict[str, Any],
    response: dict[str, Any],
    source: dict[str, Any] | None,
    expected: str,
) -> None:
    round_ = make_round(slug="round", title="The round", **round_dates)
    if source is not None:
        response = {**response, "source": make_source(**source)}
    make_response(make_recipient(round_, "Ann"), answers={1: "Yes."}, **response)
    assert line(client).endswith(f"question 1 of “The round”, {expected}, {SITE}#ann")


def test_joint_answer_names_everyone_and_who_did_not_sign(client: Client, round_: Round) -> None:
    ann, ben = make_recipient(round_, "Ann", party=make_party()), make_recipient(round_, "Ben", area="South")
    response = make_response(ann, ben, answers={1: "Ours."})
    assert line(client) == (
        "Ann (Green Party) and Ben (party not given, South), answering jointly question 1 of “The round”, "
        f"asked on 1 July 2026, {SITE}#ann"
    )
    Signatory._base_manager.filter(response=response, recipient=ben).update(spoken_for=True)
    assert "Ann (Green Party), naming Ben (party not given, South) without a signature, " in line(client)


def test_line_tells_of_corrections_and_replacement_and_withheld_words_have_none(
    client: Client, round_: Round
) -> None:
    ann, ben = make_recipient(round_, "Ann"), make_recipient(round_, "Ben")
    first = make_response(ann, answers={1: "First."}).answers.get()
    make_answer(make_response(ann), 1, text="Second.", replaces=first)
    make_correction(round_, answer=first)
    make_answer(make_response(ben), 1, text="Planted.", withheld="held_back", withheld_note="Wait.")
    assert line(client).endswith(f"corrected on 4 July 2026, since replaced by a later answer, {SITE}#ann")
    page = read(client, "/rounds/round/questions/1/")
    assert len(page.all("p", class_="quote-line")) == 2
    assert "Planted" not in page.html


def test_every_kind_of_answer_is_explained_and_led_to_where_it_stands(client: Client, round_: Round) -> None:
    explained = read(client, "/how-we-count/").ids
    assert [kind for kind in Kind if kind.value not in explained] == []
    ann, ben = make_recipient(round_, "Ann"), make_recipient(round_, "Ben")
    joint = make_response(
        ann, ben, received_on="2026-07-09", on_behalf_of="colleagues", spoken_by="an aide", origin="referred"
    )
    Signatory._base_manager.filter(response=joint, recipient=ben).update(spoken_for=True)
    earlier = make_response(make_recipient(make_round(), politician=ann.politician), answers={1: "Before."})
    answer = make_answer(
        joint,
        1,
        inference="Why.",
        is_cut=True,
        is_paraphrase=True,
        carried_from=earlier.answers.get(),
    )
    make_correction(round_, answer=answer)
    cleo, dan = make_recipient(round_, "Cleo"), make_recipient(round_, "Dan")
    make_answer(make_response(cleo), 1, withheld="held_back", withheld_note="Wait.")
    make_answer(make_response(dan), 1, withheld="withdrawn", withheld_note="Wrong.")
    make_response(dan, answers={1: "From a speech."}, origin="public_record")
    for address in ("/rounds/round/", "/rounds/round/?view=person", "/rounds/round/all/"):
        links = {link.get("href") for link in read(client, address).all("a", class_="about")}
        assert {f"/how-we-count/#{kind}" for kind in Kind} - links == set()


def test_answers_stand_side_by_side_where_they_are_few(client: Client, round_: Round) -> None:
    for number, expected in enumerate([False, True, True, True, False], 1):
        make_response(make_recipient(round_, f"Person {number}"), answers={1: "Yes."})
        classes = words_of_class(client)
        assert ("side-by-side" in classes) is expected


def words_of_class(client: Client) -> list[str]:
    page = read(client, "/rounds/round/questions/1/")
    assert words_in(page.one("h1")) != ""
    return (page.one("section", aria_label="answers").get("class") or "").split()
