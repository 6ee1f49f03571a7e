"""Politicians side by side: over everything that they were all asked, and over nothing else."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from questions.actions.merging import merge_politicians
from questions.models import Recipient, Round
from questions.pages.compare_page import MANY, MOST_FOUND
from tests.factories import (
    make_answer,
    make_approach,
    make_correction,
    make_politician,
    make_question,
    make_recipient,
    make_response,
    make_round,
)
from tests.reading import Reading, read, words_in

pytestmark = pytest.mark.django_db
BOTH = "/compare/?politician=ann&politician=ben"


@pytest.fixture
def round_() -> Round:
    """Ann answers the first question, Ben and she together the second; the third was put to Ben alone."""
    round_ = make_round(slug="round", title="The round")
    ann, ben = make_recipient(round_, "Ann"), make_recipient(round_, "Ben")
    make_recipient(round_, "Cleo")
    make_question(round_, number=3).put_to.add(ben)
    make_response(ann, answers={1: "Word for  word.\n\nTwice."})
    make_response(ben, ann, answers={2: "Together."})
    make_response(ben, answers={3: "Ben's alone."})
    return round_


def cells(page: Reading) -> list[list[str]]:
    """Row by row, what stands in each cell under its name."""
    return [
        [words_in(cell) for cell in row.iter("section")]
        for row in page.all("article", class_="compared-question")
    ]


def told(page: Reading) -> list[str]:
    return [words_in(line) for told in page.all("ul", class_="told") for line in told]


def test_the_same_question_stands_in_one_row_and_a_joint_answer_once(client: Client, round_: Round) -> None:
    page = read(client, BOTH)
    assert round_.questions.count() == 3
    assert words_in(page.one("p", class_="headline")) == (
        "Everything that Ann and Ben were both asked: 2 questions in one round."
    )
    assert cells(page) == [
        [
            "Ann party not given Word for word. Twice. Link to this answer",
            "Ben party not given Replied, with no published answer to this question",
        ],
        [
            "Ann party not given Together. One joint answer from Ben and Ann. Link to this answer",
            "Ben party not given One joint answer with Ann, under whose name it stands.",
        ],
    ]
    quoted = [[paragraph.text for paragraph in quote] for quote in page.all("blockquote")]
    assert quoted == [["Word for  word.", "Twice."], ["Together."]]
    assert "Ben's alone." not in page.html
    assert "1 more question was put to some of them only." in page.text
    assert {"/rounds/round/questions/1/#ann", "/rounds/round/questions/2/#ben"} <= {
        link.get("href") for link in page.all("a")
    }


def test_standing_is_told_where_there_is_no_answer(client: Client, round_: Round) -> None:
    Recipient._base_manager.filter(round=round_, slug="cleo").update(decision="no_response")
    page = read(client, "/compare/?politician=cleo&politician=ann")
    assert [row[0] for row in cells(page)] == ["Cleo party not given Did not respond"] * 2


def test_repeats_lead_to_the_question_that_they_ask_again(client: Client, round_: Round) -> None:
    later = make_round(slug="later", title="Later", follows=round_, questions=0, asked_on="2027-01")
    make_question(later, number=1, repeats=round_.questions.get(number=1))
    for recipient in round_.recipients.filter(slug__in=["ann", "ben"]):
        make_recipient(later, politician=recipient.politician)
    page = read(client, BOTH)
    assert "Asks again question 1 of The round." in page.text
    assert [words_in(heading) for heading in page.all("h2")] == ["The round", "Later"]


@pytest.mark.parametrize("withheld", ["held_back", "withdrawn"])
def test_what_is_not_public_stands_in_no_comparison(client: Client, round_: Round, withheld: str) -> None:
    ann = round_.recipients.get(slug="ann")
    held = make_response(ann, slug="held")
    make_answer(held, 1, text="Planted a.", withheld=withheld, withheld_note="Being checked.")
    make_response(ann, answers={1: "Planted b."}, published=False)
    draft = make_round(slug="draft", title="Planted c", published=False)
    for recipient in round_.recipients.all():
        make_response(
            make_recipient(draft, politician=recipient.politician), answers={1: "Planted d.", 2: "Planted e."}
        )
    make_recipient(draft, politician=make_politician("Planted f", slug="hidden"))
    for address in (
        BOTH,
        "/compare/?politician=ann&politician=hidden",
        "/compare/",
        "/compare/?politician=ann",
    ):
        assert "Planted" not in read(client, address).html
    assert "Being checked." in read(client, BOTH).text
    assert told(read(client, "/compare/?politician=ann&politician=hidden")) == [
        "“hidden” is nobody on a public list, and was left out."
    ]


def test_a_correction_is_led_to_where_it_stands(client: Client, round_: Round) -> None:
    answer = round_.responses.get(answers__text="Together.").answers.get()
    make_correction(round_, answer=answer, key="first")
    (line,) = read(client, BOTH).all("p", class_="noted")
    assert [link.get("href") for link in line.iter("a")] == [
        "/how-we-count/#corrected",
        "/rounds/round/questions/2/#correction-first",
    ]
    assert "correction-first" in read(client, "/rounds/round/questions/2/").ids


def test_somebody_is_added_by_a_plain_form_and_taken_out_by_a_link(client: Client, round_: Round) -> None:
    make_recipient(make_round(slug="other"), "Olga")
    assert "/compare/?politician=ann" in {
        link.get("href") for link in read(client, "/politicians/ann/").all("a")
    }
    page = read(client, "/compare/?politician=ann")
    assert [option.get("value") for option in page.all("option")] == ["", "ben", "cleo"]
    assert [box.get("value") for box in page.all("input", name="politician")] == ["ann"]
    both = read(client, f"{BOTH}&politician=")
    assert "/compare/?politician=ben" in {link.get("href") for link in both.all("a")}
    assert told(both) == []
    nobody = read(client, "/compare/")
    assert [len(select) for select in nobody.all("select")] == [5, 5]
    assert round_.is_published()


def test_unknown_and_too_many_are_told_and_the_rest_goes_on(client: Client, round_: Round) -> None:
    for name in ("Dan", "Eve"):
        make_recipient(round_, name)
    page = read(client, f"{BOTH}&politician=no+one%00&politician=cleo&politician=dan&politician=ann")
    assert told(page) == [
        "No more than four can be compared: “dan” was left out.",
        "“no one\ufffd” is nobody on a public list, and was left out.",
    ]
    assert [words_in(item) for item in page.one("ul", class_="compared")] == [
        "Ann Take out Ann",
        "Ben Take out Ben",
        "Cleo Take out Cleo",
    ]
    apart = make_recipient(make_round(slug="apart"), "Xena")
    assert (
        "No published round put the same question to Ann and Xena."
        in read(client, f"/compare/?politician=ann&politician={apart.slug}").text
    )


def test_a_former_address_leads_on(client: Client, round_: Round, editor: User) -> None:
    double = make_politician("Anna", slug="anna")
    merge_politicians(kept=round_.recipients.get(slug="ann").politician, other=double, by=editor)  # type: ignore[arg-type]  # a person
    answer = client.get("/compare/?politician=ben&politician=anna")
    assert (answer.status_code, answer.headers["Location"]) == (
        301,
        "/compare/?politician=ben&politician=ann",
    )
    assert client.get("/compare/?politician=nobody").status_code == 200


def test_each_joint_answer_is_named_where_it_stands(client: Client) -> None:
    round_ = make_round(slug="round", questions=1)
    ann, ben, cat = (make_recipient(round_, name) for name in ("Ann", "Ben", "Cat"))
    make_response(ann, cat, answers={1: "With Ann."})
    make_response(ben, cat, answers={1: "With Ben."})
    page = read(client, "/compare/?politician=ann&politician=ben&politician=cat")
    ((*_, third),) = cells(page)
    assert third == (
        "Cat party not given One joint answer with Ann, under whose name it stands. "
        "One joint answer with Ben, under whose name it stands."
    )
    leading = [link.get("href") for link in page.all("a") if "One joint answer with" in words_in(link)]
    assert leading == ["/rounds/round/questions/1/#ann", "/rounds/round/questions/1/#ben"]


def test_that_somebody_did_not_respond_is_never_said_without_how_they_were_asked(
    client: Client, round_: Round
) -> None:
    Round._base_manager.filter(pk=round_.pk).update(asked_on="2026-06-01", deadline_on="2026-06-30")
    cleo = round_.recipients.get(slug="cleo")
    make_approach(cleo, made_on="2026-06-02", channel="email")
    Recipient._base_manager.filter(pk=cleo.pk).update(decision="no_response", decided_on="2026-07-01")
    page = read(client, "/compare/?politician=cleo&politician=ann")
    assert [words_in(about) for about in page.all("p", class_="claimed")] == ["Cleo"]
    words = words_in(page.one("p", class_="claim"))
    for part in ("Asked on 1 June 2026; answers were asked for by 30 June 2026.", "2 June 2026", "as of"):
        assert part in words
    assert read(client, BOTH).all("p", class_="claim") == []


def test_standing_stands_beside_words_from_the_public_record(client: Client, round_: Round) -> None:
    cleo = round_.recipients.get(slug="cleo")
    Recipient._base_manager.filter(pk=cleo.pk).update(decision="no_response")
    make_response(cleo, answers={1: "Said in the chamber."}, origin="public_record")
    page = read(client, "/compare/?politician=cleo&politician=ann")
    assert cells(page)[0][0] == (
        "Cleo party not given Said in the chamber. From the public record: the newsroom found these words; they "
        "are not a reply to it. Link to this answer Did not respond"
    )


@pytest.fixture
def many(round_: Round) -> list[str]:
    """So many on the list of the same round that nobody would choose from a list of them; their slugs."""
    return [make_recipient(round_, f"Member {number:03d}").slug for number in range(MANY)]


def found(page: Reading) -> dict[str, str]:
    return {
        words_in(link): link.get("href") or ""
        for list_ in page.all("ul", class_="found")
        for link in list_.iter("a")
    }


@pytest.mark.usefixtures("many")
def test_one_of_many_is_found_by_typing_a_name(client: Client) -> None:
    make_recipient(
        make_round(slug="other"), "Zoë Member", politician=make_politician("Zoë Member", slug="zoe")
    )
    for address in ("/compare/", "/compare/?politician=ann"):
        page = read(client, address)
        assert page.all("option") == page.all("select") == []
        assert (page.one("input", name="q").get("type"), found(page)) == ("search", {})
    nobody = read(client, "/compare/?q=ZOE")
    assert found(nobody) == {"Zoë Member": "/compare/?politician=zoe"}
    page = read(client, "/compare/?politician=ann&politician=ben&q=007+mem")
    assert found(page) == {"Member 007": "/compare/?politician=ann&politician=ben&politician=member-007"}
    assert [box.get("value") for box in page.all("input", name="politician")] == ["ann", "ben"]
    assert page.one("input", name="q").get("value") == "007 mem"
    assert cells(page) != []


@pytest.mark.usefixtures("many")
def test_names_that_fit_nobody_or_too_many_are_told(client: Client) -> None:
    make_recipient(make_round(slug="other"), "Zoe Other")
    assert told(read(client, "/compare/?politician=ann&q=zoe")) == [
        "Nobody called “zoe” was asked in the same round."
    ]
    assert told(read(client, "/compare/?q=nobody")) == ["Nobody called “nobody” is on a public list."]
    assert told(read(client, "/compare/?q=%3F%00")) == [
        "“?\ufffd” has no letter or figure to look for: the list is shown without it."
    ]
    page = read(client, "/compare/?q=member")
    assert len(found(page)) == MOST_FOUND
    assert told(page) == [
        f"More than {MOST_FOUND} are called “member”: type more of the name to see the others."
    ]


@pytest.mark.usefixtures("many")
def test_form_of_many_is_light(client: Client) -> None:
    assert len(read(client, "/compare/").html) < 12_000
    assert len(read(client, "/compare/?politician=ann").html) < 12_000


def test_nobody_is_found_on_a_draft(client: Client, round_: Round) -> None:
    make_recipient(make_round(slug="draft", published=False), "Planted Name")
    page = read(client, "/compare/?q=planted")
    assert "Planted Name" not in page.html
    assert round_.is_published()
