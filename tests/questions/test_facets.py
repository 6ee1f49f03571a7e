"""The number beside each choice is the number that is found when it is taken, the other filters kept."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.test import Client

from questions.models import Round
from tests.factories import (
    make_body,
    make_campaign,
    make_party,
    make_recipient,
    make_response,
    make_round,
)
from tests.reading import Reading, words_in
from tests.reading import read as read_address

pytestmark = pytest.mark.django_db

FILTERS = ("campaign", "round", "body", "party", "standing", "question")


@pytest.fixture
def record() -> None:
    """Two campaigns, three rounds; joint answers across parties, bodies and standings; words looked up."""
    schools, trees = make_campaign("Schools", slug="schools"), make_campaign("Trees", slug="trees")
    council, board = make_body("Council", slug="council"), make_body("Board", slug="board")
    green, labour = make_party("Green Party"), make_party("Labour")
    for place, (slug, campaign, body) in enumerate(
        [("first", schools, council), ("second", schools, board), ("third", trees, None)]
    ):
        round_ = make_round(slug=slug, title=slug.title(), campaign=campaign, body=body, questions=3)
        fill(round_, place, green, labour, board)
    make_recipient(make_round(slug="draft", published=False), "Hidden", party=make_party("Hidden"))


def fill(round_: Round, place: int, green: object, labour: object, board: object) -> None:
    slug = round_.slug
    ann = make_recipient(round_, f"Ann {slug}", party=green)
    ben = make_recipient(round_, f"Ben {slug}", party=labour, body=board)
    cat = make_recipient(round_, f"Cat {slug}", party=labour)
    dan = make_recipient(round_, f"Dan {slug}", decision="no_response")
    make_recipient(round_, f"Eve {slug}", party=make_party("Lonely Party"))
    make_response(ann, answers={1: "Oaks.", 2: "Elms.", 3: "Limes."})
    make_response(ben, ann, answers={1: "Oaks, jointly."})
    make_response(ben, cat, answers={2: "Two of one party: élms."})
    make_response(dan, answers={place + 1: "Looked up: oaks."}, origin="public_record")
    make_response(cat, answers={3: "Not public."}, published=False)


def read(client: Client, address: str, **query: str) -> Reading:
    return read_address(client, f"{address}?{urlencode(query)}" if query else address)


def choices(page: Reading, name: str) -> dict[str, tuple[int, bool]]:
    """The number beside each choice, and whether it can be taken."""
    found = {}
    for option in page.one("select", name=name):
        value, label = option.get("value"), words_in(option)
        if value:
            number = re.search(r"\(([0-9,]+)\)$", label)
            assert number, label
            found[value] = (int(number[1]), "disabled" not in option.attrib)
    return found


def total(page: Reading) -> int:
    number = words_in(page.one("h2")).split()[0]
    return 0 if number == "No" else int(number)


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"q": "oak"},
        {"q": "elms ben"},
        {"q": "nothing of this"},
        {"party": "labour"},
        {"party": "green-party", "round": "second"},
        {"body": "board", "question": "1", "q": "oaks"},
        {"standing": "answered", "campaign": "schools"},
        {"standing": "partly_answered", "party": "labour", "body": "council"},
        {"party": "not-given", "question": "2"},
        {"standing": "declined"},
    ],
)
def test_numbers_are_those_found(client: Client, chosen: dict[str, str]) -> None:
    page = read(client, "/answers/?" + "&".join(f"{name}={value}" for name, value in chosen.items()))
    for name in FILTERS:
        offered = choices(page, name)
        if name != "question":
            assert len(offered) >= 2, name
        for value, (number, can_be_taken) in offered.items():
            taken = read(
                client, "/answers/?" + "&".join(f"{n}={v}" for n, v in (chosen | {name: value}).items())
            )
            assert number == total(taken), (name, value)
            assert can_be_taken == (number > 0 or chosen.get(name) == value), (name, value)


@pytest.mark.usefixtures("record")
def test_question_numbers_are_offered_with_the_one_that_was_asked_for(client: Client) -> None:
    assert list(choices(read(client, "/answers/"), "question")) == ["1", "2", "3"]
    page = read(client, "/answers/?question=9")
    assert choices(page, "question")["9"] == (0, True)
    (selected,) = [option for option in page.one("select", name="question") if "selected" in option.attrib]
    assert selected.get("value") == "9"


@pytest.mark.usefixtures("record")
def test_drafts_are_neither_offered_nor_counted(client: Client) -> None:
    page = read(client, "/answers/?q=public")
    assert total(page) == 0
    assert "Hidden" not in page.html
    assert "draft" not in choices(page, "round")


PEOPLE_FILTERS = {
    "/politicians/": ("campaign", "round", "body", "party", "standing"),
    "/non-respondents/": ("campaign", "round", "body", "party", "standing"),
    "/rounds/first/": ("party", "standing"),
}


def shown(page: Reading, address: str) -> int:
    """How many a list of people has found: its total, or the entries of a round."""
    return len(page.standings) if address.startswith("/rounds/") else total(page)


@pytest.mark.usefixtures("record")
@pytest.mark.parametrize("address", PEOPLE_FILTERS)
@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"q": "ann"},
        {"q": "eve first"},
        {"q": "nobody"},
        {"party": "labour"},
        {"party": "green-party", "standing": "answered"},
        {"standing": "declined", "q": "d"},
    ],
)
def test_numbers_of_people_are_those_found(client: Client, address: str, chosen: dict[str, str]) -> None:
    declining = Round.objects.get(slug="first").recipients.get(slug="eve-first")
    make_response(declining, refuses=True)
    again = make_recipient(Round.objects.get(slug="third"), politician=declining.politician)
    make_response(again, refuses=True)
    make_recipient(Round.objects.get(slug="third"), "Vi", volunteered=True)
    for number in range(20):
        make_recipient(Round.objects.get(slug="first"), f"Person {number}")
    page = read(client, address, **chosen)
    for name in PEOPLE_FILTERS[address]:
        offered = choices(page, name)
        assert len(offered) >= 2, name
        for value, (number, can_be_taken) in offered.items():
            taken = read(client, address, **(chosen | {name: value}))
            assert number == shown(taken, address), (name, value)
            assert can_be_taken == (number > 0 or chosen.get(name) == value), (name, value)


@pytest.mark.usefixtures("record")
def test_numbers_of_a_round_are_of_those_whose_area_fits(client: Client) -> None:
    round_ = Round.objects.get(slug="second")
    make_recipient(round_, "Ned", area="North Ward", party=make_party("Labour"))
    for number in range(20):
        make_recipient(round_, f"Person {number}", area="South Ward")
    page = read(client, "/rounds/second/", area="north")
    assert {value: number for value, (number, _) in choices(page, "party").items() if number} == {"labour": 1}
    assert choices(page, "standing")["awaiting"] == (1, True)
