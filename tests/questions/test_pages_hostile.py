"""Words that would break a page are printed as what they are."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questions.models import Answer
from tests.factories import (
    make_answer,
    make_correction,
    make_question,
    make_recipient,
    make_response,
    make_round,
    make_source,
)
from tests.reading import read

pytestmark = pytest.mark.django_db
UNUSUAL = "kept\u0085 with\u009f a warning"
HOSTILE = [
    "<script>alert('words')</script>",
    "</blockquote></article><h1>Not ours</h1>",
    "\u202eright to left\u202c and \u2067isolated",
    "x" * 10_000,
    "&lt;b&gt; &amp; \"quoted\" 'single' {{ page }} {% now 'Y' %}",
    "  two  spaces\tand a tab\n  a second line",
    "=1+1\ufeff",
    UNUSUAL,
]
VERBATIM = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), min_size=1).filter(
    lambda words: words.isprintable() and words.strip() != ""
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stand_word_for_word_on_every_page(client: Client, words: str) -> None:
    name = words[:200].strip()
    round_ = make_round(slug="round", questions=0, title=name, population=name, introduction=words)
    make_question(round_, text=words, preamble=words, public_note=words)
    recipient = make_recipient(round_, "Ann", role=name, area=name)
    recipient.name = name
    recipient.save()
    response = make_response(recipient, statement=words, spoken_by=name, on_behalf_of=name)
    answer = make_answer(response, 1, text=words, public_note=words, inference=words)
    make_correction(round_, answer=answer, was=words, now=words)
    make_response(make_recipient(round_, "Ben"), answers={1: words})
    round_.sources.add(make_source(title=name, publication=name, public_note=words))
    page = read(client, "/rounds/round/questions/1/", strict=words != UNUSUAL)
    (quotation,) = page.one("article", id="ann").iter("blockquote")
    assert [paragraph.text for paragraph in quotation] == [words]
    assert page.one("p", class_="preamble").text == words
    for address in (
        "/",
        "/rounds/round/",
        "/rounds/round/?view=person",
        "/rounds/round/?view=grid",
        "/rounds/round/all/",
        "/compare/?politician=ann&politician=ben",
        "/politicians/ann/",
        "/answers/",
        "/politicians/",
        "/corrections/",
    ):
        shown = read(client, address, strict=words != UNUSUAL)
        assert shown.scripts == []
        assert all(heading.text != "Not ours" for heading in shown.all("h1"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=VERBATIM)
def test_any_words_stand_word_for_word(client: Client, words: str) -> None:
    answer = Answer.objects.first() or make_answer(
        make_response(make_recipient(make_round(slug="round"), "Ann")), 1
    )
    answer.text = words
    answer.save()
    page = read(client, "/rounds/round/questions/1/")
    (quotation,) = page.one("article", id="ann").iter("blockquote")
    assert "".join(paragraph.text or "" for paragraph in quotation) == words
