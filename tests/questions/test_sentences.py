"""Sentences about people say what the standings say, for one, two and many, and nothing more."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from questions.models import Approach, Decision, Recipient
from questions.sentences import (
    also_known_as,
    approach_words,
    asked_words,
    by_channel,
    claim,
    join_names,
    minute,
    number_words,
    opening_number,
    record_words,
    standing_words,
    whose_word,
)
from questions.sentences.asking import UNDATED
from tests.factories import (
    PUBLISHED,
    make_approach,
    make_politician,
    make_recipient,
    make_response,
    make_round,
    make_source,
)

pytestmark = pytest.mark.django_db
AS_OF = datetime.datetime(2026, 7, 20, 12, tzinfo=datetime.UTC)


def listed(recipient: Recipient) -> Recipient:
    return Recipient.objects.with_standing().with_people().get(pk=recipient.pk)


@pytest.mark.parametrize(
    ("names", "words"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_names_are_joined_as_a_newspaper_joins_them(names: list[str], words: str) -> None:
    assert join_names(names) == words


def test_numbers_to_nine_are_words() -> None:
    assert [number_words(number) for number in [0, 1, 9, 10, 1650]] == ["no", "one", "nine", "10", "1,650"]


def test_a_sentence_begins_with_a_number_in_words() -> None:
    numbers = [0, 1, 9, 10, 12, 19, 20, 21, 40, 99, 100, 101, 1650]
    assert [opening_number(number) for number in numbers] == [
        "No",
        "One",
        "Nine",
        "Ten",
        "Twelve",
        "Nineteen",
        "Twenty",
        "Twenty-one",
        "Forty",
        "Ninety-nine",
        "A hundred",
        "101",
        "1,650",
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "asked"),
        (
            {"method": "email", "asked_on_words": "last week"},
            f"asked by e-mail “last week” ({UNDATED})",
        ),
        ({"method": "letter", "asked_on": "2026-07-03"}, "asked by letter on 3 July 2026"),
        ({"asked_on": "2026-07"}, "asked in July 2026"),
        (
            {"method_words": "by hand", "asked_on": "2026", "deadline_on": "2026-07-10"},
            "asked “by hand” in 2026; answers were asked for by 10 July 2026",
        ),
        ({"deadline_words": "by Wednesday"}, "asked; answers were asked for “by Wednesday”"),
    ],
)
def test_asking_is_told_as_far_as_it_is_known(fields: dict[str, Any], words: str) -> None:
    assert asked_words(make_round(**fields)) == words


def test_approaches_are_told_by_number_channel_and_day_and_a_bounce_is_no_contact() -> None:
    person = make_recipient(make_round())
    first = make_approach(person, made_on="2026-07-03")
    second = make_approach(person, made_on="2026-07-06", kind="reminder")
    call = make_approach(person, made_on="", made_on_words="that evening", channel="phone")
    vague = make_approach(person, made_on="2026-07")
    bounced = make_approach(person, made_on="2026-07-02", outcome="bounced")
    never = make_approach(person, made_on="", outcome="never_sent")

    def words(*approaches: Approach) -> str:
        return approach_words(approaches)

    assert words() == ""
    assert words(first) == "contacted once by e-mail, on 3 July 2026"
    assert words(first, second) == "contacted twice by e-mail, on 3 and 6 July 2026"
    assert words(first, second, call) == (
        "contacted three times by e-mail and telephone, on 3 and 6 July 2026 and “that evening”"
    )
    assert words(vague) == "contacted once by e-mail, in July 2026"
    undated = make_approach(person, made_on="")
    assert words(first, undated) == (
        "contacted twice by e-mail, on 3 July 2026 (the date of one is not on record)"
    )
    assert words(undated) == "contacted once by e-mail"
    assert words(bounced, never) == "a message on 2 July 2026 bounced; a message was never sent"
    again = make_approach(person, made_on="2026-07-04", outcome="bounced")
    assert words(first, bounced, again, never, never) == (
        "contacted once by e-mail, on 3 July 2026; two messages, on 2 and 4 July 2026, bounced; "
        "two messages were never sent"
    )


def test_approaches_of_this_year_are_told_without_it_only_where_all_of_them_are() -> None:
    person = make_recipient(make_round())
    request = make_approach(person, made_on="2026-07-03")
    reminder = make_approach(person, made_on="2026-07-06", kind="reminder")
    bounced = make_approach(person, made_on="2025-12-30", outcome="bounced")
    assert approach_words([request, reminder], this_year=2026) == "contacted twice by e-mail, on 3 and 6 July"
    assert approach_words([request, reminder], this_year=2027) == (
        "contacted twice by e-mail, on 3 and 6 July 2026"
    )
    assert approach_words([request, bounced], this_year=2026) == (
        "contacted once by e-mail, on 3 July 2026; a message on 30 December 2025 bounced"
    )


def test_claim_of_silence_says_how_when_how_often_whose_word_and_as_of_when() -> None:
    round_ = make_round(method="email", asked_on="2026-07-01", deadline_on="2026-07-08")
    person = make_recipient(
        round_, decision=Decision.NO_RESPONSE, decided_on="2026-07-09", own_deadline_on="2026-07-08"
    )
    approach = make_approach(person, made_on="2026-07-03")
    assert claim(listed(person), round_, [approach], AS_OF) == (
        "Asked by e-mail on 1 July 2026; answers were asked for by 8 July 2026. They were given until 8 July 2026. "
        "Contacted once by e-mail, on 3 July 2026. Did not respond, as the newsroom recorded on 9 July 2026. "
        "No reply to this round is on record as of 20 July 2026."
    )


def test_claim_of_silence_on_the_word_of_a_source_names_it() -> None:
    round_ = make_round()
    source = make_source(publication="The Daily Record")
    person = make_recipient(
        round_, decision=Decision.NO_RESPONSE, decision_source=source, decision_wording="have not responded"
    )
    assert claim(listed(person), round_, [], AS_OF) == (
        "Asked. Did not respond, as reported by The Daily Record: have not responded. "
        "No reply to this round is on record as of 20 July 2026."
    )


def test_claim_about_a_decliner_says_declined_and_never_silent() -> None:
    round_ = make_round()
    person = make_recipient(round_, decision=Decision.NO_RESPONSE)
    make_response(person, refuses=True)
    words = claim(listed(person), round_, [], AS_OF)
    assert words == "Asked. Declined to answer, as of 20 July 2026."


@pytest.mark.parametrize("published", [True, False])
def test_nobody_with_a_reply_on_file_is_claimed_to_be_silent(published: bool) -> None:
    round_ = make_round()
    person = make_recipient(round_, decision=Decision.NO_RESPONSE)
    make_response(person, answers={1: "Words."}, published=published)
    assert claim(listed(person), round_, [], AS_OF) == ""


def test_reply_without_public_words_is_told_as_what_it_is() -> None:
    round_ = make_round()

    def told(**fields: object) -> str:
        person = make_recipient(round_)
        make_response(person, **fields)  # type: ignore[arg-type]
        return standing_words(listed(person), list(person.signatures.select_related("response")))

    assert told(published=False) == "replied; the reply is not published yet"
    assert told() == "replied; the words are not on record"
    assert told(origin="referred") == "replied by pointing to words published elsewhere"
    assert told(withdrawn_at=timezone.now()) == "replied; the reply was published and has been withdrawn"
    assert told(refuses=True) == "declined to answer"
    assert told(statement="A line.") == "sent a statement"


def test_excuse_is_told_in_its_own_neutral_words() -> None:
    person = make_recipient(make_round(), decision=Decision.EXCUSED, decision_wording="on maternity leave")
    assert standing_words(listed(person)) == "on maternity leave"


def test_record_of_a_person_is_a_fraction_that_holds_no_excuse_against_them() -> None:
    person = make_recipient(make_round())
    make_response(person, answers={1: "Words.", 2: "Words."}, published_at=PUBLISHED)
    again = make_recipient(make_round(), politician=person.politician, decision=Decision.NO_RESPONSE)
    excused = make_recipient(
        make_round(), politician=person.politician, decision=Decision.EXCUSED, decision_wording="ill"
    )
    assert record_words([listed(person)]) == "Answered in one round."
    assert record_words([listed(again)]) == "Did not respond in one round."
    assert record_words([listed(person), listed(again)]) == "Answered in 1 of 2 rounds."
    assert record_words([listed(person), listed(again), listed(excused)]) == (
        "Answered in 1 of 2 rounds; one more is not counted against them."
    )
    assert record_words([listed(excused)]) == ""


def test_record_of_a_person_names_refusals_statements_and_open_rounds() -> None:
    declining = make_recipient(make_round())
    make_response(declining, refuses=True)
    answering = make_recipient(make_round(questions=1))
    make_response(answering, answers={1: "Words."})
    stating = make_recipient(make_round())
    make_response(stating, statement="A line.")
    waiting = make_recipient(make_round())

    def words(*recipients: Recipient) -> str:
        return record_words([listed(each) for each in recipients])

    assert words(declining) == "Declined to answer in one round."
    assert words(answering, declining) == "Answered in 1 of 2 rounds; declined in one."
    assert words(answering, stating, declining) == "Replied in 2 of 3 rounds; declined in one."
    assert words(answering, waiting) == "Answered in one round; one more is still open."
    assert words(waiting) == "One round is still open."


def test_public_wording_is_the_newsrooms_and_never_in_marks() -> None:
    person = make_recipient(
        make_round(), decision=Decision.NO_RESPONSE, decision_wording="no reply after two reminders."
    )
    assert whose_word(person) == "as the newsroom recorded: no reply after two reminders"


def test_ways_of_contact_are_told_in_english() -> None:
    person = make_recipient(make_round())
    met = make_approach(person, channel="in_person", made_on="")
    other = make_approach(person, channel="other", made_on="")
    mail = make_approach(person, made_on="")
    assert approach_words([met, other]) == "contacted twice in person and in another way"
    assert approach_words([mail, met]) == "contacted twice by e-mail and in person"
    assert asked_words(make_round(method="in_person", asked_on="2026-06")) == "asked in person in June 2026"
    assert asked_words(make_round(method="several")) == "asked in several ways"
    assert by_channel("phone", "telephone") == "by telephone"


def test_other_names_are_told_in_a_row() -> None:
    assert also_known_as(make_politician("Ann Able", other_names="Annie Able\n\nA. Able\n")) == (
        "Also known as Annie Able and A. Able"
    )
    assert also_known_as(make_politician("Ben")) == ""


@pytest.mark.parametrize(
    ("utc", "words"), [(7, "1 July 2026, 8.05am"), (11, "1 July 2026, 12.05pm"), (23, "2 July 2026, 12.05am")]
)
def test_moment_is_told_in_the_newsrooms_time(utc: int, words: str) -> None:
    assert minute(datetime.datetime(2026, 7, 1, utc, 5, tzinfo=datetime.UTC)) == words


def test_full_hour_has_no_minutes() -> None:
    assert minute(AS_OF) == "20 July 2026, 1pm"
