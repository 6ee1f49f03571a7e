"""The three views of a round, its full page, and what a reader narrowed it to."""

from __future__ import annotations

import gzip

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client

from accountability import settings as site
from questions.models import Answer, Recipient, Round
from tests import made_up_round
from tests.factories import (
    make_answer,
    make_group,
    make_party,
    make_politician,
    make_question,
    make_recipient,
    make_response,
    make_round,
)
from tests.reading import Reading, line_words, read, words_in

pytestmark = pytest.mark.django_db
LONG = f"{'Long  words, kept. ' * 30}\n\nA second paragraph,\n  with an inner line."
VIEWS = ["", "?view=question", "?view=person", "?view=grid", "all/"]


@pytest.fixture
def round_() -> Round:
    """Ann answers at length, Ben and Cat together, Dan declines, Eve is silent, the Greens are a group."""
    round_ = make_round(slug="round", title="The round", asked_count=8)
    ann = make_recipient(round_, "Ann Archer", party=make_party("Labour"), area="North Ward")
    ben = make_recipient(round_, "Ben Baker", area="South Ward")
    cat_ = make_politician("Cat Żółć", slug="cat")
    cat = make_recipient(round_, politician=cat_, party=make_party("Labour"), area="East Ward")
    make_response(ann, answers={1: LONG, 2: "Short."})
    make_response(ben, cat, answers={1: f"Together: {LONG}"})
    make_response(make_recipient(round_, "Dan Draper"), refuses=True, statement="I do not do surveys.")
    make_recipient(round_, "Eve", decision="no_response")
    make_group(round_, size=2)
    return round_


def told(page: Reading) -> list[str]:
    return [words_in(line) for told in page.all("ul", class_="told") for line in told]


def quoted(page: Reading) -> list[list[str]]:
    """The paragraphs of each quotation of an answer, byte for byte."""
    return [
        [paragraph.text or "" for paragraph in quotation]
        for listed in page.all("ul", class_="begun")
        for quotation in listed.iter("blockquote")
    ]


def current(page: Reading) -> list[str]:
    return [words_in(link) for link in page.one("nav", class_="views").iter("a") if link.get("aria-current")]


@pytest.mark.parametrize("view", VIEWS)
def test_each_recipient_stands_once_in_every_view(client: Client, round_: Round, view: str) -> None:
    page = read(client, f"{round_.get_absolute_url()}{view}")
    assert page.standings == {
        "ann-archer": "answered",
        "ben-baker": "partly_answered",
        "cat": "partly_answered",
        "dan-draper": "declined",
        "eve": "no_response",
        "green-party-councillors": "awaiting",
    }


@pytest.mark.parametrize("view", ["", "?view=person", "all/"])
def test_every_word_stands_whole_and_once(client: Client, round_: Round, view: str) -> None:
    page = read(client, f"{round_.get_absolute_url()}{view}")
    long = LONG.split("\n\n")
    expected = [long, ["Short."], [f"Together: {long[0]}", long[1]]]
    assert sorted(quoted(page)) == sorted(expected)
    assert page.html.count("I do not do surveys.") == 1


def test_long_answers_open_in_place_and_short_ones_stand_open(client: Client, round_: Round) -> None:
    page = read(client, round_.get_absolute_url())
    folded = page.all("details", class_="opens")
    assert len(folded) == 2
    (summary,) = folded[0].iter("summary")
    assert words_in(summary).startswith("Long words, kept.")
    assert words_in(summary).endswith("… All 97 words")
    assert read(client, "/rounds/round/all/").all("details") == []
    assert [words_in(link) for link in page.all("a", class_="whose")] == [
        "Ann Archer",
        "Ben Baker and Cat Żółć",
        "Ann Archer",
    ]


@pytest.mark.parametrize(
    ("view", "name"),
    [
        ("", "By question"),
        ("?view=question", "By question"),
        ("?view=person", "By person"),
        ("?view=grid", "Grid"),
    ],
)
def test_views_are_plain_links_and_say_which_is_shown(
    client: Client, round_: Round, view: str, name: str
) -> None:
    page = read(client, f"{round_.get_absolute_url()}{view}")
    links = [link.get("href") for link in page.one("nav", class_="views").iter("a")]
    assert links == [
        "/rounds/round/#page.answers",
        "/rounds/round/?view=person#page.answers",
        "/rounds/round/?view=grid#page.answers",
        "/rounds/round/all/",
    ]
    assert (current(page), told(page)) == ([name], [])


