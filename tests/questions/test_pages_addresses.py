"""Every way to an answer leads to its own words, and replaced words are nowhere shown as current ones."""

import pytest
from django.test import Client

from questions.models import Answer, Recipient, Round
from tests.factories import (
    make_answer,
    make_campaign,
    make_question,
    make_recipient,
    make_response,
    make_round,
)
from tests.reading import Reading, read, words_in

pytestmark = pytest.mark.django_db
QUESTION = "/rounds/round/questions/1/"


@pytest.fixture
def round_() -> Round:
    """Amy, Ben and Cat answer together, Ben dissents; Dan changes his mind. Somebody else is called dan-2."""
    round_ = make_round(slug="round", title="The round", campaign=make_campaign(slug="campaign"))
    amy, ben, cat, dan = (make_recipient(round_, name) for name in ("Amy", "Ben", "Cat", "Dan"))
    make_recipient(round_, "Dan the Second", slug="dan-2")
    make_response(amy, ben, cat, answers={1: "Together."})
    make_response(ben, answers={1: "I dissent."})
    first = make_response(dan, answers={1: "First words.", 2: "On the second."})
    make_answer(make_response(dan), 1, text="Second words.", replaces=first.answers.get(question__number=1))
    make_response(cat, answers={1: "From a speech."}, origin="public_record")
    return round_


def where_words_stand(client: Client, address: str = QUESTION) -> dict[str, str]:
    """On a question's page: each answer's words, with the address that they are found at."""
    page = read(client, address)
    return {
        words_in(next(article.iter("blockquote"))): f"{address}#{article.get('id')}"
        for article in page.all("article", class_="answer")
    }


def where_links_lead(page: Reading, class_: str) -> dict[str, str]:
    """On any other page: each answer's words to question 1, with the address that they link to."""
    found = {}
    for article in page.all("article", class_=class_):
        (heading,) = article.iter("h3")
        (link,) = heading.iter("a")
        address = link.get("href") or ""
        if address.startswith(QUESTION):
            found[words_in(next(article.iter("blockquote")))] = address
    return found


def test_every_list_leads_to_the_words_themselves(client: Client, round_: Round) -> None:
    stand = where_words_stand(client)
    assert stand == {
        "Together.": f"{QUESTION}#amy",
        "I dissent.": f"{QUESTION}#ben",
        "First words.": f"{QUESTION}#dan",
        "Second words.": f"{QUESTION}#dan-3",
        "From a speech.": f"{QUESTION}#cat-2",
    }
    assert where_links_lead(read(client, f"/answers/?round={round_.slug}"), "listed-answer") == stand

    def on_page_of(name: str) -> dict[str, str]:
        return where_links_lead(read(client, f"/politicians/{name}/"), "given")

    def those(*words: str) -> dict[str, str]:
        return {each: stand[each] for each in words}

    assert on_page_of("dan") == those("First words.", "Second words.")
    assert on_page_of("ben") == those("Together.", "I dissent.")
    assert on_page_of("cat") == those("Together.", "From a speech.")


def begun(page: Reading) -> dict[str, str]:
    items = [item for beginnings in page.all("ul", class_="begun") for item in beginnings]
    return {words_in(item): item.findall(".//a[@class='whose']")[0].get("href") or "" for item in items}


@pytest.mark.parametrize(
    ("address", "name"),
    [("/rounds/round/", "Dan party not given"), ("/", "Question 1 of round? {title} Dan")],
)
def test_beginnings_lead_there_and_say_what_was_replaced(
    client: Client, round_: Round, address: str, name: str
) -> None:
    shown = begun(read(client, address))
    name = name.format(title=round_.title)
    old, new = f"{name} Replaced by a later answer First words.", f"{name} Replaces an earlier answer"
    assert shown[old] == f"{QUESTION}#dan"
    assert shown[f"{new} Second words."] == f"{QUESTION}#dan-3"
    assert round_.is_published()


@pytest.mark.parametrize(
    ("address", "class_"), [("/answers/", "listed-answer"), ("/politicians/dan/", "given")]
)
def test_replaced_words_are_labelled_in_every_list(
    client: Client, round_: Round, address: str, class_: str
) -> None:
    told = {}
    for article in read(client, address).all("article", class_=class_):
        notes = [note for note in article.iter("p") if note.get("class") == "replaced"]
        links = [link.get("href") for note in notes for link in note.iter("a")]
        if notes:
            told[words_in(next(article.iter("blockquote")))] = ([words_in(note) for note in notes], links)
    assert told == {
        "First words.": (["Replaced by a later answer"], [f"{QUESTION}#dan-3"]),
        "Second words.": (["Replaces an earlier answer"], [f"{QUESTION}#dan"]),
    }
    assert round_.is_published()


def test_carried_answer_is_found_under_the_name_that_its_signatory_had_then(client: Client) -> None:
    before = make_round(slug="before", title="Before", questions=1)
    ann = make_recipient(before, "Ann")
    make_response(ann, answers={1: "At first."})
    old = make_response(ann, answers={1: "As ever."}).answers.get()
    later = make_round(slug="later", follows=before, questions=1)
    again = make_recipient(later, politician=ann.politician, slug="ann-of-west")
    make_answer(make_response(again), 1, text="Unchanged.", carried_from=old)
    page = read(client, "/rounds/later/questions/1/")
    assert where_words_stand(client, "/rounds/before/questions/1/")["As ever."].endswith("#ann-2")
    assert "/rounds/before/questions/1/#ann-2" in [link.get("href") for link in page.all("a")]
    assert page.standings == {"ann-of-west": "answered"}
    assert "At first." not in page.text


def test_coded_position_is_labelled_where_an_answer_is_begun(client: Client) -> None:
    round_ = make_round(slug="typed", questions=0)
    make_question(round_, number=1, kind="yes_no")
    make_answer(make_response(make_recipient(round_, "Al")), 1, text="", position="yes")
    for address, name in (("/rounds/typed/", "Al party not given"), ("/", "Al")):
        page = read(client, address)
        (item,) = [item for beginnings in page.all("ul", class_="begun") for item in beginnings]
        assert words_in(item).endswith(f"{name} The newsroom reads this as: yes")
        assert page.all("span", class_="excerpt") == []


def test_unpublished_reply_replaces_nothing_yet(client: Client) -> None:
    round_ = make_round(slug="round", questions=1)
    ann: Recipient = make_recipient(round_, "Ann")
    old: Answer = make_response(ann, answers={1: "First."}).answers.get()
    make_answer(make_response(ann, published=False), 1, text="Second.", replaces=old)
    for address in ("/answers/", "/politicians/ann/", "/rounds/round/", "/", QUESTION):
        page = read(client, address)
        assert "Replace" not in page.text
        assert "taken the place" not in page.text
        assert "Second." not in page.html
