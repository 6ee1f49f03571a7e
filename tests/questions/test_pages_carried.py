"""Answers carried forward as readers see them: labelled, linked, and never leaking what is not public."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from questions.models import Answer, Recipient, Round
from tests.factories import PUBLISHED, make_answer, make_question, make_recipient, make_response, make_round
from tests.questions.test_pages_queries import MEASURED, WHO_PUBLISHES, fill
from tests.reading import Reading, read, words_in

pytestmark = pytest.mark.django_db

SECRET = "Words nobody may see."
SURFACES = [
    "/",
    "/rounds/third/",
    "/rounds/second/",
    "/rounds/third/questions/1/",
    "/rounds/second/questions/1/",
    "/politicians/ann/",
    "/answers/",
    "/campaigns/{campaign}/",
]


@pytest.fixture
def chain() -> list[Round]:
    """Three rounds of one question, each repeating that of the round before."""
    rounds = [make_round(slug="first", title="First", questions=1)]
    for slug in ("second", "third"):
        before = rounds[-1]
        rounds.append(make_round(slug=slug, title=slug.capitalize(), follows=before, questions=0))
        make_question(rounds[-1], repeats=before.questions.get())
    return rounds


@pytest.fixture
def ann(chain: list[Round]) -> list[Recipient]:
    """Ann on all three lists."""
    first = make_recipient(chain[0], "Ann")
    return [first, *(make_recipient(each, politician=first.politician) for each in chain[1:])]


def carry(ann: list[Recipient], text: str = SECRET, **fields: Any) -> list[Answer]:
    """Ann's words of the first round, carried forward to the second and from there to the third."""
    answers = [make_answer(make_response(ann[0], received_on="2026-06-30"), 1, text=text, **fields)]
    answers.append(make_answer(make_response(ann[1]), 1, text="Unchanged.", carried_from=answers[0]))
    answers.append(make_answer(make_response(ann[2]), 1, text="", carried_from=answers[1]))
    return answers


def article(client: Client, address: str) -> Reading:
    page = read(client, address)
    return Reading(page.address, page.status, page.html, page.one("article", id="ann"))


def test_the_earlier_words_stand_labelled_beside_the_answer(client: Client, ann: list[Recipient]) -> None:
    carry(ann, "As ever.\n\nReally.")
    second, third = (article(client, f"/rounds/{slug}/questions/1/") for slug in ("second", "third"))
    (quoted,) = second.all("blockquote")
    assert words_in(quoted) == "Unchanged."
    assert third.all("blockquote") == []
    assert "They say that their position is unchanged." in words_in(third.root)
    from_first = "Carried forward from their answer in “First” (received on 30 June 2026) As ever. Really."
    assert [words_in(figure) for figure in second.all("figure", class_="carried")] == [from_first]
    assert [words_in(figure) for figure in third.all("figure", class_="carried")] == [
        "Carried forward from their answer in “Second” (published on 3 July 2026) Unchanged.",
        from_first,
    ]
    assert [link.get("href") for figure in third.all("figure") for link in figure.iter("a")] == [
        "/rounds/second/questions/1/#ann",
        "/rounds/first/questions/1/#ann",
    ]


def test_a_carried_answer_is_said_to_be_one_wherever_it_stands(client: Client, ann: list[Recipient]) -> None:
    carry(ann, "As ever.")
    third = read(client, "/rounds/third/")
    assert third.standings == {"ann": "answered"}
    assert [words_in(line) for line in third.one("ul", class_="begun")] == [
        "Ann party not given Carries an earlier answer forward: read both"
    ]
    assert "Unchanged, they say: their earlier answer is carried forward: question 1 before now" in words_in(
        third.one("ul", class_="changes")
    )
    listed = read(client, "/answers/?round=third").all("article")
    assert len(listed) == 1
    assert "An earlier answer of theirs is carried forward." in words_in(listed[0])
    own = read(client, "/politicians/ann/")
    assert own.text.count("As ever.") == 3
    assert own.text.count("Carried forward from their answer in “First”") == 2


def test_a_joint_answer_is_carried_forward_as_one(
    client: Client, chain: list[Round], ann: list[Recipient]
) -> None:
    ben = make_recipient(chain[0], "Ben")
    joint = make_answer(make_response(ann[0], ben, timing_words="late on Friday"), 1, text="Ours.")
    make_answer(make_response(ann[1]), 1, text="Unchanged.", carried_from=joint)
    (figure,) = article(client, "/rounds/second/questions/1/").all("figure")
    assert words_in(figure) == (
        "Carried forward from the joint answer of Ann and Ben in “First” (received “late on Friday”, "
        "on record since 3 July 2026) Ours."
    )


