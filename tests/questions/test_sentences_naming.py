"""How a story names groups, those it cannot name, people with their parties, and dates."""

from typing import Any

import pytest

from questions.models import Decision
from questions.sentences import introduced
from questions.sentences.dates import in_a_row
from questions.sentences.words import isolated
from tests.factories import (
    make_group,
    make_party,
    make_recipient,
    make_response,
    make_round,
)
from tests.questions.storytelling import AS_OF, make_answering, people, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ([3], "Green Party group (three) have not responded."),
        ([1], "Green Party group has not responded."),
        ([12], "Green Party group (12) have not responded."),
        ([None], "Green Party group have not responded (how many they are is not given)."),
        ([3, None], "Green Party group (three) and UKIP group (how many is not given) have not responded."),
        (
            [None, None],
            "Green Party group and UKIP group have not responded (how many they are is not given).",
        ),
    ],
)
def test_groups_are_told_with_their_size_or_that_it_is_not_given(sizes: list[int | None], words: str) -> None:
    round_ = make_round(asked_count=40)
    for name, size in zip(["Green Party group", "UKIP group"], sizes, strict=False):
        make_group(round_, name, size=size, decision=Decision.NO_RESPONSE)
    assert told(round_)[1] == words


def test_organisation_is_one_and_begins_a_sentence_with_a_capital() -> None:
    round_ = make_round(asked_count=2)
    make_group(round_, "the Labour group", kind="organisation", decision=Decision.NO_RESPONSE)
    people(round_, "bell hooks", decision=Decision.EXCUSED, decision_wording="unwell")
    assert told(round_)[1:3] == ["bell hooks is unwell.", "The Labour group has not responded."]


@pytest.mark.parametrize(
    ("asked", "with_group", "words"),
    [
        (3, False, "Another two are not named: the record does not say who they are or what they did."),
        (2, False, "One more is not named: the record does not say who that is or what they did."),
        (
            13,
            True,
            (
                "Of those asked, 12 are not named: some of them are in the groups above, whose size is not given; "
                "of the others the record says nothing."
            ),
        ),
        (2, True, "Of those asked, one is not named, and may be in a group above whose size is not given."),
    ],
)
def test_those_not_named_are_a_sentence_of_their_own(asked: int, with_group: bool, words: str) -> None:
    round_ = make_round(asked_count=asked)
    people(round_, "Ann Able", decision=Decision.EXCUSED, decision_wording="unwell")
    if with_group:
        make_group(round_, decision=Decision.EXCUSED, decision_wording="unwell")
    assert told(round_)[-1] == words


def test_volunteers_are_told_apart_and_outside_the_total() -> None:
    round_ = make_round(asked_count=2, questions=1, population="both MPs")
    make_answering(round_, "Ann Able", q1="Yes.")
    people(round_, "Ben Best", decision=Decision.NO_RESPONSE)
    volunteers = people(round_, "Uma Unasked", "Vic Vane", volunteered=True)
    make_response(volunteers[0], answers={1: "Me too."})
    assert told(round_) == [
        "One of the two MPs answered.",
        "Ann Able answered the question.",
        "Ben Best has not responded.",
        "Uma Unasked and Vic Vane wrote in without being asked.",
        AS_OF,
    ]


def test_everyone_on_a_list_with_every_standing_is_in_exactly_one_sentence() -> None:
    round_ = make_round(asked_count=20, questions=2)
    names = [f"Person-{letter}" for letter in "ABCDEFGHIJKLM"]
    listed = people(round_, *names[:6])
    make_response(*listed[:2], answers={1: "Yes.", 2: "No."})
    make_response(listed[2], answers={1: "Yes."})
    make_response(listed[3], refuses=True)
    make_response(listed[4], statement="No.")
    make_response(listed[5], published=False)
    for name, decision in zip(names[6:], [*Decision.values, ""], strict=False):
        people(round_, name, decision=decision, decision_wording="" if decision != "excused" else "unwell")
    people(round_, "Volunteer-X", volunteered=True)
    text = " ".join(told(round_))
    assert {name: text.count(name) for name in [*names[:12], "Volunteer-X"]} == dict.fromkeys(
        [*names[:12], "Volunteer-X"], 1
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Ann (party not given)"),
        ({"area": "Thorpe"}, "Ann (party not given, Thorpe)"),
        ({"party": "Labour"}, "Ann (Labour)"),
        ({"party": "Labour", "role": "councillor"}, "Ann (Labour councillor)"),
        ({"party": "Labour", "role": "MP", "area": "Thorpe"}, "Ann (Labour MP, Thorpe)"),
        ({"role": "mayor", "area": "Thorpe"}, "Ann (mayor, party not given, Thorpe)"),
    ],
)
def test_person_is_introduced_by_party_role_and_area_as_they_were_when_asked(
    fields: dict[str, Any], words: str
) -> None:
    if "party" in fields:
        fields = fields | {"party": make_party(fields["party"])}
    assert introduced(people(make_round(), "Ann", **fields)[0]) == words


