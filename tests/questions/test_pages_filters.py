"""The filters of the public lists: what they find, and what they tell about values they do not know."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from questions.models import Round
from tests.factories import (
    make_answer,
    make_body,
    make_campaign,
    make_party,
    make_recipient,
    make_response,
    make_round,
)
from tests.reading import Reading, read, words_in
from tests.shared_rows import for_a_file_of_tests

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def round_(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Round]:  # noqa: ARG001
    """Ann (Green) answers both questions, Ben (Labour) one of them with Ann's help; Cleo and Dan say nothing."""
    with for_a_file_of_tests(django_db_blocker):
        round_ = make_round(
            slug="round",
            title="The round",
            campaign=make_campaign("The campaign", slug="campaign"),
            body=make_body("The council", slug="council"),
        )
        make_round(slug="other", title="The other round")
        ann = make_recipient(round_, "Ann Archer", party=make_party())
        ben = make_recipient(round_, "Ben Baker", party=make_party("Labour"))
        make_recipient(round_, "Cleo Cook", decision="no_response", body=make_body("The board", slug="board"))
        make_response(make_recipient(round_, "Dan Draper", party=make_party("Labour")), refuses=True)
        make_response(ann, answers={1: "More money for schools.", 2: "100% of it_all"})
        make_response(ann, ben, answers={1: "Money and patience."})
        yield round_


def told(page: Reading) -> list[str]:
    return [words_in(line) for told in page.all("ul", class_="told") for line in told]


def found(page: Reading) -> list[str]:
    return [
        "".join(next(article.iter("blockquote")).itertext()).strip()
        for article in page.all("article", class_="listed-answer")
    ]


SCHOOLS, ALL, PATIENCE = "More money for schools.", "100% of it_all", "Money and patience."


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [PATIENCE, SCHOOLS, ALL]),
        ("q=money", [PATIENCE, SCHOOLS]),
        ("q=MONEY+patience", [PATIENCE]),
        ("q=patience+archer", [PATIENCE]),
        ("q=baker", [PATIENCE]),
        ("q=schools+baker", []),
        ("q=100%25", [ALL]),
        ("q=it_al", [ALL]),
        ("q=chools", []),
        ("campaign=campaign", [PATIENCE, SCHOOLS, ALL]),
        ("round=round", [PATIENCE, SCHOOLS, ALL]),
        ("round=other", []),
        ("body=council", [PATIENCE, SCHOOLS, ALL]),
        ("body=board", []),
        ("party=labour", [PATIENCE]),
        ("party=not-given", []),
        ("party=labour&standing=answered", []),
        ("party=labour&standing=partly_answered", [PATIENCE]),
        ("question=2", [ALL]),
        ("question=2&party=green-party&q=100", [ALL]),
    ],
)
def test_answers_are_found_by_all_filters_at_once(
    client: Client, round_: Round, query: str, expected: list[str]
) -> None:
    page = read(client, f"/answers/?{query}")
    assert found(page) == expected
    number = {0: "No answers", 1: "1 answer"}.get(len(expected), f"{len(expected)} answers")
    assert words_in(page.one("h2")) == number
    assert told(page) == []
    assert round_.slug == "round"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["ann-archer", "ben-baker", "cleo-cook", "dan-draper"]),
        ("q=b+be", ["ben-baker"]),
        ("q=aker", []),
        ("body=board", ["cleo-cook"]),
        ("party=not-given", ["cleo-cook"]),
        ("party=labour&standing=declined", ["dan-draper"]),
        ("standing=no_response&party=labour", []),
    ],
)
def test_politicians_are_found(client: Client, round_: Round, query: str, expected: list[str]) -> None:
    assert list(read(client, f"/politicians/?{query}").standings) == expected
    assert round_.slug == "round"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"cleo-cook": "no_response", "dan-draper": "declined"}),
        ("q=cleo", {"cleo-cook": "no_response"}),
        ("standing=declined", {"dan-draper": "declined"}),
        ("party=not-given&round=round&campaign=campaign", {"cleo-cook": "no_response"}),
    ],
)
def test_non_respondents_are_found(
    client: Client, round_: Round, query: str, expected: dict[str, str]
) -> None:
    assert read(client, f"/non-respondents/?{query}").standings == expected
    assert round_.slug == "round"


