import pytest
from django.test import Client

from questions.models import Question, Round
from tests.factories import (
    make_answer,
    make_group,
    make_question,
    make_recipient,
    make_response,
    make_round,
)
from tests.reading import Reading, read, words_in

pytestmark = pytest.mark.django_db
ADDRESS = "/rounds/round/questions/1/"


@pytest.fixture
def round_() -> Round:
    round_ = make_round(slug="round", questions=0, asked_count=8)
    make_question(round_, number=1, kind="yes_no")
    return round_


def rows(page: Reading) -> list[str]:
    (table,) = page.all("table", class_="position-chart")
    return [words_in(row) for row in table.iter("tr")][1:]


def total(page: Reading) -> tuple[int, int]:
    """The numbers of all rows together, and the number the question was put to."""
    (table,) = page.all("table", class_="position-chart")
    *numbers, put_to = [int(cell.text or "") for cell in table.iter("td") if cell.get("class") == "of"]
    return sum(numbers), put_to


def test_chart_tells_ticks_readings_and_who_did_not_answer(client: Client, round_: Round) -> None:
    ann, ben, cat = (make_recipient(round_, name) for name in ("Ann", "Ben", "Cat"))
    make_answer(make_response(ann, ben), 1, ticked="yes")
    make_answer(make_response(cat), 1, ticked="yes", position="no")
    make_answer(make_response(make_recipient(round_, "Dan")), 1)
    make_recipient(round_, "Eve", decision="no_response")
    make_recipient(round_, "Fay", decision="excused", decision_wording="on leave")
    make_group(round_, decision="no_response")
    page = read(client, ADDRESS)
    assert rows(page) == [
        "yes 2 Ann, Ben",
        "no 1 Cat (the newsroom's reading; ticked “yes”)",
        "Answered, with no choice on record 1 Dan",
        "Excused 1 Fay",
        "Did not respond 1 Eve, Green Party councillors (how many is not given)",
        "Not named 2",
        "Put to 8",
    ]
    assert total(page) == (8, 8)


@pytest.mark.parametrize("withheld", ["held_back", "withdrawn"])
def test_chart_leaks_no_position_of_a_withheld_answer(client: Client, round_: Round, withheld: str) -> None:
    answer = make_answer(make_response(make_recipient(round_, "Ann")), 1, ticked="yes", position="no")
    assert rows(read(client, ADDRESS))[:2] == ["yes 0", "no 1 Ann (the newsroom's reading; ticked “yes”)"]
    answer.withheld, answer.withheld_note = withheld, "A lawyer looks at it."
    answer.save()
    page = read(client, ADDRESS)
    assert rows(page)[:3] == ["yes 0", "no 0", "Answered; the answer is not shown 1 Ann"]
    assert "reading" not in words_in(page.one("table", class_="position-chart"))


def test_chart_takes_the_last_of_several_answers_and_no_public_record(client: Client, round_: Round) -> None:
    ann, ben = make_recipient(round_, "Ann"), make_recipient(round_, "Ben", decision="no_response")
    first = make_answer(make_response(ann), 1, ticked="yes")
    make_answer(make_response(ann), 1, ticked="no", replaces=first)
    make_answer(make_response(ben, origin="public_record"), 1, position="yes")
    vera = make_recipient(round_, "Vera", volunteered=True)
    make_answer(make_response(vera), 1, ticked="yes")
    page = read(client, ADDRESS)
    assert rows(page) == ["yes 0", "no 1 Ann", "Did not respond 1 Ben", "Not named 6", "Put to 8"]
    assert total(page) == (8, 8)


def test_unpublished_reply_is_no_position_and_no_silence(client: Client, round_: Round) -> None:
    make_answer(make_response(make_recipient(round_, "Ann"), published=False), 1, ticked="yes")
    page = read(client, ADDRESS)
    assert rows(page)[:3] == ["yes 0", "no 0", "Replied 1 Ann"]


@pytest.mark.parametrize(
    ("wording", "expected"), [("", "yes 1 Ann (position unchanged)"), ("Reworded?", "yes 0")]
)
def test_unchanged_position_counts_as_the_earlier_choice_to_the_same_words(
    client: Client, round_: Round, wording: str, expected: str
) -> None:
    question = Question.objects.get(round=round_)
    earlier = make_round(slug="earlier", questions=0)
    asked = make_question(earlier, number=1, kind="yes_no", text=wording or question.text)
    question.repeats = asked
    question.save()
    ann = make_recipient(earlier, "Ann")
    before = make_answer(make_response(ann), 1, ticked="yes")
    again = make_recipient(round_, politician=ann.politician)
    make_answer(make_response(again), 1, text="", carried_from=before)
    assert rows(read(client, ADDRESS))[0] == expected


def test_long_scale_shows_only_the_steps_that_were_chosen(client: Client) -> None:
    round_ = make_round(slug="round", questions=0, asked_count=1)
    make_question(round_, number=1, kind="scale", scale_from=0, scale_to=1000)
    make_answer(make_response(make_recipient(round_, "Ann")), 1, ticked="700")
    assert rows(read(client, ADDRESS)) == ["700 1 Ann", "Put to 1"]


def test_question_put_to_some_counts_only_them(client: Client, round_: Round) -> None:
    ann = make_recipient(round_, "Ann")
    make_recipient(round_, "Ben")
    Question.objects.get(round=round_).put_to.add(ann)
    make_answer(make_response(ann), 1, ticked="no")
    page = read(client, ADDRESS)
    assert (rows(page), total(page)) == (["yes 0", "no 1 Ann", "Put to 1"], (1, 1))


def test_open_question_has_no_chart(client: Client) -> None:
    make_answer(make_response(make_recipient(make_round(slug="round"), "Ann")), 1)
    assert read(client, ADDRESS).all("table", class_="position-chart") == []


def test_hostile_choices_are_escaped(client: Client) -> None:
    round_ = make_round(slug="round", questions=0)
    make_question(round_, number=1, kind="choice", choices="<script>x</script>\n\u202eno")
    make_answer(make_response(make_recipient(round_, "Ann")), 1, ticked="<script>x</script>")
    assert rows(read(client, ADDRESS)) == ["<script>x</script> 1 Ann", "\u202eno 0", "Put to 1"]
