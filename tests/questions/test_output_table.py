"""The table and the contacts tell of everyone on the list, and nothing that may mislead."""

import datetime

import pytest

from questions.models import Round
from questions.output.page import Form, load_output
from tests.factories import (
    make_answer,
    make_approach,
    make_group,
    make_question,
    make_recipient,
    make_response,
    make_round,
)

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 21, 20, 52, tzinfo=datetime.UTC)


def piece(round_: Round, name: str) -> str:
    output = load_output(Round.objects.get(pk=round_.pk), Form.PLAIN, NOW)
    return next(ready.text for ready in output.ready if ready.piece.name == name)


def test_table_says_which_questions_each_answered_and_never_what() -> None:
    round_ = make_round(questions=2, asked_count=9)
    make_question(round_, short_title="Funding", printed_number="2b")
    dropped = make_question(round_, dropped_on="2026-07")
    ann, ben, cat, dan, eve = (make_recipient(round_, name) for name in ("Ann", "Ben", "Cat", "Dan", "Eve"))
    partly = make_response(ann, answers={1: "Yes."})
    make_answer(partly, 2, withheld="held_back", withheld_note="Why.")
    round_.questions.get(number=3).put_to.add(ben)
    make_response(ben, published=False)
    make_response(cat, refuses=True)
    make_response(dan, origin="public_record", answers={1: "In Hansard."})
    uma = make_recipient(round_, "Uma", volunteered=True)
    make_response(uma, answers={1: "Yes."})
    make_recipient(round_, "Vic", volunteered=True)
    rows = [row.split("\t") for row in piece(round_, "table").split("\n")]
    assert (dropped.number, eve.slug) == (4, "eve")
    assert rows == [
        ["Name", "Party", "Standing", "Question 1", "Question 2", "2b. Funding", "Question 4"],
        ["Ann", "not given", "answered", "answered", "held back", "not put", "dropped"],
        [
            "Ben",
            "not given",
            "replied; the reply is not published yet",
            *["no published answer"] * 3,
            "dropped",
        ],
        ["Cat", "not given", "declined to answer", "no answer", "no answer", "not put", "dropped"],
        [
            "Dan",
            "not given",
            "asked, no reply yet",
            "from the public record",
            "no answer yet",
            "not put",
            "dropped",
        ],
        ["Eve", "not given", "asked, no reply yet", "no answer yet", "no answer yet", "not put", "dropped"],
        [
            "Uma",
            "not given",
            "answered in part; wrote in without being asked",
            "answered",
            "no published answer",
            "not put",
            "dropped",
        ],
        ["Vic", "not given", "wrote in without being asked", "no answer", "no answer", "not put", "dropped"],
        ["4 not named", *["not known"] * 6],
    ]


def test_contacts_tell_each_attempt_once_for_all_who_were_contacted_alike() -> None:
    round_ = make_round(asked_count=7, method="email", asked_on="2026-07-01", deadline_on="2026-07-08")
    ann, ben, cat, dan, eve, fay = (
        make_recipient(round_, name) for name in ("Ann", "Ben", "Cat", "Dan", "Eve", "Fay")
    )
    group = make_group(round_, size=3)
    uma = make_recipient(round_, "Uma", volunteered=True)
    for person in (ann, ben):
        make_approach(person, made_on="2026-07-03")
        make_approach(person, made_on="2026-07-06", kind="reminder")
    make_approach(cat, made_on="2026-07-03", channel="phone")
    for person in (dan, eve):
        make_approach(person, made_on="2026-07-03", outcome="bounced")
    make_approach(group, made_on="2026-07-03")
    cat.own_deadline_on = "2026-07-20"
    cat.save()
    for person, wording in ((ann, ""), (fay, "after a call")):
        person.decision, person.decided_on, person.decision_wording = "no_response", "2026-07-21", wording
        person.save()
    assert uma.volunteered
    assert piece(round_, "contacts").split("\n\n") == [
        "We asked everyone on the list by e-mail on 1 July 2026. Answers were asked for by 8 July 2026.",
        "Ann and Ben were each contacted twice by e-mail, on 3 and 6 July.",
        "Cat was contacted once by telephone, on 3 July.",
        "For each of Dan and Eve, a message on 3 July bounced.",
        "Green Party councillors (three) were contacted once by e-mail, on 3 July.",
        "No approach of their own is on record for Fay.",
        "Cat was given until 20 July 2026.",
        (
            "Ann did not respond, as the newsroom recorded on 21 July 2026. "
            "Fay did not respond, as the newsroom recorded on 21 July 2026: after a call. "
            "No reply from them to this round is on record as of 21 November 2026."
        ),
    ]
