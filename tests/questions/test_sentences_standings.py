"""A story says of everyone on the list, once, what their standing says, and nothing more."""

import pytest

from questions.models import Decision
from questions.sentences import join_names
from tests.factories import (
    PUBLISHED,
    make_answer,
    make_group,
    make_question,
    make_recipient,
    make_response,
    make_round,
)
from tests.questions.storytelling import AS_OF, make_answering, people, told

pytestmark = pytest.mark.django_db

ONE, TWO, MANY = ["Ann Able"], ["Ann Able", "Ben Best"], ["Ann Able", "Ben Best", "Cat Cole"]


@pytest.mark.parametrize(
    ("decision", "wording", "one", "many"),
    [
        (Decision.NO_RESPONSE, "after two calls", "has not responded", "have not responded"),
        (Decision.EXCUSED, "on maternity leave", "is on maternity leave", "are on maternity leave"),
        (Decision.EXCUSED, "On maternity leave.", "is on maternity leave", "are on maternity leave"),
        (Decision.EXCUSED, "was in hospital", "was in hospital", "were in hospital"),
        (
            Decision.EXCUSED,
            "a death in the family",
            "was excused: a death in the family",
            "were excused: a death in the family",
        ),
        (
            Decision.EXCUSED,
            "on 3 May lost a child",
            "was excused: on 3 May lost a child",
            "were excused: on 3 May lost a child",
        ),
        (Decision.UNREACHABLE, "", "could not be reached", "could not be reached"),
        (Decision.UNREACHABLE, "Could not be reached", "could not be reached", "could not be reached"),
        (Decision.UNREACHABLE, "the e-mail bounced", *["could not be reached: the e-mail bounced"] * 2),
        (Decision.LEFT, "", "is no longer in post", "are no longer in post"),
        (Decision.LEFT, "resigned in May", "resigned in May", "resigned in May"),
        (Decision.LEFT, "died", "died", "died"),
        (Decision.LEFT, "has left the council", "has left the council", "have left the council"),
        (
            Decision.LEFT,
            "no longer a councillor",
            "is no longer a councillor",
            "are no longer in post: no longer a councillor",
        ),
        ("", "", "has yet to reply", "have yet to reply"),
    ],
)
@pytest.mark.parametrize("names", [ONE, TWO, MANY])
def test_standing_without_a_reply_is_told_for_one_two_and_many(
    names: list[str], decision: str, wording: str, one: str, many: str
) -> None:
    round_ = make_round(asked_count=9)
    people(round_, *names, decision=decision, decision_wording=wording)
    assert told(round_)[1] == f"{join_names(names)} {many if len(names) > 1 else one}."


@pytest.mark.parametrize(
    ("names", "wording", "words"),
    [
        (ONE, "", "Whether Ann Able replied is not reported."),
        (MANY, "", "Whether Ann Able, Ben Best and Cat Cole replied is not reported."),
        (
            TWO,
            "the article stops",
            "Whether Ann Able and Ben Best replied is not reported: the article stops.",
        ),
    ],
)
def test_what_the_source_does_not_say_is_told_as_unknown(names: list[str], wording: str, words: str) -> None:
    round_ = make_round(asked_count=9)
    people(round_, *names, decision=Decision.NOT_REPORTED, decision_wording=wording)
    assert told(round_)[1] == words


def test_those_excused_for_different_reasons_have_sentences_of_their_own() -> None:
    round_ = make_round(asked_count=3)
    people(round_, "Ann Able", "Cat Cole", decision=Decision.EXCUSED, decision_wording="on parental leave")
    people(round_, "Ben Best", decision=Decision.EXCUSED, decision_wording="unwell")
    assert told(round_) == [
        "None of the three who were asked answered.",
        "Ann Able and Cat Cole are on parental leave.",
        "Ben Best is unwell.",
    ]


def test_vacant_seat_is_told_in_its_wording_and_was_never_in_post() -> None:
    round_ = make_round(asked_count=2)
    make_group(
        round_, "vacant seat, Thorpe", size=1, decision=Decision.LEFT, decision_wording="not filled yet"
    )
    make_group(round_, "another seat", size=1, decision=Decision.LEFT, decision_wording="vacant")
    assert told(round_)[1:] == ["Vacant seat, Thorpe: not filled yet.", "Another seat: vacant."]


@pytest.mark.parametrize(
    ("questions", "words"),
    [(1, "answered the question"), (2, "answered both questions"), (4, "answered every question")],
)
def test_those_who_left_nothing_open_answered_every_question(questions: int, words: str) -> None:
    round_ = make_round(asked_count=2, questions=questions)
    everything = {f"q{number}": "Words." for number in range(1, questions + 1)}
    make_answering(round_, "Ann Able", **everything)
    make_answering(round_, "Ben Best", **everything)
    assert told(round_) == ["Both who were asked answered.", f"Ann Able and Ben Best {words}."]


