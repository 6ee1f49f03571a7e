import pytest
from django.utils import timezone

from questions.changes import Change, Comparison, compare
from questions.models import Decision, Recipient, Round, Withheld
from questions.pages.gathered import gather
from tests.factories import (
    make_answer,
    make_group,
    make_politician,
    make_question,
    make_recipient,
    make_response,
    make_round,
)

pytestmark = pytest.mark.django_db


def changes(*rounds: Round) -> dict[str, list[Change]]:
    """What changed in the last of *rounds*, which stand in the order in which they were asked."""
    return {
        person.recipient.slug: [question.change for question in person.questions]
        for person in compared(*rounds).people
    }


def compared(*rounds: Round) -> Comparison:
    *before, now = rounds
    gathered = gather(rounds, timezone.now())
    return compare(gathered.state(now), [gathered.state(each) for each in reversed(before)])


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


def test_change_of_a_position_carried_forward_is_said_and_of_withheld_words_is_not_told() -> None:
    before = make_round()
    person = make_recipient(before, "Person")
    first = make_response(person)
    earlier = make_answer(first, 1, text="My position.")
    make_answer(first, 2, text="Another.")
    now = follow_up_of(before)
    again = make_response(ask_again(now, person))
    make_answer(again, 1, text="My position is unchanged.", carried_from=earlier)
    make_answer(again, 2, text="Held.", withheld=Withheld.HELD_BACK, withheld_note="Legal advice.")
    assert changes(before, now)["person"] == [Change.CARRIED, Change.WITHHELD, Change.FIRST_ASKED]


def test_change_tells_who_was_not_asked_again() -> None:
    before = make_round()
    dropped = make_recipient(before, "Dropped")
    kept = make_recipient(before, "Kept")
    now = follow_up_of(before)
    ask_again(now, kept)
    assert compared(before, now).not_asked_again == [dropped]


def test_somebody_left_out_of_a_round_is_compared_with_the_last_time_they_were_asked() -> None:
    first = make_round(questions=1)
    person = make_recipient(first, "Person")
    make_response(person, answers={1: "As ever."})
    second = make_round(questions=0, follows=first)
    make_recipient(second, "Somebody Else")
    third = make_round(questions=0, follows=second)
    question = first.questions.get()
    make_question(second, number=1)
    make_question(third, number=1, repeats=question)
    make_question(third, number=2)
    make_response(ask_again(third, person), answers={1: "As ever.", 2: "Something else."})

    (told,) = compared(first, second, third).people

    assert [(each.change, each.asked_before) for each in told.questions] == [
        (Change.UNCHANGED, question),
        (Change.FIRST_ASKED, None),
    ]
    assert (told.before, told.is_first_asked) == (person, False)


ANSWERED, SILENT, ABSENT = "answered", "silent", "absent"
CHAINS = [
    ((ANSWERED, ANSWERED, ANSWERED), Change.CHANGED),
    ((ANSWERED, SILENT, ANSWERED), Change.CHANGED),
    ((SILENT, SILENT, ANSWERED), Change.ANSWERED_NOW),
    ((SILENT, ABSENT, ANSWERED), Change.ANSWERED_NOW),
    ((ABSENT, SILENT, ANSWERED), Change.ANSWERED_NOW),
    ((ABSENT, ABSENT, ANSWERED), Change.FIRST_ASKED),
    ((SILENT, SILENT, SILENT), Change.STILL_SILENT),
    ((SILENT, ABSENT, SILENT), Change.STILL_SILENT),
    ((ANSWERED, SILENT, SILENT), Change.NOT_THIS_TIME),
    ((ANSWERED, ABSENT, SILENT), Change.NOT_THIS_TIME),
    ((SILENT, ANSWERED, SILENT), Change.NOT_THIS_TIME),
    ((ABSENT, ABSENT, SILENT), Change.FIRST_ASKED),
]


