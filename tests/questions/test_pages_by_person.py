"""A round by person: under whose name each reply stands, and what is said once of all its answers."""

from __future__ import annotations

import pytest
from django.test import Client

from questions.models import Round
from tests.factories import (
    make_answer,
    make_correction,
    make_party,
    make_recipient,
    make_response,
    make_round,
)
from tests.reading import Reading, read, words_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    """Ben answers with Ann, and again with Cat; Ann and Ben sent a statement; Ben and Cat are Labour."""
    round_ = make_round(slug="round", title="The round", questions=3)
    labour = make_party("Labour")
    ann = make_recipient(round_, "Ann Able")
    cat = make_recipient(round_, "Cat Core", party=labour)
    ben = make_recipient(round_, "Ben Bold", party=labour)
    make_response(ann, ben, answers={1: "With Ann.", 3: "With Ann again."}, spoken_by="an aide")
    make_response(cat, ben, answers={2: "With Cat."})
    make_response(ann, ben, statement="We wait.")
    return round_


def entry(page: Reading, slug: str) -> str:
    return words_in(page.one("li", data_recipient=slug))


def addresses(page: Reading) -> list[str]:
    return [link.get("href") or "" for link in page.all("a")]


def together(page: Reading, slug: str) -> list[str]:
    lines = page.one("li", data_recipient=slug).iter("p")
    return [words_in(line) for line in lines if (line.get("class") or "") in {"together", "joined"}]


def test_each_joint_answer_is_said_to_stand_where_it_stands(client: Client, round_: Round) -> None:
    page = read(client, f"{round_.get_absolute_url()}?view=person")
    assert together(page, "ben-bold") == [
        "Two joint answers stand under Ann Able: question 1, question 3.",
        "One joint answer stands under Cat Core: question 2.",
        "Joined the statement under Ann Able.",
    ]
    assert together(page, "ann-able") == together(page, "cat-core") == []


def test_narrowed_page_names_nobody_under_whom_nothing_stands(client: Client, round_: Round) -> None:
    page = read(client, f"{round_.get_absolute_url()}?view=person&party=labour")
    assert set(page.standings) == {"cat-core", "ben-bold"}
    assert together(page, "ben-bold") == ["One joint answer stands under Cat Core: question 2."]
    assert "With Ann." in entry(page, "ben-bold")
    assert page.html.count("With Ann.") == page.html.count("We wait.") == 1
    assert {address[1:] for address in addresses(page) if address.startswith("#")} <= set(page.ids)


def test_narrowed_lists_show_a_joint_statement_under_whoever_is_listed(client: Client, round_: Round) -> None:
    for view in ("", "&view=person", "&view=grid"):
        page = read(client, f"{round_.get_absolute_url()}?party=labour{view}")
        assert "We wait." in entry(page, "ben-bold")
        assert "Joined" not in page.text


def test_what_is_true_of_a_whole_reply_is_said_once(client: Client, round_: Round) -> None:
    reply = round_.responses.get(spoken_by="an aide")
    make_correction(round_, response=reply, key="whole")
    make_correction(round_, answer=reply.answers.get(question__number=3), key="third")
    page = read(client, f"{round_.get_absolute_url()}?view=person")
    words = entry(page, "ann-able")
    assert [words.count(each) for each in ("Spoken by an aide.", "With Ann.", "With Ann again.")] == [1, 1, 1]
    assert words.count("One joint answer from Ann Able and Ben Bold.") == 1
    leading = [address for address in addresses(page) if "#correction-" in address]
    assert sorted(leading) == ["#correction-third", "#correction-whole"]
    assert words.index("Spoken by") < words.index("With Ann.")


def test_reply_with_a_statement_and_answers_tells_of_itself_once(client: Client) -> None:
    round_ = make_round(slug="both")
    ann = make_recipient(round_, "Ann")
    make_response(ann, answers={1: "Yes.", 2: "No."}, statement="In general.", on_behalf_of="the group")
    words = entry(read(client, "/rounds/both/?view=person"), "ann")
    assert words.count("On behalf of the group.") == words.count("In general.") == 1


def test_what_is_true_of_each_answer_of_a_reply_is_said_once_too(client: Client) -> None:
    round_ = make_round(slug="inferred")
    reply = make_response(make_recipient(round_, "Ann"), statement="In general.")
    make_answer(reply, 1, text="Yes.", inference="The source names her group.")
    make_answer(reply, 2, text="No.", inference="The source names her group.", is_cut=True)
    one = make_response(make_recipient(round_, "Ben"))
    make_answer(one, 1, text="Perhaps.", inference="Of one answer.")
    page = read(client, "/rounds/inferred/?view=person")
    words = entry(page, "ann")
    assert words.count("Attributed by the newsroom: The source names her group.") == 1
    assert words.index("Attributed") < words.index("Yes.") < words.index("No.") < words.index("Shortened")
    assert "Perhaps. Attributed by the newsroom: Of one answer." in entry(page, "ben")