def test_every_question_is_not_said_where_an_optional_one_is_open() -> None:
    round_ = make_round(asked_count=2, questions=2)
    make_question(round_, optional=True)
    make_answering(round_, "Ann Able", q1="Yes.", q2="Yes.", q3="Yes.")
    make_answering(round_, "Ben Best", q1="Yes.", q2="Yes.")
    assert told(round_)[1] == "Ann Able and Ben Best answered the questions."


def test_question_dropped_after_sending_and_left_open_is_not_counted() -> None:
    round_ = make_round(asked_count=1, questions=1)
    make_question(round_, dropped_on="2026-07-02")
    make_answering(round_, "Ann Able", q1="Yes.")
    assert told(round_) == ["Ann Able answered the question."]


def test_question_put_to_some_is_told_so() -> None:
    round_ = make_round(asked_count=2, questions=2)
    ann = make_answering(round_, "Ann Able", q1="Yes.", q2="Yes.")
    make_answering(round_, "Ben Best", q1="Yes.")
    round_.questions.get(number=2).put_to.add(ann)
    assert told(round_)[1] == "Ann Able and Ben Best answered every question put to them."


def test_answers_withheld_count_as_answers() -> None:
    round_ = make_round(asked_count=1, questions=1)
    (ann,) = people(round_, "Ann Able")
    make_answer(make_response(ann), 1, withheld="held_back", withheld_note="A judge said so.")
    assert told(round_) == ["Ann Able answered the question."]


def test_replies_of_every_kind_have_sentences_of_their_own() -> None:
    round_ = make_round(asked_count=12, population="all 12 MPs", questions=2)
    names = ["Ann", "Ben", "Cat", "Dan", "Eve", "Fay", "Gil", "Hal", "Ida", "Jo", "Kim", "Lee"]
    ann, ben, cat, dan, eve, fay, gil, hal, ida, jo, kim, lee = people(round_, *names)
    make_response(ann, answers={1: "Yes.", 2: "Yes."})
    make_response(ben, answers={1: "Yes."})
    make_response(cat, refuses=True)
    make_response(dan, statement="No.")
    make_response(eve, fay, published=False)
    make_response(gil, published=False)
    make_response(hal, withdrawn_at=PUBLISHED)
    make_response(ida)
    make_response(jo, origin="referred")
    make_response(kim)
    make_response(lee, origin="referred")
    assert told(round_) == [
        "Eleven of the 12 MPs replied.",
        "Ann answered both questions.",
        "Ben answered some of the questions.",
        "Cat declined to answer.",
        "Dan sent a statement.",
        "Eve, Fay and Gil replied; the replies are not published yet.",
        "Hal replied; the reply was published and has been withdrawn.",
        "Ida and Kim replied; the words are not on record.",
        "Jo and Lee replied by pointing to words published elsewhere.",
        AS_OF,
    ]


def test_joint_statement_is_one_and_several_are_several() -> None:
    round_ = make_round(asked_count=2)
    ann, ben = people(round_, *TWO)
    make_response(ann, ben, statement="No.")
    assert told(round_)[1] == "Ann Able and Ben Best sent a joint statement."
    make_response(ben, statement="Nor I.")
    assert told(round_)[1] == "Ann Able and Ben Best sent statements."


def test_joint_reply_that_is_not_public_is_one_reply() -> None:
    round_ = make_round(asked_count=2)
    make_response(*people(round_, *TWO), published=False)
    assert told(round_)[1] == "Ann Able and Ben Best replied; the reply is not published yet."


@pytest.mark.parametrize("published", [True, False])
def test_reply_on_file_is_never_told_as_silence(published: bool) -> None:
    round_ = make_round(asked_count=1)
    (ann,) = people(round_, "Ann Able", decision=Decision.NO_RESPONSE)
    make_response(ann, published=published)
    said = "the words are not on record" if published else "the reply is not published yet"
    assert told(round_) == [f"Ann Able replied; {said}."]


def test_words_found_in_the_public_record_end_no_silence() -> None:
    round_ = make_round(asked_count=1)
    (ann,) = people(round_, "Ann Able", decision=Decision.NO_RESPONSE)
    make_response(ann, origin="public_record", answers={1: "In Hansard."})
    assert told(round_) == ["Ann Able has not responded.", AS_OF]


def test_those_who_replied_to_a_later_round_since_are_told_apart() -> None:
    round_ = make_round(asked_count=3)
    _, ben = people(round_, *TWO, decision=Decision.NO_RESPONSE)
    (cat,) = people(round_, "Cat Cole")
    make_response(cat, refuses=True)
    later = make_round(follows=round_)
    for person in (ben, cat):
        make_response(make_recipient(later, politician=person.politician), answers={1: "Sorry."})
    assert told(round_) == [
        "None of the three who were asked answered.",
        "Cat Cole declined to answer in this round, and has since replied to a later round.",
        "Ann Able has not responded.",
        "Ben Best did not respond in this round, and has since replied to a later round.",
        AS_OF,
    ]
