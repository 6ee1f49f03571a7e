import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from questions.counting import Count, count_rounds
from questions.models import Decision, Recipient, Round, Standing
from questions.models.standings import CountsAs
from questions.sentences import counting_sentence, fraction, headline
from tests.factories import make_group, make_party, make_recipient, make_response, make_round

pytestmark = pytest.mark.django_db


def count_of(round_: Round) -> Count:
    return count_rounds([round_])[round_.pk]


def mps_round() -> Round:
    """Like the MPs: three answered, one is excused, five have not responded."""
    round_ = make_round(questions=1, asked_count=9)
    for _ in range(3):
        make_response(make_recipient(round_), answers={1: "Words."})
    make_recipient(round_, decision=Decision.EXCUSED, decision_wording="on maternity leave")
    for _ in range(5):
        make_recipient(round_, decision=Decision.NO_RESPONSE)
    return round_


def committee_round() -> Round:
    """Like the committee: five answered, three groups of unknown size have not responded."""
    round_ = make_round(questions=1, asked_count=17)
    for _ in range(2):
        make_response(make_recipient(round_), answers={1: "Words."})
    make_response(*[make_recipient(round_) for _ in range(3)], answers={1: "Words."})
    for name in ["Green Party councillors", "Liberal Democrat councillors", "UKIP councillors"]:
        make_group(round_, name, decision=Decision.NO_RESPONSE)
    return round_


def test_count_of_a_round_whose_people_are_all_named_adds_up() -> None:
    count = count_of(mps_round())
    lines = [(line.standing, line.number) for line in count.lines]
    assert lines == [(Standing.ANSWERED, 3), (Standing.EXCUSED, 1), (Standing.NO_RESPONSE, 5)]
    assert (count.asked, count.counted, count.not_named, count.excess) == (9, 9, 0, 0)
    assert (count.replied, count.did_not_answer, count.could_answer) == (3, 5, 8)
    assert fraction(count) == "3 of 8 who could answer"
    assert headline(count) == "Three of nine asked replied."
    assert counting_sentence(count) == "3 answered · 1 excused · 5 did not respond"
    assert count.percentage == 38


def test_count_names_groups_of_unknown_size_and_leaves_a_remainder() -> None:
    count = count_of(committee_round())
    assert [(line.standing, line.number) for line in count.lines] == [
        (Standing.ANSWERED, 5),
        (Standing.NO_RESPONSE, 0),
    ]
    assert (count.asked, count.not_named) == (17, 12)
    assert sum(line.number for line in count.lines) + count.not_named == count.asked
    assert [group.name for group in count.groups_of_unknown_size] == [
        "Green Party councillors",
        "Liberal Democrat councillors",
        "UKIP councillors",
    ]
    assert fraction(count) == "at least 5 of 17"
    assert headline(count) == "At least five of 17 asked replied."
    assert counting_sentence(count) == (
        "5 answered · Green Party councillors, Liberal Democrat councillors and UKIP councillors "
        "did not respond (how many they are is not given) · 12 not named"
    )
    assert count.percentage is None


def test_count_takes_a_group_of_known_size_for_as_many_as_it_is() -> None:
    round_ = make_round(asked_count=6)
    make_group(round_, size=4, decision=Decision.NO_RESPONSE)
    make_recipient(round_)
    count = count_of(round_)
    assert [(line.standing, line.number) for line in count.lines] == [
        (Standing.NO_RESPONSE, 4),
        (Standing.AWAITING, 1),
    ]
    assert count.not_named == 1


def test_count_leaves_volunteers_outside_the_total() -> None:
    round_ = make_round(asked_count=1)
    make_recipient(round_)
    unasked = make_recipient(round_, volunteered=True)
    make_response(unasked, answers={1: "Words."})
    count = count_of(round_)
    assert (count.asked, count.counted, count.replied) == (1, 1, 0)
    assert count.volunteers == [unasked]


def test_count_invents_no_number_where_the_number_asked_is_unknown() -> None:
    round_ = make_round(asked_count=None)
    make_response(make_recipient(round_), answers={1: "Words."})
    make_group(round_)
    count = count_of(round_)
    assert (count.asked, count.not_named, count.is_at_least) == (1, 0, True)
    assert headline(count) == "At least one of those asked replied."
    assert count.percentage is None


def test_count_tells_a_list_longer_than_the_number_asked() -> None:
    round_ = make_round(asked_count=1)
    make_recipient(round_)
    make_recipient(round_)
    count = count_of(round_)
    assert (count.excess, count.not_named) == (1, 0)


def test_count_says_nothing_in_a_hundred_of_fewer_than_five() -> None:
    round_ = make_round(asked_count=4)
    for _ in range(4):
        make_response(make_recipient(round_), answers={1: "Words."})
    assert count_of(round_).percentage is None


def test_count_holds_the_excused_and_the_unreached_against_nobody() -> None:
    round_ = make_round(asked_count=4)
    make_recipient(round_, decision=Decision.EXCUSED, decision_wording="ill")
    make_recipient(round_, decision=Decision.UNREACHABLE)
    make_recipient(round_, decision=Decision.LEFT)
    make_recipient(round_, decision=Decision.NOT_REPORTED)
    count = count_of(round_)
    assert count.number(CountsAs.NOT_COUNTED) == 3
    assert count.could_answer == 1
    assert count.is_at_least


def test_counts_of_many_rounds_take_one_query() -> None:
    rounds = [mps_round(), committee_round(), mps_round()]
    with CaptureQueriesContext(connection) as queries:
        counts = count_rounds(rounds)
    assert len(queries) == 1
    assert [counts[round_.pk].asked for round_ in rounds] == [9, 17, 9]


def test_recipients_of_a_party_are_those_asked_under_its_name() -> None:
    round_ = make_round()
    green = make_recipient(round_, party=make_party("Green Party"))
    nobody = make_recipient(round_)
    assert list(Recipient.objects.of_party("green-party")) == [green]
    assert list(Recipient.objects.of_party("not-given")) == [nobody]
