"""Loading fixtures: whole or not at all, never over somebody's edits unasked."""

from __future__ import annotations

from typing import Any

import pytest

from questions.models import Answer, Campaign, Question, Response, Round
from tests import factories
from tests.questions.articles import NAMES
from tests.questions.loading import Fixture, an_answer, an_object, dump, load, refusal

pytestmark = pytest.mark.django_db


def test_loading_twice_changes_nothing() -> None:
    assert load(*NAMES) == "Installed 104 object(s) from 3 fixture(s)\n"
    once = dump()
    assert load(*NAMES) == "Installed 104 object(s) from 3 fixture(s)\n"
    assert dump() == once
    assert Round.objects.get(slug="norfolk-mps").sources.get().key == "edp-norfolk-mps"


def test_new_rows_after_a_second_load_go_on_counting_where_the_first_left_off() -> None:
    load(*NAMES)
    last = Answer.objects.latest("pk").pk
    load(*NAMES)
    response = Response.objects.get(slug="mps-lamb")
    Question.objects.create(round=response.round, number=5, text="And now?")
    assert factories.make_answer(response, 5).pk == last + 1


# --- what is refused -----------------------------------------------------------------------------


def test_row_that_its_model_refuses_is_named(spring: Round, write_fixture: Fixture) -> None:
    path = write_fixture(
        an_object(
            "questions.round",
            campaign=["schools"],
            slug="winter",
            title="Winter",
            population="all",
            asked_on="soon",
        )
    )
    assert refusal(path) == (
        "made-up.json: questions.round (winter) is refused: asked_on: “soon” is not a date this record can keep: write "
        "2017, 2017-07 or 2017-07-03, or leave it empty. Nothing was changed."
    )
    assert spring.campaign.rounds.count() == 2


def test_rule_of_the_database_is_told_as_a_sentence(spring: Round, write_fixture: Fixture) -> None:
    assert refusal(write_fixture(an_answer(""))) == (
        "made-up.json: questions.answer (spring / from-ann / spring / 2) is refused: An answer has words, a tick or a "
        "coded position, or carries an earlier answer forward. A question left open has no answer. Nothing was changed."
    )
    assert spring.questions.count() == 2


def test_rule_about_links_is_told_once_all_rows_are_there(spring: Round, write_fixture: Fixture) -> None:
    assert refusal(write_fixture(an_answer("Yes.", question=["autumn", 2]))).startswith(
        "questions.answer (spring / from-ann / autumn / 2) is refused: question: "
    )
    assert spring.questions.count() == 2


@pytest.mark.parametrize(
    ("objects", "sentence"),
    [
        (
            [
                an_object(
                    "questions.response",
                    round=["spring"],
                    slug="from-nobody",
                    entered_at="2026-07-03T09:00:00Z",
                )
            ],
            (
                "questions.response (spring / from-nobody) is refused: The response comes from nobody: name at least "
                "one recipient of its round as signatory. Nothing was changed."
            ),
        ),
        (
            [
                an_object(
                    "questions.question",
                    round=["spring"],
                    number=1,
                    text="Again?",
                    put_to=[["autumn", "cat"]],
                ),
            ],
            (
                "questions.question (spring / 1) is refused: It was put to Cat, who is on the list of the round "
                "autumn: choose recipients of its own round. Nothing was changed."
            ),
        ),
    ],
)
def test_rule_of_the_whole_record_is_held(
    spring: Round, write_fixture: Fixture, objects: list[dict[str, Any]], sentence: str
) -> None:
    assert refusal(write_fixture(*objects), interactive=False) == sentence
    assert spring.questions.count() == 2


@pytest.mark.parametrize(
    ("model", "link", "fields", "end"),
    [
        (
            "questions.round",
            "follows",
            {"campaign": ["schools"], "title": "Round", "population": "all"},
            "This would make a circle of follow-ups: each round follows an earlier one.",
        ),
        (
            "respondents.body",
            "parent",
            {"name": "Body", "kind": "council"},
            "This would make a circle: a body cannot sit under itself.",
        ),
    ],
)
@pytest.mark.usefixtures("spring")
def test_circle_through_a_row_that_comes_later_is_refused(
    write_fixture: Fixture, model: str, link: str, fields: dict[str, Any], end: str
) -> None:
    one = an_object(model, slug="one", **{link: ["two"]}, **fields)
    two = an_object(model, slug="two", **{link: ["one"]}, **fields)
    assert refusal(write_fixture(one, two)) == f"{model} (one) is refused: {link}: {end} Nothing was changed."


def test_a_fault_that_was_there_before_does_not_stop_another_fixture(
    spring: Round, write_fixture: Fixture
) -> None:
    orphan = Response.objects.create(round=spring, slug="from-nobody")
    assert load(write_fixture(an_answer("No."))) == "Installed 1 object(s) from 1 fixture(s)\n"
    fields = {"round": ["spring"], "slug": "from-nobody", "entered_at": orphan.entered_at.isoformat()}
    assert "(spring / from-nobody) is refused: The response comes from nobody" in refusal(
        write_fixture(an_object("questions.response", **fields))
    )


@pytest.mark.parametrize(("character", "code"), [("\x00", "U+0000"), ("\x08", "U+0008"), ("\r", "U+000D")])
def test_control_character_is_refused(
    spring: Round, write_fixture: Fixture, character: str, code: str
) -> None:
    assert refusal(write_fixture(an_answer(f"One.\n\nT{character}wo."))) == (
        "made-up.json: questions.answer (spring / from-ann / spring / 2) is refused: text: The text has a control "
        f"character ({code}) in line 3 that cannot be kept. Remove it and save again; nothing was changed."
    )
    assert spring.questions.count() == 2


