"""Both articles on their pages: every paragraph word for word, every silence named, counts that add up."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.questions.articles import first_record_on_file
from tests.reading import line_words, read, words_in

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
ROUNDS = ["norfolk-mps", "childrens-services-committee"]
EVERYWHERE = {
    "henry-bellingham": "answered",
    "norman-lamb": "answered",
    "clive-lewis": "answered",
    "chloe-smith": "excused",
    "george-freeman": "no_response",
    "brandon-lewis": "no_response",
    "elizabeth-truss": "no_response",
    "richard-bacon": "no_response",
    "keith-simpson": "no_response",
}
COMMITTEE = {
    "roger-smith": "answered",
    "mark-kiddle-morris": "answered",
    "mike-sands": "answered",
    "emma-corlett": "answered",
    "chrissie-rumsby": "answered",
    "green-party-councillors": "no_response",
    "liberal-democrat-councillors": "no_response",
    "ukip-councillors": "no_response",
}
STANDINGS = {"norfolk-mps": EVERYWHERE, "childrens-services-committee": COMMITTEE}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def articles(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001
    with first_record_on_file(django_db_blocker):
        yield


def rows(round_slug: str, model: str) -> list[dict[str, Any]]:
    fixture = json.loads((FIXTURES / f"{round_slug}.json").read_text())
    return [row["fields"] for row in fixture if row["model"] == f"questions.{model}"]


def signatories(round_slug: str) -> dict[str, list[str]]:
    """The short names of those who signed each response, in order."""
    signed: dict[str, list[str]] = {}
    for row in sorted(rows(round_slug, "signatory"), key=lambda row: row["position"]):
        signed.setdefault(row["response"][1], []).append(row["recipient"][1])
    return signed


@pytest.mark.parametrize("round_slug", ROUNDS)
def test_question_pages_hold_every_paragraph_of_the_article_in_the_right_article(
    client: Client, round_slug: str
) -> None:
    signed = signatories(round_slug)
    paragraphs = 0
    for number in (1, 2, 3, 4):
        page = read(client, f"/rounds/{round_slug}/questions/{number}/")
        expected = {
            signed[row["response"][1]][0]: row["text"].split("\n\n")
            for row in rows(round_slug, "answer")
            if row["question"][1] == number
        }
        shown = {}
        for article in page.all("article"):
            (quotation,) = article.iter("blockquote")
            assert all(child.tag == "p" for child in quotation)
            assert (quotation.text or "").strip() == ""
            shown[article.get("id", "")] = [child.text for child in quotation]
            assert all((child.tail or "").strip() == "" and len(child) == 0 for child in quotation)
        assert shown == expected
        paragraphs += sum(map(len, expected.values()))
    assert paragraphs == {"norfolk-mps": 20, "childrens-services-committee": 29}[round_slug]


@pytest.mark.parametrize("round_slug", ROUNDS)
def test_question_pages_show_the_question_as_it_was_put(client: Client, round_slug: str) -> None:
    for row in rows(round_slug, "question"):
        page = read(client, f"/rounds/{round_slug}/questions/{row['number']}/")
        (heading,) = page.all("h1")
        assert words_in(heading) == f"Question {row['number']} {row['text']}"


def test_joint_answer_appears_once_with_all_names(client: Client) -> None:
    page = read(client, "/rounds/childrens-services-committee/questions/1/")
    article = page.one("article", id="mike-sands")
    assert [words_in(name) for name in article.iter("bdi") if name.get("class")] == [
        "Mike Sands",
        "Emma Corlett",
        "Chrissie Rumsby",
    ]
    inside = [element.get("id") for element in article.iter() if element.get("id")]
    assert inside == ["mike-sands", "emma-corlett", "chrissie-rumsby"]
    assert page.text.count("A key improvement that we made was re-introducing a leaving care service") == 1


def test_answer_says_for_whom_it_speaks_and_that_an_attribution_is_inferred(client: Client) -> None:
    page = read(client, "/rounds/childrens-services-committee/questions/2/")
    chairman = words_in(page.one("article", id="roger-smith"))
    assert "On behalf of his 'immediate colleagues'." in chairman
    labour = words_in(page.one("article", id="mike-sands"))
    assert "One joint answer from Mike Sands, Emma Corlett and Chrissie Rumsby." in labour
    assert "Attributed by the newsroom: The article says that the three Labour councillors" in labour


@pytest.mark.parametrize("round_slug", ROUNDS)
def test_each_recipient_stands_once_on_round_and_question_pages(client: Client, round_slug: str) -> None:
    assert read(client, f"/rounds/{round_slug}/").standings == STANDINGS[round_slug]
    for number in (1, 2, 3, 4):
        page = read(client, f"/rounds/{round_slug}/questions/{number}/")
        assert page.standings == STANDINGS[round_slug]
        assert set(STANDINGS[round_slug]) <= set(page.ids)


def test_each_recipient_stands_once_on_pages_across_rounds(client: Client) -> None:
    everyone = EVERYWHERE | COMMITTEE
    assert read(client, "/campaigns/fighting-for-their-futures/").standings == everyone
    people = {slug: standing for slug, standing in everyone.items() if "councillors" not in slug}
    assert read(client, "/politicians/").standings == people
    silent = {slug: standing for slug, standing in everyone.items() if standing == "no_response"}
    assert read(client, "/non-respondents/").standings == silent
    assert read(client, "/bodies/house-of-commons/").standings == EVERYWHERE
    assert read(client, "/bodies/childrens-services-committee/").standings == COMMITTEE
    assert read(client, "/parties/not-given/").standings == {
        slug: standing for slug, standing in EVERYWHERE.items() if standing != "answered"
    }
    assert read(client, "/parties/ukip/").standings == {"ukip-councillors": "no_response"}


COUNTED = {
    "norfolk-mps": ["3 answered", "1 excused", "5 did not respond"],
    "childrens-services-committee": [
        "5 answered",
        (
            "Green Party councillors, Liberal Democrat councillors and UKIP councillors did not respond "
            "(how many they are is not given)"
        ),
        "12 not named",
    ],
}


@pytest.mark.parametrize("round_slug", ROUNDS)
def test_counting_lines_add_up_to_the_number_asked_on_every_surface(client: Client, round_slug: str) -> None:
    expected = COUNTED[round_slug]
    asked = {"norfolk-mps": 9, "childrens-services-committee": 17}[round_slug]
    assert sum(int(line.split()[0]) for line in expected if line[0].isdigit()) == asked

    for address in (
        f"/rounds/{round_slug}/",
        f"/rounds/{round_slug}/all/",
        f"/rounds/{round_slug}/?view=grid",
    ):
        (counting,) = read(client, address).all("ul", class_="counting")
        lines = [line_words(line) for line in counting]
        assert lines == [*expected, f"{asked} asked"]
    (counting,) = read(client, f"/rounds/{round_slug}/questions/1/").all("ul", class_="counting")
    assert [words_in(line) for line in counting] == expected
    for address in ("/", "/campaigns/fighting-for-their-futures/"):
        tallies = {
            words_in(next(tally.iter("h3"))): [line_words(line) for line in next(tally.iter("ul"))]
            for tally in read(client, address).all("article", class_="tally")
        }
        title = {"norfolk-mps": "Norfolk's nine MPs"}.get(
            round_slug, "Norfolk's children's services committee"
        )
        assert tallies[title] == expected


def test_round_page_says_it_in_a_headline_and_a_fair_fraction(client: Client) -> None:
    mps = read(client, "/rounds/norfolk-mps/")
    assert words_in(mps.one("p", class_="headline")) == "Three of nine answered."
    assert words_in(mps.one("p", class_="fraction")) == "3 of 8 who could answer How we count"
    committee = read(client, "/rounds/childrens-services-committee/")
    assert words_in(committee.one("p", class_="headline")) == "At least five of 17 answered."
    assert words_in(committee.one("p", class_="fraction")) == "How we count"  # the headline has said it


def test_round_page_makes_the_whole_claim_about_the_silent(client: Client) -> None:
    page = read(client, "/rounds/norfolk-mps/")
    (claim,) = page.all("p", class_="claim")
    assert words_in(claim).startswith(
        "Asked by e-mail “last week” (in the source's words; the date is not on record). "
        "Did not respond, as reported by Eastern Daily Press. "
        "No reply to this round is on record as of "
    )
    assert words_in(page.one("p", class_="claimed")) == (
        "George Freeman, Brandon Lewis, Elizabeth Truss, Richard Bacon, Keith Simpson"
    )


def test_politician_page_holds_the_whole_record(client: Client) -> None:
    page = read(client, "/politicians/clive-lewis/")
    (source,) = page.all("p", class_="source")
    assert words_in(source) == "Taken from Angry, hopeful and no more cuts Eastern Daily Press"
    assert read(client, "/politicians/george-freeman/").all("p", class_="source") == []
    assert words_in(page.one("h1")) == "Clive Lewis"
    assert [words_in(line) for line in page.all("p", class_="headline")] == [
        "Answered",
    ]
    quoted = [paragraph.text for quote in page.all("blockquote") for paragraph in quote]
    assert quoted == [
        paragraph
        for row in rows("norfolk-mps", "answer")
        if row["response"][1] == "mps-lewis"
        for paragraph in row["text"].split("\n\n")
    ]
    assert "When asked: Labour, Norwich South" in page.text


def test_excused_politician_has_a_neutral_wording_and_no_claim(client: Client) -> None:
    page = read(client, "/politicians/chloe-smith/")
    assert [words_in(line) for line in page.all("p", class_="headline")] == ["On maternity leave"]
    assert page.all("p", class_="claim") == []
    assert "did not respond" not in page.text


def test_council_page_leads_to_its_committee(client: Client) -> None:
    page = read(client, "/bodies/norfolk-county-council/")
    assert "/bodies/childrens-services-committee/" in set(page.links)
    assert "/rounds/childrens-services-committee/" in set(page.links)
    assert page.standings == {}


def test_every_page_leads_only_to_pages_that_are_there(client: Client) -> None:
    to_read, seen = ["/"], {"/"}
    while to_read:
        for link in read(client, to_read.pop()).links:
            if link not in seen:
                seen.add(link)
                to_read.append(link)
    people = {slug for slug in EVERYWHERE | COMMITTEE if "councillors" not in slug}
    parties = ["conservatives", "labour", "liberal-democrats", "green-party", "ukip", "not-given"]
    bodies = ["house-of-commons", "norfolk-county-council", "childrens-services-committee"]
    lists = ["politicians", "compare", "answers", "non-respondents", "corrections", "how-we-count", "about"]
    assert {address.split("?")[0] for address in seen} == {
        "/",
        "/campaigns/fighting-for-their-futures/",
        *(f"/{page}/" for page in [*lists, "compare"]),
        *(f"/rounds/{slug}/" for slug in ROUNDS),
        *(f"/rounds/{slug}/all/" for slug in ROUNDS),
        *(f"/rounds/{slug}/questions/{number}/" for slug in ROUNDS for number in (1, 2, 3, 4)),
        *(f"/politicians/{slug}/" for slug in people),
        *(f"/parties/{slug}/" for slug in parties),
        *(f"/bodies/{slug}/" for slug in bodies),
    }
