"""A question's page: each answer once, at its permanent address, with everything that belongs beside it."""

import pytest
from django.test import Client

from questions.models import Recipient, Round
from tests.factories import (
    make_answer,
    make_correction,
    make_group,
    make_question,
    make_recipient,
    make_response,
    make_round,
)
from tests.reading import Reading, read, words_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    return make_round(slug="round", title="The round", deadline_on="2026-07-01", asked_count=4)


@pytest.fixture
def ann(round_: Round) -> Recipient:
    return make_recipient(round_, "Ann")


@pytest.fixture
def ben(round_: Round) -> Recipient:
    return make_recipient(round_, "Ben")


def question_page(client: Client, number: int = 1) -> Reading:
    return read(client, f"/rounds/round/questions/{number}/")


def notes(page: Reading, slug: str) -> list[str]:
    return [words_in(note) for ul in page.one("article", id=slug).iter("ul") for note in ul]


def test_two_answers_of_one_person_have_two_addresses(client: Client, round_: Round, ann: Recipient) -> None:
    make_recipient(round_, "Ann the Second", slug="ann-2")
    earlier = make_response(ann, answers={1: "First words."})
    later = make_response(ann, answers={})
    make_answer(later, 1, text="Second words.", replaces=earlier.answers.get())
    page = question_page(client)
    assert [article.get("id") for article in page.all("article")] == ["ann", "ann-3"]
    assert page.standings == {"ann": "partly_answered", "ann-2": "awaiting"}
    first, second = page.all("article")
    assert "A later answer has taken the place of this one: read it." in words_in(first)
    assert "This takes the place of an earlier answer." in words_in(second)


def test_nobody_is_said_to_have_left_open_what_an_unpublished_reply_may_answer(
    client: Client, round_: Round, ann: Recipient, ben: Recipient
) -> None:
    round_.asked_count = 2
    round_.save()
    make_response(ann, answers={1: "Secret."}, published=False)
    make_response(ben, refuses=True)
    headline = "None of two is known to have answered this question."
    assert words_in(question_page(client).one("p", class_="headline")).startswith(headline)


def test_co_signer_with_an_answer_of_their_own_keeps_their_address(
    client: Client, ann: Recipient, ben: Recipient
) -> None:
    make_response(ann, ben, answers={1: "Together."})
    make_response(ben, answers={1: "Alone."})
    page = question_page(client)
    assert {
        article.get("id"): words_in(next(article.iter("blockquote"))) for article in page.all("article")
    } == {
        "ann": "Together.",
        "ben": "Alone.",
    }
    assert page.standings == {"ann": "partly_answered", "ben": "partly_answered"}
    assert "ben-2" in page.ids


def test_paraphrase_is_never_a_quotation(client: Client, ann: Recipient) -> None:
    response = make_response(ann, answers={})
    make_answer(response, 1, text="She said no.", is_paraphrase=True)
    article = question_page(client).one("article", id="ann")
    assert list(article.iter("blockquote")) == []
    (summary,) = [element for element in article.iter("div") if element.get("class") == "newsroom-words"]
    assert words_in(summary) == "In the newsroom's words She said no."
    assert "“" not in words_in(article)


def test_everything_that_is_known_of_a_reply_stands_beside_its_words(client: Client, ann: Recipient) -> None:
    response = make_response(
        ann,
        answers={},
        received_on="2026-07-04",
        channel="phone",
        spoken_by="a spokeswoman",
        on_behalf_of="her party",
    )
    answer = make_answer(
        response, 1, is_cut=True, inference="The letter bears her name.", public_note="Checked."
    )
    make_correction(answer.question.round, answer=answer, was="Yes.", now="No.")
    page = question_page(client)
    assert notes(page, "ann") == [
        "On behalf of her party.",
        "Spoken by a spokeswoman.",
        "Received on 4 July 2026 by telephone.",
        "It came after the deadline.",
        "It came after this round was first published.",
        "Attributed by the newsroom: The letter bears her name.",
        "Shortened: […] stands where words were left out.",
    ]
    article = words_in(page.one("article", id="ann"))
    assert "Note by the newsroom Checked." in article
    assert "Correction, 4 July 2026 What was wrong Yes. What it says now No." in article


