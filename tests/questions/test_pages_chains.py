"""Chains of follow-up rounds as readers see them: however long, in a fixed number of queries."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from questions.models import Recipient, Round
from tests.factories import make_question, make_recipient, make_response, make_round
from tests.questions.test_pages_queries import MEASURED, WHO_PUBLISHES, fill
from tests.reading import Reading, read, words_in

pytestmark = pytest.mark.django_db

NAMES = ["first", "second", "third", "fourth", "fifth", "sixth"]


@pytest.fixture
def chain() -> list[Round]:
    """Six rounds, each following the one before and repeating its question."""
    rounds: list[Round] = []
    for name in NAMES:
        before = rounds[-1] if rounds else None
        round_ = make_round(slug=name, title=name.capitalize(), follows=before, questions=0)
        make_question(round_, text="Why?", repeats=before.questions.get() if before else None)
        rounds.append(round_)
    return rounds


def again(recipient: Recipient, round_: Round, **fields: Any) -> Recipient:
    return make_recipient(round_, politician=recipient.politician, **fields)


def table(page: Reading) -> list[list[str]]:
    """Where everybody stood, round by round: a list for each row of the table, its head first."""
    return [
        [words_in(cell) for cell in row]
        for element in page.all("table", class_="round-by-round")
        for row in element.iter("tr")
    ]


def test_the_third_round_shows_where_everybody_stood_in_all_three(client: Client, chain: list[Round]) -> None:
    first, second, third = chain[:3]
    ann = make_recipient(first, "Ann", decision="no_response")
    ben = make_recipient(first, "Ben", decision="no_response")
    cleo = make_recipient(first, "Cleo")
    make_response(cleo, answers={1: "Because."})
    again(ann, second, decision="no_response")
    make_response(again(ben, second), answers={1: "At last."})
    again(ann, third, decision="no_response")
    make_response(again(ben, third), refuses=True)
    make_response(again(cleo, third), answers={1: "Because."})
    dora = make_recipient(third, "Dora", takes_place_of=None)
    page = read(client, "/rounds/third/")
    assert table(page) == [
        ["Name", "First", "Second", "Third (this round)"],
        ["Ann", "did not respond", "did not respond", "did not respond"],
        ["Ben", "did not respond", "answered", "declined to answer"],
        ["Cleo", "answered", "not on its list", "answered"],
        ["Dora", "not on its list", "not on its list", "asked, no reply yet"],
    ]
    assert [words_in(person) for person in page.one("ul", class_="changes")] == [
        "Ann did not respond, all three times Still silent: question 1",
        "Ben answered before; now declined to answer Declined to answer: question 1 before",
        "Cleo answered, both times Unchanged: question 1 before, in First now",
        "Dora first asked in this round: asked, no reply yet First asked now: question 1",
    ]
    (before,) = [
        link for link in page.one("ul", class_="changes").iter("a") if words_in(link) == "before, in First"
    ]
    assert before.get("href") == "/rounds/first/questions/1/#cleo"
    assert page.standings["dora"] == dora.standing
    assert table(read(client, "/rounds/second/")) == []


def test_every_round_of_a_chain_leads_to_the_others(client: Client, chain: list[Round]) -> None:
    told = {
        slug: [words_in(line) for line in read(client, f"/rounds/{slug}/").one("ul", class_="neighbours")]
        for slug in ("first", "third", "sixth")
    }
    assert told == {
        "first": [
            "Followed by Second – what changed there",
            "Later: Third – what changed there",
            "Later: Fourth – what changed there",
            "Later: Fifth – what changed there",
            "Later: Sixth – what changed there",
        ],
        "third": [
            "Follows Second – what changed since",
            "which follows First",
            "Followed by Fourth – what changed there",
            "Later: Fifth – what changed there",
            "Later: Sixth – what changed there",
        ],
        "sixth": [
            "Follows Fifth – what changed since",
            *(f"which follows {name}" for name in ("Fourth", "Third", "Second", "First")),
        ],
    }
    assert [each.title for each in chain] == [name.capitalize() for name in NAMES]


def test_a_round_that_is_not_public_cuts_the_chain(client: Client, chain: list[Round]) -> None:
    chain[2].published_at = None
    chain[2].save()
    make_recipient(chain[2], "Hidden")
    second, fourth = (read(client, f"/rounds/{slug}/") for slug in ("second", "fourth"))
    assert [words_in(line) for line in second.one("ul", class_="neighbours")] == [
        "Follows First – what changed since"
    ]
    assert [words_in(line) for line in fourth.one("ul", class_="neighbours")] == [
        "Followed by Fifth – what changed there",
        "Later: Sixth – what changed there",
    ]
    assert "Hidden" not in fourth.text
    assert "Third" not in fourth.text


def test_the_same_question_is_found_however_many_rounds_away(client: Client, chain: list[Round]) -> None:
    sibling = make_round(slug="sibling", title="Sibling", follows=chain[0], questions=0)
    make_question(sibling, repeats=chain[0].questions.get())
    for slug in (*NAMES, "sibling"):
        page = read(client, f"/rounds/{slug}/questions/1/")
        links = {link.get("href") for link in page.one("ul", class_="elsewhere").iter("a")}
        assert links == {f"/rounds/{each}/questions/1/" for each in (*NAMES, "sibling") if each != slug}


@pytest.mark.parametrize("published", [True, False])
def test_a_reply_to_any_later_round_is_said_of_a_silence(
    client: Client, chain: list[Round], *, published: bool
) -> None:
    silent = make_recipient(chain[0], "Silent", decision="no_response")
    other = make_recipient(chain[0], "Other", decision="no_response")
    for round_ in chain[1:]:
        again(other, round_, decision="no_response")
    make_response(again(silent, chain[5]), answers={1: "At last."}, published=published)
    page = read(client, "/rounds/first/")
    assert "did not respond; has since replied to a later round" in words_in(page.one("li", id="silent"))
    assert "has since" not in words_in(page.one("li", id="other"))


def test_the_table_says_who_took_whose_place_in_any_round(client: Client, chain: list[Round]) -> None:
    left = make_recipient(chain[0], "Left", decision="no_response")
    taker = make_recipient(chain[1], "Taker", takes_place_of=left)
    again(taker, chain[2])
    assert table(read(client, "/rounds/third/"))[1:] == [
        [
            "Taker in the place of Left, who left",
            "not on its list",
            "asked, no reply yet",
            "asked, no reply yet",
        ],
        [
            "Left left; Taker was asked in their place",
            "did not respond",
            "not on its list",
            "not on its list",
        ],
    ]


def test_a_substitute_is_said_to_be_one(client: Client, chain: list[Round]) -> None:
    left = make_recipient(chain[0], "Left", decision="no_response")
    gone = make_recipient(chain[0], "Gone", decision="left", decision_wording="lost her seat in May")
    make_recipient(chain[1], "Taker", takes_place_of=left)
    page = read(client, "/rounds/second/")
    assert words_in(page.one("li", id="taker")) == "Taker party not given In the place of Left, who left"
    assert [words_in(person) for person in page.one("ul", class_="changes")] == [
        (
            "Taker in the place of Left, who left; first asked in this round: asked, no reply yet "
            "First asked now: question 1"
        )
    ]
    assert (
        "Not asked again: Left (left; Taker was asked in their place), Gone (lost her seat in May)."
        in page.text
    )
    assert "in the place of Left, who left" in read(client, "/politicians/taker/").text
    assert gone.standing == "left"
    chain[0].withdrawn_at = chain[0].published_at
    chain[0].save()
    for address in ("/rounds/second/", "/politicians/taker/"):
        assert "Left" not in read(client, address).text


@pytest.mark.parametrize(
    "address", ["/rounds/last/", "/rounds/last/questions/1/", "/politicians/person-1/", "/"]
)
@pytest.mark.parametrize("number", [3, 300])
def test_a_page_of_a_long_chain_takes_no_more_queries(
    client: Client,
    django_assert_num_queries: Callable[[int], CaptureQueriesContext],
    address: str,
    number: int,
) -> None:
    fill(number)
    before = Round.objects.get(slug="second")
    for slug in ("third", "last"):
        round_ = make_round(slug=slug, follows=before, campaign=before.campaign, questions=0)
        for question in before.questions.all():
            make_question(round_, number=question.number, repeats=question)
        for recipient in Recipient.objects.of_rounds(before).in_order()[:3]:
            again(recipient, round_)
        before = round_
    left = Recipient.objects.filter(round__slug="first").in_order().last()
    make_recipient(before, "Substitute", takes_place_of=left)
    with django_assert_num_queries(MEASURED[address.replace("last", "second")] + WHO_PUBLISHES):
        page = read(client, address)
    if address == "/rounds/last/":
        assert len(table(page)) == number + 2
