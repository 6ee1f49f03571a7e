"""The head of a story counts in words, for one, two and many, and calls those asked what they are."""

import pytest

from questions.models import Decision, Round
from questions.output.material import read_material
from questions.sentences.population import those_asked
from tests.factories import (
    make_group,
    make_recipient,
    make_response,
    make_round,
)
from tests.questions.storytelling import AS_OF, NOW, SO_FAR, people, told

pytestmark = pytest.mark.django_db


def a_round(asked: int | None, *, answered: int = 0, silent: int = 0, waiting: int = 0) -> Round:
    round_ = make_round(
        questions=1, asked_count=asked, population="all MPs" if asked is None else f"all {asked} MPs"
    )
    for _ in range(answered):
        make_response(make_recipient(round_), answers={1: "Words."})
    for _ in range(silent):
        make_recipient(round_, decision=Decision.NO_RESPONSE)
    for _ in range(waiting):
        make_recipient(round_)
    return round_


@pytest.mark.parametrize(
    ("asked", "listed", "words"),
    [
        (9, {"answered": 3, "silent": 6}, "Three of the nine MPs answered."),
        (9, {"answered": 1, "silent": 8}, "One of the nine MPs answered."),
        (9, {"silent": 9}, "None of the nine MPs answered."),
        (9, {"answered": 9}, "All nine MPs answered."),
        (12, {"answered": 12}, "All 12 MPs answered."),
        (12, {"answered": 10, "silent": 2}, "Ten of the 12 MPs answered."),
        (105, {"answered": 101, "silent": 4}, "Of the 105 MPs, 101 answered."),
        (2, {"answered": 2}, "Both MPs answered."),
        (2, {"answered": 1, "silent": 1}, "One of the two MPs answered."),
        (2, {"silent": 2}, "Neither of the two MPs answered."),
        (9, {"answered": 3, "silent": 2}, "At least three of the nine MPs answered."),
        (9, {"silent": 2}, "None of the nine MPs is known to have answered."),
        (9, {"answered": 1, "waiting": 8}, f"One of the nine MPs has answered {SO_FAR}."),
        (9, {"answered": 2, "waiting": 7}, f"Two of the nine MPs have answered {SO_FAR}."),
        (9, {"waiting": 9}, f"None of the nine MPs has answered {SO_FAR}."),
        (2, {"waiting": 2}, f"Neither of the two MPs has answered {SO_FAR}."),
        (None, {"answered": 3, "silent": 2}, "Three of those asked answered."),
        (None, {"silent": 2}, "None of those asked answered."),
        (None, {"waiting": 2}, f"None of those asked has answered {SO_FAR}."),
    ],
)
def test_head_counts_in_words_and_invents_no_number(
    asked: int | None, listed: dict[str, int], words: str
) -> None:
    assert told(a_round(asked, **listed))[0] == words


@pytest.mark.parametrize(
    ("asked", "population", "words"),
    [
        (9, "all nine Norfolk MPs", "MPs"),
        (9, "the nine MPs for Norfolk", "MPs"),
        (17, "all 17 councillors on the County Council's children's services committee", "councillors"),
        (2, "both candidates for mayor", "candidates"),
        (2, "the two Green Party members of the committee", "members"),
        (1650, "all 1,650 peers", "peers"),
        (9, "all nine former Norfolk MPs", "former Norfolk MPs"),
        (9, "nine MPs and councillors in Norfolk", "MPs and councillors in Norfolk"),
        (9, "all nine Deputy Mayors", "Deputy Mayors"),
        (9, "nine MPs, councillors", "MPs, councillors"),
        (9, "all nine of Norfolk's MPs", "who were asked"),
        (9, "all ten Norfolk MPs", "who were asked"),
        (9, "everyone on the list", "who were asked"),
        (9, "all nine", "who were asked"),
    ],
)
def test_those_asked_are_called_what_the_round_calls_them_only_where_that_is_certain(
    asked: int, population: str, words: str
) -> None:
    round_ = make_round(asked_count=asked, population=population)
    make_recipient(round_)
    assert those_asked(round_, read_material(round_, NOW).count) == words


def test_head_without_a_name_for_those_asked_says_who_were_asked() -> None:
    round_ = a_round(3, answered=1, silent=2)
    round_.population = "everyone on the list"
    assert told(round_)[0] == "One of the three who were asked answered."


def test_one_person_asked_alone_needs_no_count() -> None:
    round_ = make_round(asked_count=1, questions=1)
    (ann,) = people(round_, "Ann Able")
    assert told(round_) == [
        "Ann Able has yet to reply.",
        "This is the record as of 21 November 2026, 8.52pm.",
    ]
    make_response(ann, answers={1: "Words."})
    assert told(round_) == ["Ann Able answered the question."]


def test_empty_list_tells_nothing() -> None:
    assert told(make_round(asked_count=9)) == []


def test_list_of_nothing_but_groups_of_unknown_size_counts_nothing() -> None:
    round_ = make_round(asked_count=None)
    make_group(round_, "Green Party councillors", decision=Decision.NO_RESPONSE)
    assert told(round_) == [
        "How many were asked is not known.",
        "Green Party councillors have not responded (how many they are is not given).",
        AS_OF,
    ]


def test_everybody_answered_is_not_said_while_the_list_is_longer_than_the_number_asked() -> None:
    assert told(a_round(2, answered=2, silent=1))[0] == "Two of the two MPs answered."


def test_population_that_turns_the_line_is_fenced_in() -> None:
    round_ = a_round(2, silent=2)
    round_.population = "both \u202eMPs and others"
    assert told(round_)[0] == "Neither of the two \u2068\u202eMPs and others\u2069 answered."