def test_lists_offer_only_what_is_public(client: Client, round_: Round) -> None:
    draft = make_round(
        published=False, title="Draft", body=make_body("Hidden"), campaign=make_campaign("Secret")
    )
    make_recipient(draft, "Hid", party=make_party("Hidden party"))
    page = read(client, "/answers/")
    offered = {
        select.get("name"): [option.get("value") for option in select]
        for select in page.all("select")
        if select.get("name") != "standing"
    }
    assert offered["round"][1:] == ["other", round_.slug]
    assert offered["body"] == ["", "board", "council"]
    assert offered["party"] == ["", "green-party", "labour", "not-given"]
    assert len(offered["campaign"]) == 3


@pytest.mark.parametrize("address", ["/answers/", "/politicians/", "/non-respondents/"])
@pytest.mark.parametrize("name", ["campaign", "round", "body", "party", "standing"])
@pytest.mark.parametrize("value", ["nobody", "a\x00b", "<script>alert(1)</script>", "\u202e", "9" * 5000])
def test_bad_value_is_named_and_the_other_filters_go_on(
    client: Client, round_: Round, address: str, name: str, value: str
) -> None:
    page = read(client, f"{address}?{name}={quote(value)}&q=cook")
    (sentence,) = told(page)
    assert sentence.startswith("“")
    assert sentence.endswith(
        f"” is none of the choices of the filter “{name}”: the list is shown without it."
    )
    assert len(sentence) < 200
    assert page.one("input", name="q").get("value") == "cook"
    shown = page.standings if address != "/answers/" else {}
    assert set(shown) == ({"cleo-cook"} if address != "/answers/" else set())
    assert round_.slug == "round"


@pytest.mark.parametrize(
    "value", ["two", "-1", "0", "1e3", "99999999999999999999", "9" * 5000, "\x00", "1.5"]
)
def test_bad_question_number_is_named(client: Client, round_: Round, value: str) -> None:
    page = read(client, f"/answers/?question={quote(value)}&party=labour")
    (sentence,) = told(page)
    assert sentence.startswith("The filter “question” cannot use “")
    assert found(page) == [PATIENCE]
    (chosen,) = [
        option.get("value") for option in page.one("select", name="party") if "selected" in option.attrib
    ]
    assert chosen == "labour"
    assert round_.slug == "round"


@pytest.mark.parametrize("address", ["/answers/", "/politicians/", "/non-respondents/"])
@pytest.mark.parametrize("value", ["a\x00b", "x" * 201])
def test_search_that_cannot_be_made_is_named(client: Client, round_: Round, address: str, value: str) -> None:
    page = read(client, f"{address}?q={quote(value)}&round=round")
    assert told(page)[0].startswith("The filter “q” cannot use “")
    assert "page.none" not in page.ids
    assert round_.slug == "round"


def test_unknown_filter_is_told(client: Client, round_: Round) -> None:
    page = read(client, "/answers/?colour=red&q=patience")
    assert told(page) == ["This list has no filter “colour”: it was left out."]
    assert found(page) == [PATIENCE]
    assert round_.slug == "round"


@pytest.mark.parametrize(
    ("page_number", "expected"),
    [
        ("3", "There is no such page: this is the last one."),
        ("99999999999999999999", "There is no such page: this is the last one."),
        ("9" * 5000, "There is no such page: this is the last one."),
        ("0", "Pages are numbered from 1: this is the first page."),
        ("-1", "Pages are numbered from 1: this is the first page."),
        ("two", "The filter “page” takes a number: this is the first page."),
        ("", "The filter “page” takes a number: this is the first page."),
        ("\x00", "The filter “page” takes a number: this is the first page."),
    ],
)
def test_page_out_of_range_is_told(client: Client, round_: Round, page_number: str, expected: str) -> None:
    for number in range(20):
        make_answer(make_response(round_.recipients.all()[0], slug=f"more-{number}"), 1)
    page = read(client, f"/answers/?round=round&page={quote(page_number)}")
    assert told(page) == [expected]
    assert words_in(page.one("h2")) == "23 answers"
    (pager,) = page.all("nav", class_="pager")
    (link,) = pager.iter("a")
    assert str(link.get("href")).startswith("?round=round&")
    assert read(client, f"/corrections/?page={quote(page_number)}").status == 200


@pytest.mark.parametrize(
    ("address", "label"),
    [("/answers/", "Words or names"), ("/politicians/", "Name"), ("/non-respondents/", "Name")],
)
def test_box_says_what_is_searched(client: Client, address: str, label: str) -> None:
    page = read(client, address)
    (box,) = page.all("input", name="q")
    assert [words_in(each) for each in page.all("label", for_=box.get("id") or "")] == [label]