def test_withheld_answer_is_a_dated_note_without_words(client: Client, ann: Recipient) -> None:
    response = make_response(ann, answers={})
    make_answer(
        response,
        1,
        text="Libel.",
        position="",
        withheld="withdrawn",
        withheld_on="2026-07-05",
        withheld_note="She asked us to.",
    )
    page = question_page(client)
    article = page.one("article", id="ann")
    assert list(article.iter("blockquote")) == []
    assert "An answer was received; it was withdrawn on 5 July 2026. She asked us to." in words_in(article)
    assert "Libel." not in page.html
    assert page.standings["ann"] == "partly_answered"


def test_public_record_is_labelled_and_leaves_the_person_where_they_stand(
    client: Client, round_: Round, ann: Recipient
) -> None:
    ann.decision = "no_response"
    ann.save()
    make_response(ann, answers={1: "From a speech."}, origin="public_record")
    page = question_page(client)
    article = page.one("article", id="ann")
    assert "From the public record" in words_in(article)
    assert page.standings == {"ann": "no_response"}
    (counting,) = page.all("ul", class_="counting")
    assert [words_in(line) for line in counting] == ["1 did not respond", "3 not named"]
    assert round_.asked_count == 4


TYPED = {
    "a tick alone": ({"ticked": "yes"}, ["Ticked: yes"]),
    "words alone": ({"text": "Well."}, []),
    "a position read from words": ({"text": "Hardly.", "position": "no"}, ["The newsroom reads this as: no"]),
    "a reading that agrees": ({"text": "Sure.", "ticked": "yes", "position": "yes"}, ["Ticked: yes"]),
    "a reading that differs": (
        {"text": "Up to a point.", "ticked": "yes", "position": "no"},
        ["Ticked: yes", "The newsroom reads this as: no"],
    ),
}


@pytest.mark.parametrize("how", TYPED)
def test_tick_is_theirs_and_the_reading_the_newsrooms(
    client: Client, round_: Round, ann: Recipient, how: str
) -> None:
    given, told = TYPED[how]
    make_question(round_, number=3, kind="yes_no")
    make_answer(make_response(ann, answers={}), 3, **({"text": ""} | given))
    pages = {
        "question": question_page(client, 3).one("article", id="ann"),
        "politician": read(client, "/politicians/ann/").one("article", class_="given"),
        "list": read(client, "/answers/").one("article", class_="listed-answer"),
    }
    for article in pages.values():
        lines = [words_in(line) for line in article.iter("p") if line.get("class") == "position"]
        quotes = [words_in(quote) for quote in article.iter("blockquote")]
        assert (lines, quotes) == (told, [given["text"]] if "text" in given else [])
    begun = read(client, f"/rounds/{round_.slug}/").all("p", class_="position")
    assert [words_in(line) for line in begun] == told


def test_tick_of_a_withheld_answer_is_not_shown(client: Client, round_: Round, ann: Recipient) -> None:
    make_question(round_, number=3, kind="choice", choices="plum\ncherry\nsloe")
    make_answer(
        make_response(ann, answers={}),
        3,
        ticked="cherry",
        position="sloe",
        withheld="withdrawn",
        withheld_note="Why.",
    )
    for address in (f"/rounds/{round_.slug}/", "/politicians/ann/", "/answers/", "/"):
        page = read(client, address)
        shown = {choice for choice in ("plum", "cherry", "sloe") if choice in page.html}
        assert shown in (set(), {"plum", "cherry", "sloe"}), address
    article = words_in(question_page(client, 3).one("article", id="ann"))
    assert ("cherry" in article, "sloe" in article) == (False, False)


