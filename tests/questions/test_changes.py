import pytest

from questions.changes import Change, RoundState, not_asked_again, what_changed
from questions.models import Answer, Decision, Question, Recipient, Round, Withheld
from questions.models.questions import gather_put_to
from tests.factories import (
    make_answer,
    make_question,
    make_recipient,
    make_response,
    make_round,
)

pytestmark = pytest.mark.django_db


def state_of(round_: Round) -> RoundState:
    recipients = tuple(Recipient.objects.filter(round=round_).with_standing().in_order())
    questions = gather_put_to(Question.objects.filter(round=round_).with_put_to())
    answers: dict[int, dict[int, Answer]] = {}
    for answer in Answer.objects.filter(question__round=round_):
        for signatory in answer.response.signatories.all():
            answers.setdefault(signatory.recipient_id, {})[answer.question_id] = answer
    put = {
        recipient.pk: {
            question.pk for question, alone in questions.items() if not alone or recipient.pk in alone
        }
        for recipient in recipients
    }
    return RoundState(recipients, tuple(questions), answers, put, is_first=round_.follows_id is None)


def changes(before: Round, now: Round) -> dict[str, list[Change]]:
    return {
        person.recipient.slug: [question.change for question in person.questions]
        for person in what_changed(state_of(before), state_of(now))
    }


def follow_up_of(round_: Round) -> Round:
    """A round that repeats both questions of *round_* and asks a third for the first time."""
    follow_up = make_round(questions=0, follows=round_, campaign=round_.campaign)
    for question in round_.questions.order_by("number"):
        make_question(follow_up, number=question.number, repeats=question)
    make_question(follow_up, number=3)
    return follow_up


def ask_again(follow_up: Round, earlier: Recipient, **fields: str) -> Recipient:
    return make_recipient(follow_up, politician=earlier.politician, **fields)


def test_change_tells_who_answered_now_who_changed_and_who_did_not() -> None:
    before = make_round()
    silent = make_recipient(before, "Silent Now Speaks", decision=Decision.NO_RESPONSE)
    steady = make_recipient(before, "Steady")
    make_response(steady, answers={1: "The same.", 2: "The first thing."})
    now = follow_up_of(before)
    make_response(ask_again(now, silent), answers={1: "At last."})
    make_response(ask_again(now, steady), answers={1: "The same.", 2: "Another thing.", 3: "New."})

    assert changes(before, now) == {
        "silent-now-speaks": [Change.ANSWERED_NOW, Change.LEFT_OPEN, Change.FIRST_ASKED],
        "steady": [Change.UNCHANGED, Change.CHANGED, Change.FIRST_ASKED],
    }


def test_change_says_still_silent_only_of_whoever_was_silent_before() -> None:
    before = make_round()
    silent = make_recipient(before, "Silent", decision=Decision.NO_RESPONSE)
    excused = make_recipient(before, "Excused", decision=Decision.EXCUSED, decision_wording="ill")
    answered = make_recipient(before, "Answered")
    make_response(answered, answers={1: "Words.", 2: "Words."})
    now = follow_up_of(before)
    for recipient in [silent, excused, answered]:
        ask_again(now, recipient, decision=Decision.NO_RESPONSE)

    first_two = {slug: found[:2] for slug, found in changes(before, now).items()}

    assert first_two == {
        "silent": [Change.STILL_SILENT] * 2,
        "excused": [Change.NOT_THIS_TIME] * 2,
        "answered": [Change.NOT_THIS_TIME] * 2,
    }


def test_change_is_open_while_a_reply_is_awaited() -> None:
    before = make_round()
    silent = make_recipient(before, "Silent", decision=Decision.NO_RESPONSE)
    newcomer = make_recipient(now := follow_up_of(before), "Newcomer")
    ask_again(now, silent)
    found = changes(before, now)
    assert found["silent"] == [Change.AWAITING, Change.AWAITING, Change.FIRST_ASKED]
    assert found[newcomer.slug] == [Change.FIRST_ASKED] * 3


def test_change_is_never_held_against_the_excused() -> None:
    before = make_round()
    silent = make_recipient(before, "Silent", decision=Decision.NO_RESPONSE)
    now = follow_up_of(before)
    ask_again(now, silent, decision=Decision.EXCUSED, decision_wording="ill")
    assert changes(before, now)["silent"][:2] == [Change.NOT_COUNTED] * 2


def test_change_of_a_position_carried_forward_is_unchanged_and_of_withheld_words_is_not_told() -> None:
    before = make_round()
    person = make_recipient(before, "Person")
    first = make_response(person)
    earlier = make_answer(first, 1, text="My position.")
    make_answer(first, 2, text="Another.")
    now = follow_up_of(before)
    again = make_response(ask_again(now, person))
    make_answer(again, 1, text="My position is unchanged.", carried_from=earlier)
    make_answer(again, 2, text="Held.", withheld=Withheld.HELD_BACK, withheld_note="Legal advice.")
    assert changes(before, now)["person"] == [Change.UNCHANGED, Change.WITHHELD, Change.FIRST_ASKED]


def test_change_tells_who_was_not_asked_again() -> None:
    before = make_round()
    dropped = make_recipient(before, "Dropped")
    kept = make_recipient(before, "Kept")
    now = follow_up_of(before)
    ask_again(now, kept)
    assert not_asked_again(state_of(before), state_of(now)) == [dropped]


def test_change_says_first_asked_only_where_that_is_certain() -> None:
    first = make_round(questions=1)
    person = make_recipient(first, "Person")
    second = make_round(questions=0, follows=first)
    make_recipient(second, "Somebody Else")
    third = make_round(questions=0, follows=second)
    make_question(second, number=1)
    make_question(third, number=1, repeats=first.questions.get())
    make_question(third, number=2)
    ask_again(third, person)
    assert changes(second, third)["person"] == [Change.NOT_ASKED_BEFORE, Change.FIRST_ASKED]


def test_change_leaves_out_whoever_wrote_in_unasked() -> None:
    before = make_round()
    earlier = make_recipient(before, "Wrote In", volunteered=True)
    now = follow_up_of(before)
    make_recipient(now, "Wrote In Now", volunteered=True)
    assert changes(before, now) == {}
    assert not_asked_again(state_of(before), state_of(now)) == []
    ask_again(now, earlier)
    assert changes(before, now)["wrote-in"] == [Change.FIRST_ASKED] * 3


@pytest.mark.parametrize("kind", ["is_paraphrase", "is_cut"])
def test_change_never_compares_words_that_are_not_whole_and_their_own(kind: str) -> None:
    before = make_round()
    person = make_recipient(before, "Person")
    first = make_response(person, answers={2: "The same."})
    make_answer(first, 1, text="Broadly in favour.", **{kind: True})
    now = follow_up_of(before)
    make_response(ask_again(now, person), answers={1: "I am in favour.", 2: "The same."})
    assert changes(before, now)["person"][:2] == [Change.ANSWERED_AGAIN, Change.UNCHANGED]