@pytest.mark.parametrize(("stood", "change"), CHAINS)
@pytest.mark.parametrize("skips", [False, True], ids=["repeats the one before", "repeats the first"])
def test_a_chain_of_rounds_is_compared_as_a_whole(
    stood: tuple[str, ...], change: Change, *, skips: bool
) -> None:
    rounds: list[Round] = []
    politician = make_politician("Person")
    for number, there in enumerate(stood, 1):
        before = rounds[-1] if rounds else None
        rounds.append(make_round(questions=0, follows=before))
        repeated = rounds[0] if skips else before
        make_question(
            rounds[-1], text="Why?", repeats=repeated.questions.get() if before and repeated else None
        )
        make_recipient(rounds[-1])
        if there == ABSENT:
            continue
        decision = Decision.NO_RESPONSE if there == SILENT else ""
        recipient = make_recipient(rounds[-1], politician=politician, decision=decision)
        if there == ANSWERED:
            make_response(recipient, answers={1: f"Words of round {number}."})
    # Where the last question goes back to the first round only, what the round between asked was another one.
    if skips and stood == (ABSENT, SILENT, ANSWERED):
        change = Change.FIRST_ASKED
    assert changes(*rounds)["person"] == [change]


def test_first_asked_is_said_only_where_it_is_certain() -> None:
    """Not of somebody who may be among those whom an earlier list does not name, or of rounds that are not public."""
    partly_named = make_round(questions=1, asked_count=3)
    make_recipient(partly_named, "Named")
    with_group = make_round(questions=1)
    make_group(with_group)
    put_to_others = make_round(questions=1, asked_count=2)
    make_recipient(put_to_others, "Other")
    put_to_others.questions.get().put_to.add(make_recipient(put_to_others, "Person", slug="person"))
    whole = make_round(questions=1, asked_count=1)
    make_recipient(whole, "Whole")
    hidden = make_round(questions=0, follows=whole, published=False)
    make_question(hidden, repeats=whole.questions.get())
    told = {}
    for name, before in {
        "partly named": partly_named,
        "a group": with_group,
        "put to others": put_to_others,
        "whole": whole,
        "hidden between": hidden,
    }.items():
        now = make_round(questions=0, follows=before)
        make_question(now, repeats=before.questions.get())
        other = before.recipients.filter(name="Other").first()
        make_recipient(now, f"New in {name}", **({"politician": other.politician} if other else {}))
        comparison = compared(now) if before == hidden else compared(before, now)
        (person,) = comparison.people
        told[name] = ([each.change for each in person.questions], person.is_first_asked)
    assert told == {
        "partly named": ([Change.NOT_ASKED_BEFORE], False),
        "a group": ([Change.NOT_ASKED_BEFORE], False),
        "put to others": ([Change.FIRST_ASKED], False),
        "whole": ([Change.FIRST_ASKED], True),
        "hidden between": ([Change.NOT_ASKED_BEFORE], False),
    }


@pytest.mark.parametrize(
    ("fields", "change"),
    [
        ({}, Change.UNCHANGED),
        ({"text": "Why, after all?"}, Change.ANSWERED_AGAIN),
        ({"preamble": "After the vote:"}, Change.ANSWERED_AGAIN),
        ({"short_title": "Another title", "public_note": "A note."}, Change.UNCHANGED),
    ],
)
def test_the_same_words_to_a_reworded_question_are_not_called_unchanged(
    fields: dict[str, str], change: Change
) -> None:
    before = make_round(questions=0)
    question = make_question(before, text="Why?")
    person = make_recipient(before, "Person")
    make_response(person, answers={1: "Yes."})
    now = make_round(questions=0, follows=before)
    make_question(now, **({"text": "Why?", "repeats": question} | fields))
    make_response(ask_again(now, person), answers={1: "Yes."})
    ((told,),) = [each.questions for each in compared(before, now).people]
    assert (told.change, told.is_reworded) == (change, change == Change.ANSWERED_AGAIN)


def test_everyone_asked_in_any_round_is_found_with_every_list_they_were_on() -> None:
    first, second, third = (make_round(questions=0) for _ in range(3))
    ann, ben = make_recipient(first, "Ann"), make_recipient(first, "Ben")
    ben_again = ask_again(second, ben)
    cat = make_recipient(third, "Cat", takes_place_of=ben)
    ann_again = ask_again(third, ann)
    comparison = compared(first, second, third)
    assert comparison.everywhere() == [
        (cat, (None, None, cat)),
        (ann_again, (ann, None, ann_again)),
        (ben_again, (ben, ben_again, None)),
    ]
    assert comparison.not_asked_again == [ben_again]
    assert comparison.places_taken == {("politician", ben.politician_id): cat}


def test_change_leaves_out_whoever_wrote_in_unasked() -> None:
    before = make_round()
    earlier = make_recipient(before, "Wrote In", volunteered=True)
    now = follow_up_of(before)
    make_recipient(now, "Wrote In Now", volunteered=True)
    assert changes(before, now) == {}
    assert compared(before, now).not_asked_again == []
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