def test_who_left_it_open_is_told_by_standing_and_nobody_is_wrongly_called_silent(
    client: Client, round_: Round, ann: Recipient, ben: Recipient
) -> None:
    make_response(ann, answers={2: "Only the second."})
    make_response(ben, published=False)
    make_group(round_, size=2, decision="no_response")
    page = question_page(client)
    section = words_in(page.one("section", aria_labelledby="page.open"))
    assert section.startswith(
        "Without an answer here 1 replied, with no published answer to this question Ann party not given "
        "1 replied Ben party not given replied; the reply is not published yet "
        "2 did not respond Green Party councillors"
    )
    assert page.standings == {
        "ann": "partly_answered",
        "ben": "replied",
        "green-party-councillors": "no_response",
    }


def test_question_put_to_some_asks_nothing_of_the_others(
    client: Client, round_: Round, ann: Recipient, ben: Recipient
) -> None:
    round_.questions.get(number=1).put_to.add(ann)
    page = question_page(client)
    (counting,) = page.all("ul", class_="counting")
    assert [words_in(line) for line in counting] == ["1 asked, no reply yet"]
    assert "Not put to them Ben party not given" in page.text
    assert page.standings == {"ann": "awaiting", "ben": ben.standing}


def test_same_question_in_other_rounds_is_linked_when_it_is_public(client: Client, round_: Round) -> None:
    first = round_.questions.get(number=1)
    second = make_question(
        make_round(slug="second", title="Second", follows=round_, questions=0), repeats=first
    )
    third = make_question(make_round(slug="third", title="Third", questions=0), repeats=second)
    make_question(make_round(slug="draft", published=False, questions=0), repeats=third)
    expected = {
        "round": ["/rounds/second/questions/1/", "/rounds/third/questions/1/"],
        "second": ["/rounds/round/questions/1/", "/rounds/third/questions/1/"],
        "third": ["/rounds/round/questions/1/", "/rounds/second/questions/1/"],
    }
    for slug, others in expected.items():
        page = read(client, f"/rounds/{slug}/questions/1/")
        links = [link.get("href") for link in page.one("ul", class_="elsewhere").iter("a")]
        assert links == others


def test_carried_answer_leads_to_the_one_that_still_holds(
    client: Client, round_: Round, ann: Recipient
) -> None:
    old = make_response(ann, answers={1: "As ever."}).answers.get()
    later = make_round(slug="later", follows=round_, questions=1)
    again = make_recipient(later, politician=ann.politician)
    make_answer(make_response(again, answers={}), 1, text="Unchanged.", carried_from=old)
    page = read(client, "/rounds/later/questions/1/")
    assert (
        "Unchanged. Carried forward from their answer in “The round” (published on 3 July 2026) As ever."
        in page.text
    )
    assert "/rounds/round/questions/1/" in set(page.links)


@pytest.mark.parametrize("slug", ["round", "later"])
def test_both_wordings_of_a_reworded_question_stand_with_what_differs(client: Client, slug: str) -> None:
    first = make_round(slug="round", title="The round", questions=0)
    old = make_question(first, text="Do you support the cuts?", preamble="In May.")
    later = make_round(slug="later", title="Later", follows=first, questions=0)
    make_question(later, repeats=old, text="Do you still support the cuts to schools?")
    same = make_round(slug="same", title="Same", follows=later, questions=0)
    make_question(same, repeats=later.questions.get())
    page = read(client, f"/rounds/{slug}/questions/1/")
    others = [words_in(other) for other in page.one("ul", class_="elsewhere")]
    told = [words_in(differing) for differing in page.all("p", class_="differences")]
    assert told[0] == "[no longer: In May. ] Do you [new: still ] support the cuts [new: to schools ] ?"
    there = "There it was put so"
    expected = {
        "round": [
            (
                f"Later, question 1 {there} Do you still support the cuts to schools? What has changed there: "
                "struck out, what was put here only; underlined, what was put there only"
            ),
            (
                f"Same, question 1 {there} Do you still support the cuts to schools? What has changed there: "
                "struck out, what was put here only; underlined, what was put there only"
            ),
        ],
        "later": [
            (
                f"The round, question 1 {there} In May. Do you support the cuts? What has changed since: "
                "struck out, what was put there only; underlined, what is put here only"
            ),
            "Same, question 1",
        ],
    }
    assert [other.removesuffix(f" {told[0]}") for other in others] == expected[slug]
