"""The page of a question with more words than a first visit carries, and where each answer stands whole."""

from __future__ import annotations

import random
import re

import pytest
from django.core.management import call_command
from django.test import Client

from questions.models import Answer, Recipient, Response, Round, Signatory, Source
from questions.pages.question_page import MOST_CHARACTERS
from questions.pages.shown_answers import FIRST_WORDS
from questions.structured_data import MOST_ANSWERS
from tests import made_up_round
from tests.factories import (
    make_answer,
    make_correction,
    make_question,
    make_recipient,
    make_response,
    make_round,
)
from tests.questions.test_pages_round_views import kilobytes
from tests.reading import Reading, read, words_in

pytestmark = pytest.mark.django_db
PAGE = "/rounds/round/questions/1/"
LONG = "Long  words, kept. " * 30
SHORT = "Short  words."


@pytest.fixture
def round_() -> Round:
    """Ann and Cat answer at length, with a note; Ben in a word, and once more; Dan's summary is the newsroom's."""
    round_ = make_round(slug="round", title="The round", questions=1)
    ann, ben, cat, dan = (make_recipient(round_, name) for name in ("Ann", "Ben", "Cat", "Dan"))
    make_recipient(round_, "Eve", decision="no_response")
    make_response(ann, cat, answers={1: f"{LONG}\n\nSecond paragraph."}, spoken_by="an aide")
    first = make_response(ben, answers={1: SHORT}).answers.get()
    make_answer(make_response(ben), 1, text=LONG, replaces=first)
    make_answer(make_response(dan), 1, text=LONG, is_paraphrase=True)
    make_answer(make_response(make_recipient(round_, "Fay")), 1, text="x " * (MOST_CHARACTERS // 2))
    return round_


def article(page: Reading, place: str) -> str:
    return words_in(page.one("article", id=place))


def told(page: Reading) -> list[str]:
    return [words_in(line) for told in page.all("ul", class_="told") for line in told]


def quoted(page: Reading) -> dict[str, list[str]]:
    """The paragraphs quoted in each article, by its place."""
    return {
        each.get("id", ""): [paragraph.text or "" for quote in each.iter("blockquote") for paragraph in quote]
        for each in page.all("article")
    }


def test_too_many_words_are_begun_and_every_answer_stays_at_its_place(client: Client, round_: Round) -> None:
    page = read(client, PAGE)
    assert quoted(page) == {"ann": [], "ben": [SHORT], "ben-2": [], "dan": [], "fay": []}
    assert page.standings == {
        name.lower(): page.standings[name.lower()] for name in ["Ann", "Cat", "Ben", "Dan", "Fay", "Eve"]
    }
    assert "Long words, kept." in article(page, "ann")
    assert "… All 92 words" in article(page, "ann")
    assert "Spoken by an aide." in article(page, "ann")
    assert "In the newsroom's words" in article(page, "dan")
    links = {link.get("href") for link in page.one("article", id="ben-2").iter("a")}
    assert f"{PAGE}?answer=ben-2#ben-2" in links
    assert len(page.all("p", class_="quote-line")) == 1
    assert "http://testserver/rounds/round/all/" in page.text
    assert round_.is_published()


@pytest.mark.parametrize("place", ["ann", "cat"])
def test_answer_that_is_asked_for_stands_whole_and_alone(client: Client, round_: Round, place: str) -> None:
    page = read(client, f"{PAGE}?answer={place}")
    assert quoted(page) == {"ann": [LONG, "Second paragraph."]}
    assert told(page) == ["Shown: one of 5 answers. The counts of this page are those of all of them."]
    assert words_in(page.one("p", class_="headline")) == words_in(
        read(client, PAGE).one("p", class_="headline")
    )
    assert page.one("p", class_="quote-line").text.endswith(f"http://testserver{PAGE}?answer=ann#ann")  # type: ignore[union-attr]
    assert f"{PAGE}#ann" in {link.get("href") for link in page.all("a")}
    assert set(page.standings) == {"ann", "cat"}
    assert page.one("meta", name="robots").get("content") == "noindex, follow"
    assert page.one("link", rel="canonical").get("href") == f"http://testserver{PAGE}"
    assert round_.is_published()


def test_answer_alone_leads_to_the_one_that_it_replaces(client: Client, round_: Round) -> None:
    page = read(client, f"{PAGE}?answer=ben-2")
    assert quoted(page) == {"ben-2": [LONG]}
    assert f"{PAGE}#ben" in {link.get("href") for link in page.one("article", id="ben-2").iter("a")}
    assert round_.is_published()


def test_address_that_names_no_answer_is_told_and_shows_them_all(client: Client, round_: Round) -> None:
    for wanted in ("nobody", "eve", "%00"):
        page = read(client, f"{PAGE}?answer={wanted}")
        assert len(page.all("article")) == 5
        (sentence,) = told(page)
        assert sentence.startswith("No answer to this question stands at “")
    assert told(read(client, f"{PAGE}?answer=")) == []
    assert round_.is_published()


def test_few_words_stand_whole_whatever_is_asked_for(client: Client, round_: Round) -> None:
    round_.responses.get(signatories__recipient__slug="fay").delete()
    plain, asked = read(client, PAGE), read(client, f"{PAGE}?answer=ann")
    assert quoted(plain) == quoted(asked)
    assert quoted(plain)["ann"] == [LONG, "Second paragraph."]
    assert told(asked) == []
    assert len(plain.all("p", class_="quote-line")) == 4
    assert {link.get("href") for link in plain.all("a", class_="opens-to")} == set()


def test_corrections_of_others_do_not_stand_over_one_answer(client: Client, round_: Round) -> None:
    make_correction(round_, key="ben", answer=Answer.objects.get(text=SHORT))
    make_correction(round_, key="question", question=round_.questions.get())
    page = read(client, f"{PAGE}?answer=ann")
    assert [each for each in page.ids if each.startswith("correction-")] == ["correction-question"]


def test_carried_answer_is_led_to_where_words_are_too_many(client: Client, round_: Round) -> None:
    earlier = make_round(slug="earlier", questions=1)
    gus = make_recipient(round_, "Gus")
    before = make_response(make_recipient(earlier, politician=gus.politician), answers={1: "Planted before."})
    make_answer(make_response(gus), 1, text="As before.", carried_from=before.answers.get())
    page = read(client, PAGE)
    assert "Planted before." not in page.html
    assert f"{PAGE}?answer=gus#gus" in {link.get("href") for link in page.one("article", id="gus").iter("a")}
    assert "Planted before." in article(read(client, f"{PAGE}?answer=gus"), "gus")


def test_every_way_to_all_words_leads_there(client: Client, round_: Round) -> None:
    make_question(round_, number=2)
    for address in ("/rounds/round/", "/rounds/round/?view=grid", "/answers/?q=kept"):
        links = {link.get("href") or "" for link in read(client, address).all("a")}
        leading = {link for link in links if "?answer=ann#ann" in link}
        assert leading == {f"{PAGE}?answer=ann#ann"}, address


def test_first_visit_of_650_real_answers_is_light(client: Client) -> None:
    call_command("loaddata", "reference", "norfolk-mps", "childrens-services-committee", verbosity=0)
    round_ = made_up_round.make()
    answer_all(round_, vocabulary())
    address = f"{round_.get_absolute_url()}questions/1/"
    page = read(client, address)
    assert len(page.all("article")) == 650
    assert kilobytes(client, address) < 90
    assert kilobytes(client, f"{address}?answer={page.all('article')[7].get('id')}") < 30
    facts = page.data["mainEntity"]
    assert (facts["answerCount"], 0 < len(facts["suggestedAnswer"]) <= MOST_ANSWERS) == (650, True)
    assert all(len(each["text"]) <= FIRST_WORDS for each in facts["suggestedAnswer"])


def test_first_visit_is_light_where_every_word_just_fits(client: Client) -> None:
    call_command("loaddata", "reference", "norfolk-mps", verbosity=0)
    round_ = made_up_round.make()
    answer_all(round_, vocabulary(), MOST_CHARACTERS // 650)
    address = f"{round_.get_absolute_url()}questions/1/"
    page = read(client, address)
    assert len(page.all("blockquote")) == len(page.all("p", class_="quote-line")) == 650
    assert kilobytes(client, address) < 90


def vocabulary() -> list[str]:
    """The words of the articles: drawn by chance, they compress worse than sentences do."""
    return re.findall(r"[A-Za-z’'-]+", " ".join(Source.objects.values_list("text", flat=True)))


def answer_all(round_: Round, vocabulary: list[str], most: int = 10_000) -> None:
    """Let everyone on the list answer the first question, each alone and in no more than *most* characters."""
    chance = random.Random(1)  # noqa: S311 - made-up words, not secrets
    Answer._base_manager.filter(response__round=round_).delete()
    Signatory._base_manager.filter(response__round=round_).delete()
    people = list(Recipient.objects.of_rounds(round_))
    responses = Response._base_manager.bulk_create(
        Response(
            round=round_,
            slug=f"whole-{each.slug}",
            published_at=made_up_round.PUBLISHED,
            received_on="2026-06-29",
        )
        for each in people
    )
    Signatory._base_manager.bulk_create(
        Signatory(response=response, recipient=each) for response, each in zip(responses, people, strict=True)
    )
    question = round_.questions.get(number=1)
    Answer._base_manager.bulk_create(
        Answer(response=response, question=question, text=_text(vocabulary, chance)[:most].strip())
        for response in responses
    )


def _text(vocabulary: list[str], chance: random.Random) -> str:
    paragraphs = (
        " ".join(chance.choice(vocabulary) for _ in range(chance.randint(8, 60)))
        for _ in range(chance.choice([1, 1, 2, 3]))
    )
    return "\n\n".join(paragraphs)
