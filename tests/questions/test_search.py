"""What a search finds: the same on both databases, held to a reading of every text by Python alone."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from questions.models import Answer, Round, SearchText
from questions.search.asked import read as read_typed
from questions.search.folding import FOLDING, words_in
from questions.search.index import index_words
from tests.factories import (
    PUBLISHED,
    make_politician,
    make_question,
    make_recipient,
    make_response,
    make_round,
)
from tests.reading import Reading, read
from tests.reading import words_in as seen_in

pytestmark = pytest.mark.django_db

TEXTS = {
    "muller": "Frau Müller fährt mit der Straßenbahn nach Łódź.",
    "obrien": "Mr O’Brien said: “It’s £1,000, or 3.5%”.",
    "schools": "More money for schools, and for the schoolchildren. AND more.",
    "ligature": "The oﬃce of Æsop — co\u00adoperate, E\u0301tienne!",
    "plan": "Plan B, not plan A.",
    "greek": "ΣΊΣΥΦΟΣ και Ёлка",
    "percent": "100% of it_all \\ ' \" * : & | ( ) <b>bold</b>",
    "long": "x" * 100 + " tail",
    "empty": "🐝 …",
}
NAMES = {"muller": "Ann Archer", "obrien": "Zoë Ødegård", "schools": "Łukasz Żółć"}
FOUND = {
    "muller": {"muller"},
    "MÜLLER": {"muller"},
    "mu\u0308ll": {"muller"},
    "uller": set(),
    "strasse": {"muller"},
    "STRAẞE": {"muller"},
    "strassenbahn lodz": {"muller"},
    "strassenbahn schools": set(),
    "o'brien": {"obrien"},
    "O’BRIEN": {"obrien"},
    "obrien": {"obrien"},
    "brien": {"obrien"},
    "its": {"obrien"},
    "1000": {"obrien"},
    "1,000": {"obrien"},
    "3.5": {"obrien"},
    "35": set(),
    "school": {"schools"},
    "school and": {"schools"},
    "schools AND children": set(),
    "school*": {"schools"},
    '"money for"': {"schools"},
    "-money": {"schools"},
    "money OR müller": set(),
    "office": {"ligature"},
    "oﬃce aesop": {"ligature"},
    "cooperate etienne": {"ligature"},
    "b": {"plan", "percent"},
    "plan b": {"plan"},
    "p": set(),
    "σισυφος ΚΑΙ елка": {"greek"},
    "100%": {"obrien", "percent"},
    "it_all": {"percent"},
    "bold": {"percent"},
    "x" * 64: {"long"},
    "x" * 90: {"long"},
    "x" * 200: {"long"},
    "archer": {"muller"},
    "Odeg zoe": {"obrien"},
    "zolc money": {"schools"},
    "archer money": set(),
    "NEAR(money schools)": set(),
    "muller:*": {"muller"},
    "words: muller": set(),
    "'; drop table questions_answer": set(),
    "\\": set(TEXTS),
    "": set(TEXTS),
    "!!! *": set(TEXTS),
    "🐝": set(TEXTS),
}


@pytest.fixture
def round_() -> Round:
    round_ = make_round(slug="round", questions=1)
    for slug, text in TEXTS.items():
        name = NAMES.get(slug, f"Person {slug}")
        person = make_recipient(round_, politician=make_politician(name, slug=slug))
        make_response(person, slug=slug, answers={1: text})
    return round_


def found_by(typed: str) -> set[str]:
    found = Answer.objects.published().mentioning(*read_typed(typed).words)
    return set(found.values_list("response__slug", flat=True))


@pytest.mark.usefixtures("round_")
def test_search_finds_the_same_on_both_databases() -> None:
    assert {typed: found_by(typed) for typed in FOUND} == FOUND


@pytest.mark.usefixtures("round_")
def test_page_takes_whatever_is_typed(client: Client) -> None:
    hostile = [
        *FOUND,
        "a\x00b",
        "y" * 5000,
        "'" * 200,
        '"' * 199,
        "\u202e",
        "%",
        "(" * 100,
        "a " * 100,
        "<script>",
    ]
    for typed in hostile:
        assert client.get("/answers/", {"q": typed}).status_code == 200, typed


TYPED = st.text(alphabet="aáAbß'’ -*\"1,.", max_size=8)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.text(alphabet="aáAbBßsﬁ'’1,. \n-🐝", max_size=12), min_size=1, max_size=4),
    st.lists(TYPED, min_size=1, max_size=5),
)
def test_search_finds_what_reading_every_text_finds(texts: list[str], asked: list[str]) -> None:
    Answer._base_manager.all().delete()
    round_ = Round.objects.filter(slug="made-up").first() or make_round(slug="made-up", questions=1)
    person = round_.recipients.first() or make_recipient(round_, "Q. Zzz")
    for text in texts:
        make_response(person, answers={1: text or "-"})
    answers = list(Answer.objects.all())
    for typed in asked:
        wanted = read_typed(typed).words
        expected = {
            answer.pk
            for answer in answers
            for words in [[word.text for text in (answer.text, "Q. Zzz") for word in words_in(text)]]
            if all(any(each.is_met_by(word) for word in words) for each in wanted)
        }
        assert set(Answer.objects.mentioning(*wanted).values_list("pk", flat=True)) == expected, typed


def test_index_holds_folded_words_once_each() -> None:
    ann = make_recipient(make_round(questions=1), "Ann Ößter")
    answer = make_response(ann, answers={1: "Öl, öl & Ann’s"}).answers.get()
    kept = SearchText.objects.get()
    assert (kept.answer, kept.words, kept.folding) == (answer, "ann anns ol osster s", FOLDING)
    assert kept.words == index_words([answer.text, "Ann Ößter"])


# --- what readers see ---------------------------------------------------------------------------


def articles(page: Reading) -> list[str]:
    return ["".join(each.itertext()).strip() for each in page.all("blockquote")]


def marks(page: Reading) -> list[str]:
    return ["".join(each.itertext()) for each in page.all("mark")]


@pytest.mark.usefixtures("round_")
def test_beginnings_are_marked_in_words_and_names(client: Client) -> None:
    page = read(client, "/answers/?q=strass")
    assert marks(page) == ["Straß"]
    assert articles(page) == [TEXTS["muller"]]
    page = read(client, "/answers/?q=odeg+obr")
    assert sorted(marks(page)) == ["O’Br", "Ødeg"]
    assert "<b>bold" not in read(client, "/answers/?q=bold").html
    assert articles(read(client, "/answers/?q=bold")) == [TEXTS["percent"]]


def test_a_long_answer_is_an_excerpt_that_leads_to_the_whole(client: Client) -> None:
    text = "Before. " * 100 + "The Müller bridge.\n\nIs next. " + "After. " * 100
    make_response(make_recipient(make_round(slug="spring", questions=1), "Ann"), answers={1: text})
    page = read(client, "/answers/?q=muller")
    (shown,) = articles(page)
    assert shown.startswith("… Before.")
    assert shown.endswith("After. …")
    assert marks(page) == ["Müller"]
    (link,) = [each for each in page.all("a") if seen_in(each) == "The whole answer"]
    assert link.get("href") == "/rounds/spring/questions/1/?answer=ann#ann"
    assert "The whole answer" not in read(client, "/answers/").text


def test_a_paraphrase_is_marked_and_no_quotation(client: Client) -> None:
    response = make_response(make_recipient(make_round(questions=1), "Ann"), answers={1: "They like trees."})
    answer = response.answers.get()
    answer.is_paraphrase = True
    answer.save()
    page = read(client, "/answers/?q=tree")
    assert (articles(page), marks(page)) == ([], ["tree"])
    assert "In the newsroom's words" in page.text


@pytest.mark.usefixtures("round_")
def test_reader_is_told_what_could_not_be_used(client: Client) -> None:
    def told(query: str) -> list[str]:
        return [
            seen_in(line)
            for told in read(client, f"/answers/?{query}").all("ul", class_="told")
            for line in told
        ]

    assert told("q=muller") == []
    assert told("q=%21%21") == ["“!!” has no letter or figure to look for: the list is shown without it."]
    assert told("q=plan+b") == ["A single character is looked for as a word of its own: “b”."]
    assert len(told("q=%22plan%22")) == 1


# --- who may be found ---------------------------------------------------------------------------


def test_only_what_is_public_is_found_counted_or_marked(client: Client) -> None:
    """Each is in the index: whether readers see it is asked when they search."""
    ann = make_recipient(make_round(slug="public", title="Public", questions=2), "Ann")
    make_response(ann, answers={1: "Secret one."}).answers.get()
    held = make_response(ann, answers={2: "Secret two."}).answers.get()
    held.withheld, held.withheld_note = "held_back", "Lawyers."
    held.save()
    make_response(ann, answers={1: "Secret three."}, published=False)
    make_response(ann, answers={1: "Secret four."}, withdrawn_at=PUBLISHED, withdrawal_note="Asked.")
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)
    make_response(ann, answers={1: "Secret five."}, published_at=later)
    for number, moment in enumerate((None, later)):
        draft = make_recipient(make_round(slug=f"draft-{number}", published_at=moment), f"Draft {number}")
        make_response(draft, answers={1: "Secret six."})
    gone = make_round(slug="gone", withdrawn_at=PUBLISHED, withdrawal_note="Wrong.")
    make_response(make_recipient(gone, "Gone"), answers={1: "Secret seven."})
    assert SearchText.objects.filter(words__finds=read_typed("secret").words).count() == 8
    page = read(client, "/answers/?q=secret")
    assert seen_in(page.one("h2")) == "1 answer"
    assert articles(page) == ["Secret one."]
    assert marks(page) == ["Secret"]
    assert "two" not in page.html
    offered = {seen_in(option) for option in page.all("option") if seen_in(option).endswith("(1)")}
    assert {"Question 1 (1)", "Round 1 (1)"} & offered == {"Question 1 (1)"}
    assert not [option for option in page.all("option") if "Question 2" in seen_in(option)]


def test_a_set_publication_is_found_from_its_very_moment() -> None:
    ann = make_recipient(make_round(questions=1), "Ann")
    moment = PUBLISHED + datetime.timedelta(days=10)
    make_response(ann, answers={1: "Embargoed."}, published_at=moment)
    words = read_typed("embargo").words
    second = datetime.timedelta(seconds=1)
    assert Answer.objects.published(moment - second).mentioning(*words).count() == 0
    assert Answer.objects.published(moment).mentioning(*words).count() == 1


# --- order --------------------------------------------------------------------------------------


def test_hits_come_in_the_order_of_the_list(client: Client) -> None:
    first = make_recipient(make_round(slug="first", questions=2), "Ann")
    make_response(first, answers={2: "Tree two.", 1: "Tree one."})
    make_response(first, answers={1: "Tree later, tree, tree."}, published_at=PUBLISHED.replace(hour=10))
    make_response(first, answers={1: "Tree of the same moment."})
    assert articles(read(client, "/answers/?q=tree")) == [
        "Tree later, tree, tree.",
        "Tree of the same moment.",
        "Tree one.",
        "Tree two.",
    ]


def test_names_are_found_by_the_same_rules(client: Client) -> None:
    round_ = make_round()
    for slug, name in (("muller", "Änne Müller"), ("obrien", "Pat O’Brien"), ("zolc", "Łukasz Żółć")):
        make_recipient(round_, politician=make_politician(name, slug=slug), decision="no_response")
    for address in ("/politicians/", "/non-respondents/"):
        for typed, expected in {
            "muller": ["muller"],
            "anne": ["muller"],
            "o'brien": ["obrien"],
            "brien p": ["obrien"],
            "lukasz zolc": ["zolc"],
            "ukasz": [],
            "***": ["muller", "obrien", "zolc"],
        }.items():
            page = read(client, f"{address}?q={typed}")
            assert sorted(page.standings) == expected, (address, typed)


def test_search_leads_to_every_answer_of_a_question_that_has_the_words(client: Client) -> None:
    round_ = make_round(slug="spring", title="Spring", questions=0)
    make_question(round_, number=1, text="Is the county adequately Fünded?", preamble="On money.")
    make_question(round_, number=2, text="What of refunds?")
    draft = make_round(slug="draft", title="The draft", questions=0, published=False)
    make_question(draft, number=1, text="Is the draft funded?")
    make_response(make_recipient(round_, "Ann"), answers={1: "No, it is not."})
    page = read(client, "/answers/?q=FUND+money")
    assert seen_in(page.one("h2", id="page.worded")) == "1 question with these words"
    (section,) = page.all("section", class_="worded")
    assert [(seen_in(link), link.get("href")) for link in section.iter("a")] == [
        ("Is the county adequately Fünded?", "/rounds/spring/questions/1/")
    ]
    for address in (
        "/answers/",
        "/answers/?q=refunded",
        "/answers/?q=fund&round=spring",
        "/answers/?q=draft",
    ):
        assert read(client, address).all("section", class_="worded") == []


def test_search_names_the_latest_questions_and_counts_all(client: Client) -> None:
    for number in range(7):
        round_ = make_round(
            slug=f"round-{number}", questions=0, published_at=PUBLISHED + datetime.timedelta(number)
        )
        make_question(round_, number=1, text="On funding?")
    page = read(client, "/answers/?q=funding")
    (section,) = page.all("section", class_="worded")
    assert "7 questions with these words" in seen_in(section)
    assert [link.get("href") for link in section.iter("a")] == [
        f"/rounds/round-{number}/questions/1/" for number in (6, 5, 4, 3, 2)
    ]
    assert "These are the latest." in seen_in(section)