def test_unusual_character_is_kept_and_named(spring: Round, write_fixture: Fixture) -> None:
    assert load(write_fixture(an_answer("Price: \x80 5, \x85 5."))) == (
        "Installed 1 object(s) from 1 fixture(s)\n"
        "Kept as they are, and worth a look for their unusual characters:\n"
        "  questions.answer (spring / from-ann / spring / 2): text: U+0080, U+0085\n"
    )
    assert spring.responses.get().answers.get(question__number=2).text == "Price: \x80 5, \x85 5."


def test_control_character_in_a_name_is_refused(write_fixture: Fixture) -> None:
    path = write_fixture(an_object("respondents.party", slug="greens", name="Gre\x00ens", adjective="Green"))
    assert refusal(path) == (
        "made-up.json: respondents.party (greens) is refused: name: The text has a control character (U+0000) in "
        "line 1 that cannot be kept. Remove it and save again; nothing was changed."
    )


@pytest.mark.parametrize(("value", "shown"), [(False, "false"), (8, "8"), (["Yes."], '["Yes."]')])
def test_words_that_are_no_text_are_refused(
    spring: Round, write_fixture: Fixture, value: Any, shown: str
) -> None:
    assert refusal(write_fixture(an_answer(value))) == (
        f"made-up.json: questions.answer (spring / from-ann / spring / 2) is refused: text is {shown} and no text: "
        "put it in quotation marks. Nothing was changed."
    )
    assert spring.questions.count() == 2


def test_object_that_stands_twice_with_different_words_is_refused(
    spring: Round, write_fixture: Fixture
) -> None:
    assert refusal(write_fixture(an_answer("Yes."), an_answer("No."))) == (
        "made-up.json: questions.answer (spring / from-ann / spring / 2) is refused: It stands twice in the fixtures, "
        "with different words: text. Nothing was changed."
    )
    assert (
        load(write_fixture(an_answer("Yes."), an_answer("Yes.")))
        == "Installed 2 object(s) from 1 fixture(s)\n"
    )
    assert spring.responses.get().answers.count() == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            an_answer("Yes.", response=["spring", "from-zoe"]),
            (
                "made-up.json, object 2, questions.answer (response spring / from-zoe, question spring / 2): response "
                "names questions.response (spring / from-zoe), which is not there: load it first, or correct the name. "
                "Nothing was changed."
            ),
        ),
        (
            an_answer("Yes.", response=["spring"]),
            (
                "made-up.json, object 2, questions.answer (response spring, question spring / 2): response is "
                "not a name of questions.response: spring. Nothing was changed."
            ),
        ),
        (
            an_answer("Yes.", mood="cheerful"),
            (
                "made-up.json, object 2, questions.answer (response spring / from-ann, question spring / 2): Answer "
                "has no field named 'mood'. Nothing was changed."
            ),
        ),
        (
            an_object("questions.opinion", slug="x"),
            (
                "made-up.json, object 2, questions.opinion (slug x): App 'questions' doesn't have a 'opinion' model. "
                "Nothing was changed."
            ),
        ),
        (
            an_object("questions.question", round=["spring"], number="many", text="How?"),
            (
                "made-up.json, object 2, questions.question (round spring, number many): “many” value must be an "
                "integer. Nothing was changed."
            ),
        ),
        ({"fields": {}}, "made-up.json, object 2: 'model'. Nothing was changed."),
    ],
)
def test_object_that_cannot_be_read_is_named(
    spring: Round, write_fixture: Fixture, wrong: dict[str, Any], sentence: str
) -> None:
    sound = an_object("respondents.party", slug="greens", name="Greens", adjective="Green")
    assert refusal(write_fixture(sound, wrong)) == sentence
    assert spring.questions.count() == 2


def test_link_to_a_row_that_never_comes_is_named(write_fixture: Fixture) -> None:
    path = write_fixture(
        an_object(
            "respondents.body", slug="committee", name="Committee", kind="committee", parent=["council"]
        )
    )
    assert refusal(path) == (
        "respondents.body (committee): parent names respondents.body (council), which is not there: load it first, or "
        "correct the name. Nothing was changed."
    )


def test_link_by_number_to_a_row_that_never_comes_is_told(write_fixture: Fixture) -> None:
    path = write_fixture(
        an_object("respondents.body", slug="committee", name="Committee", kind="committee", parent=999)
    )
    assert refusal(path).startswith("The fixtures refer to rows that are not there: ")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            '[{"model": ',
            "made-up.json cannot be read as JSON: Expecting value: line 1 column 12 (char 11). Nothing was changed.",
        ),
        (b'["\xff"]', "made-up.json is not a text in UTF-8: byte 2 cannot be read. Nothing was changed."),
        (
            '{"a": 1}',
            "made-up.json, object 1: string indices must be integers, not 'str'. Nothing was changed.",
        ),
    ],
)
def test_file_that_is_no_fixture_is_named(write_fixture: Fixture, text: str | bytes, sentence: str) -> None:
    assert refusal(write_fixture(text=text)) == sentence


def test_unknown_fixture_is_refused_like_stock() -> None:
    assert refusal("no-such-fixture") == "No fixture named 'no-such-fixture' found."


def test_one_bad_fixture_refuses_the_good_ones_before_it(write_fixture: Fixture) -> None:
    path = write_fixture(an_object("respondents.party", slug="x", name="", adjective="X"))
    assert refusal(*NAMES, path) == (
        "made-up.json: respondents.party (x) is refused: name: This field cannot be blank. Nothing was changed."
    )
    assert Campaign.objects.count() == 0
