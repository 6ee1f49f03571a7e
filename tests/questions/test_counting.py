import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from questions.counting import Count, Line, count_rounds, open_lines
from questions.models import Decision, Recipient, Round, Standing
from questions.models.standings import CountsAs
from questions.sentences import (
    counting_sentence,
    fraction,
    fraction_beside,
    headline,
    not_named_note,
    open_line_words,
    question_headline,
    replies_words,
)
from tests.factories import make_group, make_party, make_recipient, make_response, make_round

pytestmark = pytest.mark.django_db
AS_OF = datetime.datetime(2026, 11, 21, 20, 52, tzinfo=datetime.UTC)


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
    assert headline(count) == "Three of nine answered."
    assert counting_sentence(count) == "3 answered · 1 excused · 5 did not respond"


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
    assert headline(count) == "At least five of 17 answered."
    assert counting_sentence(count) == (
        "5 answered · Green Party councillors, Liberal Democrat councillors and UKIP councillors "
        "did not respond (how many they are is not given) · 12 not named"
    )


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
    assert headline(count, AS_OF) == (
        "At least one of those asked has answered so far (as of 21 November 2026, 8.52pm)."
    )
    assert fraction(count) == "one answered so far; how many were asked is not known"


def test_count_tells_a_list_longer_than_the_number_asked() -> None:
    round_ = make_round(asked_count=1)
    make_recipient(round_)
    make_recipient(round_)
    count = count_of(round_)
    assert (count.excess, count.not_named) == (1, 0)


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


def answering(round_: Round, number: int) -> None:
    for _ in range(number):
        make_response(make_recipient(round_), answers={1: "Words."})


def test_refusal_is_told_as_an_answer_of_its_own() -> None:
    round_ = make_round(questions=1, asked_count=3)
    make_response(*[make_recipient(round_) for _ in range(3)], refuses=True)
    assert headline(count_of(round_)) == "None of three answered; three declined to answer."
    assert fraction(count_of(round_)) == "0 of 3"


def test_verb_is_replied_where_anyone_sent_something_else_than_answers() -> None:
    round_ = make_round(questions=1, asked_count=9)
    answering(round_, 1)
    make_response(make_recipient(round_), statement="A line.")
    make_response(make_recipient(round_), refuses=True)
    for _ in range(6):
        make_recipient(round_, decision=Decision.NO_RESPONSE)
    assert headline(count_of(round_)) == "Two of nine replied; one more declined to answer."


def test_count_is_so_far_while_anyone_may_still_reply() -> None:
    round_ = make_round(questions=1, asked_count=9)
    waiting = [make_recipient(round_) for _ in range(7)]
    fresh = count_of(round_)
    assert headline(fresh, AS_OF) == "None of nine has answered so far (as of 21 November 2026, 8.52pm)."
    answering(round_, 2)
    count = count_of(round_)
    assert headline(count, AS_OF) == "Two of nine have answered so far (as of 21 November 2026, 8.52pm)."
    assert fraction(count) == "2 of 9 so far"
    for each in waiting:
        each.decision = Decision.NO_RESPONSE
        each.save()
    assert headline(count_of(round_), AS_OF) == "Two of nine answered."


def test_list_without_a_number_asked_is_what_is_known() -> None:
    round_ = make_round(questions=1)
    answering(round_, 2)
    make_recipient(round_, decision=Decision.NO_RESPONSE)
    count = count_of(round_)
    assert headline(count) == "Two of those asked answered."
    assert fraction(count) == "2 of those asked; the number asked is not given"
    assert replies_words(count.recipients) == "Two of the three listed here answered."


def test_groups_of_unknown_size_leave_nothing_to_be_a_share_of() -> None:
    round_ = make_round(questions=1)
    answering(round_, 1)
    make_group(round_, decision=Decision.NO_RESPONSE)
    count = count_of(round_)
    assert fraction(count) == "one answered; how many were asked is not known"
    assert replies_words(count.recipients) == "One answered; how many were asked is not known."
    alone = make_round(questions=1, asked_count=5)
    make_response(make_group(alone), answers={1: "Ours."})
    assert headline(count_of(alone)) == "Some of five answered."
    assert fraction(count_of(alone)) == "some of 5"


def test_question_headline_is_that_of_a_round() -> None:
    nobody = Line(Standing.ANSWERED, 0, ())
    round_ = make_round(questions=1, asked_count=3)
    for _ in range(3):
        make_recipient(round_, decision=Decision.NO_RESPONSE)
    assert question_headline(nobody, count_of(round_)) == "None of three answered this question."
    unknown = make_round(questions=1)
    make_group(unknown, decision=Decision.NO_RESPONSE)
    assert question_headline(nobody, count_of(unknown)) == (
        "None of those asked is known to have answered this question."
    )


def test_lines_of_an_open_question_keep_their_groups_and_stand_once() -> None:
    round_ = make_round(questions=2)
    make_response(make_recipient(round_), answers={1: "One."})
    make_response(make_group(round_), answers={1: "Ours.", 2: "Ours."})
    lines = open_lines(count_of(round_).recipients)
    assert [open_line_words(line) for line in lines] == [
        (
            "1 replied, with no published answer to this question; Green Party councillors replied, with no "
            "published answer to this question (how many they are is not given)"
        )
    ]


def test_note_on_those_not_named_denies_nothing_that_is_known_of_groups() -> None:
    assert "the record does not say who they are" in not_named_note(count_of(make_round(asked_count=2)))
    assert not_named_note(count_of(committee_round())) == (
        "They were asked too, but the record does not name them. They include the people of the groups above, "
        "whose size is not given; what any others did it does not say."
    )


def test_fraction_stands_beside_a_headline_only_where_it_says_more() -> None:
    assert fraction_beside(count_of(mps_round())) == "3 of 8 who could answer"
    assert (fraction(count_of(committee_round())), fraction_beside(count_of(committee_round()))) == (
        "at least 5 of 17",
        "",
    )
    assert fraction_beside(Count(None, tuple(count_of(mps_round()).recipients))) != ""