def test_group_is_introduced_by_its_name_and_a_party_only_if_it_says_more() -> None:
    round_ = make_round()
    green = make_party()
    assert introduced(make_group(round_, "Green Party councillors", party=green, size=3)) == (
        "Green Party councillors (three)"
    )
    assert introduced(make_group(round_, "The backbenchers", party=green)) == (
        "The backbenchers (how many is not given) (Green Party)"
    )
    assert introduced(make_group(round_, "Branch", kind="organisation", area="Thorpe")) == "Branch (Thorpe)"


def test_namesakes_are_told_apart_by_what_they_were_when_asked() -> None:
    round_ = make_round(asked_count=4, population="all four MPs")
    for area, party in (("Thorpe", None), ("Eaton", make_party("Labour"))):
        person = make_recipient(round_, "", area=area, party=party, decision=Decision.NO_RESPONSE)
        person.name = "John Smith"
        person.save()
    people(round_, "Ann Able", area="Thorpe")
    assert told(round_)[1:3] == [
        "John Smith (Thorpe) and John Smith (Labour, Eaton) have not responded.",
        "Ann Able has yet to reply.",
    ]


@pytest.mark.parametrize(
    ("dates", "this_year", "words"),
    [
        ([], 2026, []),
        (["2026-07-03"], 2026, ["on 3 July"]),
        (["2026-07-03", "2026-07-06"], 2026, ["on 3 and 6 July"]),
        (["2026-07-03", "2026-07-06"], None, ["on 3 and 6 July 2026"]),
        (["2026-07-03", "2026-07-06"], 2027, ["on 3 and 6 July 2026"]),
        (["2026-07-06", "2026-07-03", "2026-07-03"], 2026, ["on 3 and 6 July"]),
        (["2026-07-03", "2026-07-06", "2026-07-09"], 2026, ["on 3, 6 and 9 July"]),
        (["2026-06-30", "2026-07-03"], 2027, ["on 30 June and 3 July 2026"]),
        (["2025-12-30", "2026-01-03"], 2026, ["on 30 December 2025 and 3 January 2026"]),
        (["2025-07-03", "2026-07-03"], 2026, ["on 3 July 2025 and 3 July 2026"]),
        (["2026-07"], 2026, ["in July"]),
        (["2026-07", "2026-08"], 2027, ["in July and August 2026"]),
        (["2026"], 2026, ["in 2026"]),
        (["2024", "2025"], 2026, ["in 2024 and 2025"]),
        (["2026-07-03", "2026-08", "2026", ""], 2026, ["on 3 July", "in August", "in 2026"]),
    ],
)
def test_dates_in_a_row_are_told_as_exactly_as_they_are_known(
    dates: list[str], this_year: int | None, words: list[str]
) -> None:
    assert in_a_row(dates, this_year=this_year) == words


@pytest.mark.parametrize(
    ("words", "fenced"),
    [
        ("Ann", "Ann"),
        ("Łukasz Żółć 山", "Łukasz Żółć 山"),
        ("A\u202eB", "\u2068A\u202eB\u2069"),
        ("\u05d0\u05d1", "\u2068\u05d0\u05d1\u2069"),
        ("A\u2069\u202eB", "\u2068\u2068A\u2069\u202eB\u2069\u2069"),
        ("A\u2067B", "\u2068A\u2067B\u2069\u2069"),
    ],
)
def test_words_that_turn_the_line_are_kept_and_fenced_in(words: str, fenced: str) -> None:
    assert isolated(words) == fenced
