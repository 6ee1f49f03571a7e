"""The round-up says whose words they are and how they are to be read, and leaves nobody out."""

import datetime
from typing import Any

import pytest

from questions.models import Round
from questions.output.page import Form, load_output
from tests.factories import (
    make_answer,
    make_group,
    make_party,
    make_question,
    make_recipient,
    make_response,
    make_round,
    make_source,
)

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 21, 20, 52, tzinfo=datetime.UTC)


@pytest.fixture
def round_() -> Round:
    return make_round(questions=1, asked_count=1, deadline_on="2026-07-08")


def piece(round_: Round, name: str = "round-up") -> str:
    output = load_output(Round.objects.get(pk=round_.pk), Form.PLAIN, NOW)
    return next(ready.text for ready in output.ready if ready.piece.name == name)


def after_the_question(round_: Round, number: int = 1) -> str:
    """What follows the words of a question."""
    return piece(round_).split(f"Question {number} of {round_.slug}?\n\n")[1].split("\n\nQuestion ")[0]


@pytest.mark.parametrize(
    ("response", "answer", "words"),
    [
        ({}, {}, "Ann (Labour councillor):\n\n“Words.”"),
        (
            {"on_behalf_of": "her colleagues", "spoken_by": "an aide"},
            {},
            "Ann (Labour councillor), on behalf of her colleagues, spoken by an aide:\n\n“Words.”",
        ),
        (
            {},
            {"is_paraphrase": True, "text": "She would.\n\nAnd more."},
            "Ann (Labour councillor), in the newsroom's words:\n\nShe would.\n\nAnd more.",
        ),
        (
            {},
            {"is_cut": True, "text": "Words […] words."},
            (
                "Ann (Labour councillor):\n\n“Words […] words.”\n\n"
                "Shortened: […] stands where words were left out."
            ),
        ),
        (
            {},
            {"inference": "The note was in her hand."},
            "Ann (Labour councillor):\n\n“Words.”\n\nAttributed by the newsroom: The note was in her hand.",
        ),
        (
            {},
            {"public_note": "They voted against.\n\nTwice."},
            (
                "Ann (Labour councillor):\n\n“Words.”\n\nNote by the newsroom: They voted against.\n\n"
                "Note by the newsroom: Twice."
            ),
        ),
        (
            {"received_on": "2026-07-09", "channel": "email"},
            {},
            (
                "Ann (Labour councillor):\n\n“Words.”\n\n"
                "Received on 9 July 2026 by e-mail. It came after the deadline. "
                "It came after this round was first published."
            ),
        ),
        (
            {"origin": "referred"},
            {},
            (
                "Ann (Labour councillor), in words published elsewhere, to which they pointed in reply:"
                "\n\n“Words.”"
            ),
        ),
        (
            {},
            {"text": "“Double” and 'single'\n  two  spaces"},
            "Ann (Labour councillor):\n\n““Double” and 'single'\n  two  spaces”",
        ),
        (
            {},
            {"withheld": "withdrawn", "withheld_on": "2026-07", "withheld_note": "At her wish."},
            (
                "Ann (Labour councillor):\n\nAn answer was received; it was withdrawn in July 2026. "
                "At her wish."
            ),
        ),
    ],
)
def test_answer_stands_with_everything_without_which_it_misleads(
    round_: Round, response: dict[str, Any], answer: dict[str, Any], words: str
) -> None:
    ann = make_recipient(round_, "Ann", party=make_party("Labour"), role="councillor")
    make_answer(make_response(ann, **response), 1, **answer)
    assert after_the_question(round_) == words


def test_words_from_the_public_record_are_no_reply_and_leave_the_question_open(round_: Round) -> None:
    ann = make_recipient(round_, "Ann", decision="no_response")
    make_response(ann, origin="public_record", answers={1: "In Hansard."})
    assert after_the_question(round_) == (
        "Ann (party not given), found in the public record, not said in reply to the newsroom:\n\n“In Hansard.”\n\n"
        "Ann has not responded."
    )