def test_unknown_values_are_told_and_the_rest_goes_on_working(client: Client, round_: Round) -> None:
    page = read(
        client, f"{round_.get_absolute_url()}?view=cube&party=purple&standing=answered&utm_source=story"
    )
    assert current(page) == ["By question"]
    assert told(page) == [
        "“purple” is none of the choices of the filter “party”: the list is shown without it.",
        "“cube” is no view of a round: the answers stand by question.",
        "Shown: 1 of the 6 on this round's list. The counts of this page are those of the whole round.",
    ]
    assert list(page.standings) == ["ann-archer"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("party=labour", ["Ann Archer", "Cat Żółć"]),
        ("party=not-given&standing=partly_answered", ["Ben Baker"]),
        ("q=zolc", ["Cat Żółć"]),
        ("q=BAKER+b", ["Ben Baker"]),
        ("area=ward&q=a", ["Ann Archer"]),
        ("q=rcher", []),
        ("area=ward+east", ["Cat Żółć"]),
        ("area=ard", []),
        ("q=nobody", []),
    ],
)
@pytest.mark.parametrize("view", ["", "&view=person", "&view=grid"])
def test_narrowed_round_shows_those_meant_and_counts_everyone(
    client: Client, round_: Round, query: str, expected: list[str], view: str
) -> None:
    page = read(client, f"{round_.get_absolute_url()}?{query}{view}")
    shown = [
        words_in(next(element.iter("bdi"))) for element in page.root.iter() if element.get("data-recipient")
    ]
    assert sorted(shown) == expected
    (counting,) = page.all("ul", class_="counting")
    lines = [line_words(line) for line in counting]
    assert lines == [
        "1 answered",
        "2 answered in part",
        "1 declined to answer",
        "1 did not respond",
        "2 asked, no reply yet",
        "1 not named",
        "8 asked",
    ]
    assert "The counts of this page are those of the whole round." in told(page)[-1]


@pytest.mark.parametrize("typed", ["obrien", "O’Brien", "brien", "o brien", "brien siob", "ann", "joan"])
def test_names_are_found_by_one_rule_everywhere(client: Client, typed: str) -> None:
    round_ = make_round(slug="round")
    for name in ("Siobhán O'Brien", "Joanne Field", "Ann Archer"):
        make_recipient(round_, name, politician=make_politician(name, slug=name[:3].lower()))
    for number in range(20):
        make_recipient(round_, f"Xu {number}")
    query = QueryDict(mutable=True)
    query["q"] = typed
    everywhere = read(client, f"/politicians/?{query.urlencode()}&round=round")
    here = read(client, f"/rounds/round/?{query.urlencode()}")
    assert set(here.standings) == set(everywhere.standings) != set()


def test_area_without_a_word_to_look_for_is_told(client: Client, round_: Round) -> None:
    page = read(client, f"{round_.get_absolute_url()}?area=%21%21&q=%3F")
    assert told(page) == [
        "“?” has no letter or figure to look for: the list is shown without it.",
        "“!!” has no letter or figure to look for: the list is shown without it.",
    ]
    assert len(page.standings) == 6


def test_joint_answer_stands_under_the_first_of_its_signatories_who_is_shown(
    client: Client, round_: Round
) -> None:
    page = read(client, f"{round_.get_absolute_url()}?view=person")
    assert "One joint answer stands under Ben Baker: question 1." in words_in(
        page.one("li", data_recipient="cat")
    )
    alone = read(client, f"{round_.get_absolute_url()}?view=person&q=cat")
    assert quoted(alone) == [[f"Together: {LONG.split(chr(10) * 2, maxsplit=1)[0]}", LONG.split("\n\n")[1]]]
    assert "stands under" not in alone.text


def test_grid_is_a_table_that_leads_to_every_answer(client: Client, round_: Round) -> None:
    page = read(client, f"{round_.get_absolute_url()}?view=grid")
    table = page.one("table", class_="answers-grid")
    assert [words_in(caption) for caption in table.iter("caption")] != []
    assert [cell.get("scope") for cell in table.iter("th")] == ["col"] * 3 + ["row"] * 6
    rows = [[words_in(cell) for cell in row] for row in table.iter("tr")][1:]
    assert rows[0][0] == "Ann Archer Labour"
    assert rows[0][1].startswith("Long words, kept.")
    assert rows[0][2] == "Short."
    assert rows[2][1:] == ["together with Ben Baker", "no published answer"]
    assert [row[1:] for row in rows[3:]] == [
        ["Declined to answer"],
        ["Did not respond"],
        ["Asked, no reply yet"],
    ]
    leading = {link.get("href") for link in table.iter("a")}
    assert {"/rounds/round/questions/1/#ann-archer", "/rounds/round/questions/1/#ben-baker"} <= leading


