"""Corrections as readers find them: at the words, in their place on the round's page, and among all of them."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client

from questions.actions import withdraw
from questions.actions.amendments import amend_response
from questions.actions.corrections import Note
from questions.actions.withholding import withhold
from questions.models import Answer, Correction
from tests.factories import (
    make_answer,
    make_correction,
    make_question,
    make_recipient,
    make_response,
    make_round,
)
from tests.reading import Reading, read, words_in

pytestmark = pytest.mark.django_db

PAGES = [
    "/",
    "/rounds/spring/",
    "/rounds/spring/questions/1/",
    "/campaigns/schools/",
    "/answers/",
    "/answers/?q=houses",
    "/politicians/ann/",
    "/corrections/",
]


@pytest.fixture
def answer() -> Answer:
    round_ = make_round(slug="spring", title="Spring", questions=1)
    round_.campaign.slug = "schools"
    round_.campaign.save()
    ann = make_recipient(round_, "Ann")
    return make_response(ann, answers={1: "Ten houses.\n\nMore later."}, statement="Besides.").answers.get()


def note(page: Reading, key: str = "first") -> str:
    return words_in(page.one("div", id=f"correction-{key}"))


def test_the_earlier_words_are_readable_and_never_a_quotation(client: Client, answer: Answer) -> None:
    earlier = "  Nine <b>houses</b>.\n\n\tMore & later. "
    make_correction(answer.response.round, key="first", answer=answer, earlier_words=earlier)
    for address in (
        "/rounds/spring/",
        "/rounds/spring/questions/1/",
        "/politicians/ann/",
        "/answers/",
        "/corrections/",
    ):
        page = read(client, address)
        (details,) = page.one("div", id="correction-first").iter("details")
        assert [words_in(part) for part in details if part.tag == "summary"] == ["The earlier words"]
        (deleted,) = details.iter("del")
        assert deleted.text == earlier
        assert list(details.iter("blockquote")) == []
        assert "Shown here before this note, and not what it says now:" in words_in(details)
        assert details.get("open") is None
    article = read(client, "/rounds/spring/questions/1/").one("article", id="ann")
    (quotation,) = article.iter("blockquote")
    assert [paragraph.text for paragraph in quotation] == ["Ten houses.", "More later."]


def test_a_note_without_earlier_words_has_none_to_open(client: Client, answer: Answer) -> None:
    make_correction(answer.response.round, key="first", answer=answer)
    page = read(client, "/rounds/spring/questions/1/")
    assert list(page.one("div", id="correction-first").iter("details")) == []


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (
            "correction",
            "Correction, 4 July 2026 What was wrong What it said. What it says now What it says.",
        ),
        (
            "clarification",
            "Clarification, 4 July 2026 What was wrong What it said. What it says now What it says.",
        ),
        (
            "typing_error",
            "Typing error of ours, 4 July 2026 What was wrong What it said. What it says now What it says.",
        ),
        ("withdrawal", "Withdrawal, 4 July 2026 What was withdrawn What it said. Why What it says."),
    ],
)
def test_a_note_says_what_sort_it_is(client: Client, answer: Answer, kind: str, told: str) -> None:
    made = make_correction(answer.response.round, key="first", kind=kind, answer=answer)
    assert made.get_absolute_url() == "/rounds/spring/#correction-first"
    for address in ("/rounds/spring/", "/rounds/spring/questions/1/", "/corrections/"):
        assert note(read(client, address)) == told


def test_a_note_on_a_response_stands_at_its_answers_and_its_statement_leads_there(
    client: Client, answer: Answer
) -> None:
    make_correction(answer.response.round, key="first", response=answer.response)
    article = read(client, "/rounds/spring/questions/1/").one("article", id="ann")
    assert "Correction, 4 July 2026" in words_in(article)
    for address in ("/rounds/spring/", "/politicians/ann/"):
        page = read(client, address)
        for line in page.all("p", class_="noted"):
            assert words_in(line) == "Correction of 4 July 2026: read the note"
            assert [link.get("href") for link in line.iter("a")] == [
                "/how-we-count/#corrected",
                "#correction-first",
            ]
        assert page.all("p", class_="noted") != []
        assert page.ids.count("correction-first") == 1


def test_notes_stand_with_the_last_one_first(client: Client, answer: Answer) -> None:
    round_ = answer.response.round
    for key, day in (("a", 4), ("b", 6), ("c", 5), ("d", 6)):
        make_correction(round_, key=key, answer=answer, made_on=datetime.date(2026, 7, day))
    for address in ("/corrections/", "/rounds/spring/", "/rounds/spring/questions/1/"):
        notes = [name for name in read(client, address).ids if name.startswith("correction-")]
        assert notes == ["correction-d", "correction-b", "correction-c", "correction-a"]


def corrected(answer: Answer, editor: User) -> None:
    """The answer said something else before."""
    amend_response(
        response=answer.response,
        by=editor,
        answers={1: "Secretly eleven houses."},
        correction=Note(was="It said ten houses.", now="It says eleven houses."),
    )


def test_a_corrected_answer_tells_what_it_said(client: Client, answer: Answer, editor: User) -> None:
    corrected(answer, editor)
    made = Correction.objects.get()
    page = read(client, "/rounds/spring/questions/1/")
    told = note(page, made.key)
    assert "What was wrong It said ten houses. What it says now It says eleven houses." in told
    (deleted,) = page.one("details", class_="earlier").iter("del")
    assert deleted.text == "Ten houses.\n\nMore later."


@pytest.mark.parametrize("way", ["the answer", "the response"])
def test_withdrawn_words_leave_a_dated_note_and_none_of_the_words(
    client: Client, answer: Answer, editor: User, way: str
) -> None:
    corrected(answer, editor)
    answer.refresh_from_db()
    if way == "the answer":
        withhold(answer=answer, note="At her request.", by=editor)
    else:
        withdraw(response=answer.response, note="At her request.", by=editor)
    pages = {address: read(client, address) for address in PAGES}
    assert [address for address, page in pages.items() if "houses" in page.html.replace("q=houses", "")] == [
        "/answers/?q=houses"  # in the box that was searched with
    ]
    assert "page.none" in pages["/answers/?q=houses"].ids
    withdrawal = Correction.objects.get(kind="withdrawal")
    for address in ("/rounds/spring/", "/rounds/spring/questions/1/", "/corrections/", "/politicians/ann/"):
        assert "At her request." in note(pages[address], withdrawal.key), address


def test_a_note_on_a_whole_reply_is_led_to_from_each_answer_in_a_list(client: Client, answer: Answer) -> None:
    make_question(answer.response.round, number=2)
    make_answer(answer.response, 2, text="More houses.")
    make_correction(answer.response.round, key="whole", response=answer.response)
    for address in ("/answers/", "/answers/?q=houses"):
        lines = read(client, address).all("p", class_="noted")
        assert [[link.get("href") for link in line.iter("a")] for line in lines] == [
            ["/how-we-count/#corrected", f"/rounds/spring/questions/{number}/#correction-whole"]
            for number in (1, 2)
        ]
    for number in (1, 2):
        assert "correction-whole" in read(client, f"/rounds/spring/questions/{number}/").ids