def test_coded_position_is_labelled_as_the_newsrooms() -> None:
    round_ = make_round(questions=0, asked_count=1)
    make_question(
        round_, kind="yes_no", text="Yes or no?", preamble="Cuts are planned.", public_note="Dropped?"
    )
    make_answer(make_response(make_recipient(round_, "Ann")), 1, text="", position="yes")
    assert piece(round_) == (
        "Question 1\n\nCuts are planned.\n\nYes or no?\n\nTo be answered with: yes · no\n\n"
        "Note by the newsroom: Dropped?\n\n"
        "Ann (party not given):\n\nThe newsroom reads this as: yes."
    )


def test_joint_answer_stands_once_and_says_who_did_not_sign() -> None:
    round_ = make_round(questions=1, asked_count=3, population="all three MPs")
    ann, ben, cat = (make_recipient(round_, name) for name in ("Ann", "Ben", "Cat"))
    joint = make_response(ann, ben, answers={1: "We would."})
    signatory = joint.signatories.get(recipient=ben)
    signatory.spoken_for = True
    signatory.save()
    assert after_the_question(round_) == (
        "Two of the three MPs have answered this question so far (as of 21 November 2026, 8.52pm).\n\n"
        "Ann (party not given) and Ben (party not given), in one joint answer:\n\n“We would.”\n\n"
        "Ben is named in it and did not sign it.\n\nCat has yet to reply."
    )
    make_response(cat, refuses=True)
    assert after_the_question(round_).endswith("\n\nCat declined to answer.")


def test_those_who_answered_other_questions_are_told_as_leaving_this_one_open() -> None:
    round_ = make_round(questions=1, asked_count=4, population="all four MPs")
    make_question(round_, optional=True)
    ann, ben, cat, dan = (make_recipient(round_, name) for name in ("Ann", "Ben", "Cat", "Dan"))
    make_response(ann, answers={1: "Yes.", 2: "No."})
    make_response(ben, answers={1: "Yes."})
    make_response(cat, answers={2: "No."})
    make_response(dan, published=False)
    assert after_the_question(round_).endswith(
        "Cat replied, with no published answer to this question. Dan replied; the reply is not published yet."
    )
    assert after_the_question(round_, 2) == (
        "At least two of the four MPs answered this question.\n\n"
        "Ann (party not given):\n\n“No.”\n\nCat (party not given):\n\n“No.”\n\n"
        "Ben replied, with no published answer to this question (it is optional). "
        "Dan replied; the reply is not published yet."
    )


def test_question_put_to_some_counts_only_them_and_names_the_others() -> None:
    round_ = make_round(questions=1, asked_count=9)
    ann, ben, _ = (make_recipient(round_, name) for name in ("Ann", "Ben", "Cat"))
    round_.questions.get().put_to.set([ann, ben])
    make_response(ann, ben, answers={1: "Yes."})
    assert after_the_question(round_).startswith("Both to whom it was put answered this question.")
    assert after_the_question(round_).endswith("This question was not put to Cat.")


def test_volunteers_are_quoted_and_told_apart_where_they_leave_a_question_open() -> None:
    round_ = make_round(questions=2, asked_count=1)
    make_response(make_recipient(round_, "Ann"), answers={1: "Yes.", 2: "No."})
    make_response(make_recipient(round_, "Uma", volunteered=True), answers={1: "Me too."})
    assert (
        after_the_question(round_)
        == "Ann (party not given):\n\n“Yes.”\n\nUma (party not given):\n\n“Me too.”"
    )
    assert after_the_question(round_, 2).endswith(
        "Uma wrote in without being asked, with no published answer to this question."
    )


def test_statements_and_refusals_stand_at_the_end_with_their_sources() -> None:
    round_ = make_round(questions=1, asked_count=3)
    ann, ben, cat = (make_recipient(round_, name) for name in ("Ann", "Ben", "Cat"))
    source = make_source(title="A letter", publication="The Daily Record", published_on="2026-07-02")
    make_response(ann, statement="I never comment.\n\nNever.", refuses=True, source=source)
    make_response(ben, cat, statement="We will write.", spoken_by="an aide")
    assert piece(round_).split("\n\nStatements and replies to no single question\n\n")[1] == (
        "Ann (party not given), declining to answer:\n\n“I never comment.\n\nNever.”\n\n"
        "Source: “A letter” (The Daily Record, 2 July 2026).\n\n"
        "Ben (party not given) and Cat (party not given), in a joint statement, spoken by an aide:\n\n“We will write.”"
    )