UNSEEN: dict[str, dict[str, dict[str, Any]]] = {
    "held back": {"answer": {"withheld": "held_back", "withheld_note": "Legal advice."}},
    "withdrawn": {"answer": {"withheld": "withdrawn", "withheld_note": "She asked us to."}},
    "response withdrawn": {"response": {"withdrawn_at": PUBLISHED, "withdrawal_note": "A mistake."}},
    "response not published": {"response": {"published_at": None}},
    "round withdrawn": {"round": {"withdrawn_at": PUBLISHED, "withdrawal_note": "A mistake."}},
    "round not published": {"round": {"published_at": None}},
}


@pytest.mark.parametrize("way", UNSEEN)
def test_words_that_are_not_public_never_leak_through_what_carries_them(
    client: Client, way: str, chain: list[Round], ann: list[Recipient]
) -> None:
    first = carry(ann, position="")[0]
    surfaces = [surface.format(campaign=chain[2].campaign.slug) for surface in SURFACES]
    planted = [address for address in surfaces if SECRET in read(client, address).html]
    assert "/rounds/third/questions/1/" in planted
    for row, fields in UNSEEN[way].items():
        changed = {"answer": first, "response": first.response, "round": chain[0]}[row]
        for field, value in fields.items():
            setattr(changed, field, value)
        changed.save()
    assert [address for address in surfaces if SECRET in read(client, address).html] == []
    told = [words_in(figure) for figure in article(client, "/rounds/second/questions/1/").all("figure")]
    assert told == [
        {
            "held back": "Carried forward from their answer in “First” (received on 30 June 2026) "
            "An answer was received; it is held back. Legal advice.",
            "withdrawn": "Carried forward from their answer in “First” (received on 30 June 2026) "
            "An answer was received; it was withdrawn. She asked us to.",
        }.get(
            way, "Carried forward: they say that an earlier answer of theirs still holds. It is not public."
        )
    ]


def test_a_withheld_answer_does_not_tell_that_it_carries_an_earlier_one_forward(
    client: Client, ann: list[Recipient]
) -> None:
    second = carry(ann, "As ever.")[1]
    second.withheld, second.withheld_note = "held_back", "Legal advice."
    second.save()
    for slug, figures in {
        "second": [],
        "third": [
            (
                "Carried forward from their answer in “Second” (published on 3 July 2026) "
                "An answer was received; it is held back. Legal advice."
            )
        ],
    }.items():
        page = article(client, f"/rounds/{slug}/questions/1/")
        assert [words_in(figure) for figure in page.all("figure")] == figures
    assert "Carries an earlier" not in read(client, "/rounds/second/").text
    assert "Carried forward from their answer in “First”" not in read(client, "/politicians/ann/").text


def test_a_carried_summary_is_the_newsrooms_and_keeps_its_note(client: Client, ann: list[Recipient]) -> None:
    carry(ann, "Broadly in favour.", is_paraphrase=True, public_note="She voted against it in 2015.")
    (figure,) = article(client, "/rounds/second/questions/1/").all("figure")
    assert words_in(figure) == (
        "Carried forward from their answer in “First” (received on 30 June 2026) In the newsroom's words "
        "Broadly in favour. Note by the newsroom: She voted against it in 2015."
    )


@pytest.mark.parametrize("number", [3, 300])
def test_carried_answers_take_no_more_queries(
    client: Client, django_assert_num_queries: Callable[[int], CaptureQueriesContext], number: int
) -> None:
    fill(number)
    earlier = {
        (answer.response.slug, answer.question.number): answer
        for answer in Answer.objects.filter(response__round__slug="first").select_related(
            "response", "question"
        )
    }
    for answer in Answer.objects.filter(response__round__slug="second").select_related(
        "response", "question"
    ):
        carried_from = earlier.get((answer.response.slug, answer.question.number))
        if carried_from is not None:
            answer.text, answer.carried_from = "", carried_from
            answer.save()
    for address in ("/rounds/second/", "/rounds/second/questions/1/", "/politicians/person-1/", "/answers/"):
        with django_assert_num_queries(MEASURED[address] + WHO_PUBLISHES):
            page = read(client, address)
        assert "arrie" in page.text