def test_paraphrase_is_never_a_quotation_and_withheld_words_stand_nowhere(client: Client) -> None:
    round_ = make_round(slug="round", questions=0)
    make_question(round_, number=1)
    make_answer(make_response(make_recipient(round_, "Ann")), 1, text=LONG, is_paraphrase=True)
    held = make_response(make_recipient(round_, "Ben"))
    make_answer(held, 1, text="Planted words.", withheld="held_back", withheld_note="Our lawyers read it.")
    for view in VIEWS:
        page = read(client, f"/rounds/round/{view}")
        assert quoted(page) == []
        assert "in the newsroom's words" in page.text.lower()
        assert "Planted words." not in page.html
        assert "held back" in page.text


def kilobytes(client: Client, address: str) -> float:
    """What a first visit carries, compressed: the page and everything that a browser loads for it."""
    page = read(client, address)
    loaded = [each.get("href") or "" for rel in ("stylesheet", "icon") for each in page.all("link", rel=rel)]
    loaded += [each.get("src") or "" for tag in ("script", "img") for each in page.all(tag)]
    files = [site.BASE_DIR / "accountability" / name.lstrip("/") for name in loaded if name]
    assert len(files) > 5
    parts = [page.html.encode(), *(file.read_bytes() for file in files)]
    return sum(len(gzip.compress(part)) for part in parts) / 1000


def test_first_visits_are_light(client: Client) -> None:
    call_command("loaddata", "reference", "norfolk-mps", "childrens-services-committee", verbosity=0)
    for slug in ("norfolk-mps", "childrens-services-committee"):
        for view in (*VIEWS, "questions/1/"):
            assert kilobytes(client, f"/rounds/{slug}/{view}") < 30


def test_round_of_650_stays_usable(client: Client) -> None:
    round_ = made_up_round.make()
    address = round_.get_absolute_url()
    for view in ("", "?view=person", "?view=person&page=2", "?view=grid", "?party=made-up-1&view=person"):
        assert kilobytes(client, f"{address}{view}") < 60
    page = read(client, address)
    assert len(page.standings) == 650
    assert {each.get("class") for each in page.all("details")} == {"opens names", "opens"}
    assert len(page.all("a", class_="opens-to")) > 50
    assert page.all("nav", class_="pager") == []
    second = read(client, f"{address}?view=person&page=2")
    assert "41 to 80 of 650 on the list" in second.text
    assert len(second.standings) == 40
    assert "There is no such page" in read(client, f"{address}?view=grid&page=99").text
    words = client.get(f"{address}all/").content.decode()
    assert all(answer.text.split("\n\n")[0] in words for answer in _public_answers(round_))


def _public_answers(round_: Round) -> list[Answer]:
    return list(Answer.objects.published().of_rounds(round_)[:500])


def test_made_up_round_is_never_put_beside_a_real_one(capsys: pytest.CaptureFixture[str]) -> None:
    real = make_round(title="A real one")
    assert made_up_round.main() == 1
    assert "“A real one”" in capsys.readouterr().err
    assert (Round.objects.count(), Recipient.objects.count()) == (1, 0)
    Round._base_manager.filter(pk=real.pk).update(published_at=None)
    assert made_up_round.main() == 0
    assert all("made up" in each.name for each in Recipient.objects.all())
    assert made_up_round.main() == 0
    assert Recipient.objects.count() == 650


def test_short_introduction_stands_above_the_count_and_a_long_one_below(
    client: Client, round_: Round
) -> None:
    def order(introduction: str) -> list[str]:
        round_.introduction = introduction
        round_.save()
        page = read(client, "/rounds/round/")
        parts = [
            each
            for each in page.one("main")
            if each.get("class") in {"standfirst", "headline", "introduction"}
        ]
        return [each.get("class") or "" for each in parts]

    assert order("") == ["headline"]
    assert order("Short.") == ["standfirst", "headline"]
    assert read(client, "/rounds/round/").meta("og:description").startswith("Short. ")
    assert order("Short.\n\nAnd more.") == ["headline", "introduction"]
    assert order("word " * 40) == ["headline", "introduction"]


def test_words_that_are_hardly_more_than_a_beginning_all_stand_open(client: Client) -> None:
    round_ = make_round(slug="round", questions=1)
    make_response(make_recipient(round_, "Ann"), answers={1: f"{'word ' * 71}last."})
    make_response(make_recipient(round_, "Ben"), answers={1: f"{'word ' * 72}last."})
    page = read(client, "/rounds/round/")
    opened = [words_in(next(each.iter("summary"))) for each in page.all("details", class_="opens")]
    assert [words.rpartition("All ")[2] for words in opened] == ["73 words"]
    assert "word last." in words_in(page.one("main"))