def test_sources_are_told_once_where_they_are_the_same_and_beside_each_answer_where_not(
    round_: Round,
) -> None:
    first, second = (make_source(title=title) for title in ("First", "Second"))
    make_response(make_recipient(round_, "Ann"), answers={1: "One."}, source=first)
    make_response(make_recipient(round_, "Ben", volunteered=True), answers={1: "Two."}, source=first)
    assert piece(round_).count("Source: “First”.") == 1
    make_response(make_recipient(round_, "Cat", volunteered=True), answers={1: "Three."}, source=second)
    assert piece(round_).count("Source: “First”.") == 2
    assert piece(round_).endswith("“Three.”\n\nSource: “Second”.")


def test_later_answers_say_which_one_counts(round_: Round) -> None:
    ann = make_recipient(round_, "Ann")
    old = make_answer(make_response(ann), 1, text="Old.")
    make_answer(make_response(ann), 1, text="New.", replaces=old)
    assert after_the_question(round_) == (
        "Ann (party not given):\n\n“Old.”\n\nA later answer has taken the place of this one.\n\n"
        "Ann (party not given):\n\n“New.”\n\nThis takes the place of an earlier answer."
    )


def test_earlier_answers_that_still_hold_are_quoted_with_whence_they_are(round_: Round) -> None:
    ann = make_recipient(round_, "Ann")
    first = make_answer(make_response(ann, received_on="2026-07-01"), 1, text="Old.\n\nWords.")
    second = make_round(title="Second", questions=1, follows=round_)
    again = make_response(make_recipient(second, politician=ann.politician), received_on="2026-08-01")
    summary = make_answer(again, 1, text="She stands by it.", is_paraphrase=True, carried_from=first)
    third = make_round(questions=1, follows=second, asked_count=1)
    make_answer(
        make_response(make_recipient(third, politician=ann.politician)), 1, text="", carried_from=summary
    )
    assert after_the_question(third) == (
        "Ann (party not given):\n\n"
        "Carried forward from their answer in “Second” (received on 1 August 2026), in the newsroom's words:\n\n"
        "She stands by it.\n\n"
        f"Carried forward from their answer in “{round_.title}” (received on 1 July 2026):\n\n"
        "“Old.\n\nWords.”"
    )


def test_earlier_answer_that_is_not_public_is_told_without_its_words(round_: Round) -> None:
    ann = make_recipient(round_, "Ann")
    hidden = make_answer(make_response(ann, published=False), 1, text="Secret words")
    later = make_round(questions=1, follows=round_, asked_count=1, published=False)
    unchanged = make_response(make_recipient(later, politician=ann.politician), published=False)
    make_answer(unchanged, 1, text="", carried_from=hidden)
    assert after_the_question(later) == (
        "Ann (party not given):\n\n"
        "Carried forward: they say that an earlier answer of theirs still holds. It is not public."
    )


@pytest.mark.parametrize(
    ("ticked", "position", "words"),
    [
        ("yes", "", "They ticked: yes."),
        ("yes", "yes", "They ticked: yes."),
        ("yes", "no", "They ticked: yes. The newsroom reads this as: no."),
        ("", "no", "The newsroom reads this as: no."),
    ],
)
def test_tick_is_theirs_and_a_reading_that_differs_is_the_newsrooms(
    ticked: str, position: str, words: str
) -> None:
    round_ = make_round(questions=0, asked_count=1)
    make_question(round_, kind="yes_no", text="Yes or no?")
    answer = {"text": "Well.", "ticked": ticked, "position": position}
    make_answer(make_response(make_recipient(round_, "Ann")), 1, **answer)
    assert piece(round_).endswith(f"Ann (party not given):\n\n“Well.”\n\n{words}")


def test_group_that_answered_is_counted_without_a_number() -> None:
    round_ = make_round(questions=1, asked_count=9, population="all nine MPs")
    make_response(make_group(round_, "Green Party MPs"), answers={1: "Yes."})
    assert after_the_question(round_) == (
        "Some of the nine MPs answered this question.\n\nGreen Party MPs (how many is not given):\n\n“Yes.”"
    )
