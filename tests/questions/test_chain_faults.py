"""The rules between the rounds of a chain: what a form refuses, and what is found when it was written all the same."""

import pytest
from django.core.exceptions import ValidationError

from questions.integrity import link_faults
from questions.models import Recipient, Round
from tests.factories import make_answer, make_group, make_recipient, make_response, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain() -> list[Round]:
    """Three rounds, each following the one before, and a fourth that follows none."""
    first = make_round(slug="first", title="First")
    second = make_round(slug="second", title="Second", follows=first)
    third = make_round(slug="third", title="Third", follows=second)
    return [first, second, third, make_round(slug="other", title="Other")]


NOT_EARLIER = (
    "Left is on the list of “{}”, and this round does not follow that one: "
    "choose somebody from the list of a round that it goes back to."
)
PLACES = {
    "first": ([], []),
    "second": ([], []),
    "third": ([NOT_EARLIER.format("Third")], ["place-of-no-earlier-round", "place-not-free"]),
    "other": ([NOT_EARLIER.format("Other")], ["place-of-no-earlier-round"]),
}


@pytest.mark.parametrize("slug", PLACES)
def test_a_place_is_taken_of_somebody_on_an_earlier_list(slug: str, chain: list[Round]) -> None:
    left = make_recipient(next(each for each in chain if each.slug == slug), "Left")
    taker = make_recipient(chain[2], "Taker", takes_place_of=left)
    refusals, rules = PLACES[slug]
    assert refusals_of(taker) == refusals
    assert faults() == [(rule, "third / taker") for rule in rules]


def test_a_place_on_the_same_list_is_not_free(chain: list[Round]) -> None:
    left = make_recipient(chain[0], "Left")
    make_recipient(chain[2], politician=left.politician)
    taker = make_recipient(chain[2], "Taker", takes_place_of=left)
    assert refusals_of(taker) == ["Left is on this round's list too, so nobody can take their place."]
    assert faults() == [("place-not-free", "third / taker")]


def test_nobody_takes_their_own_place(chain: list[Round]) -> None:
    left = make_recipient(chain[0], "Left")
    again = make_recipient(chain[2], politician=left.politician, takes_place_of=left)
    assert refusals_of(again) == ["Nobody takes their own place: Left was on the list of “First” already."]
    assert faults() == [("place-not-free", "third / left")]


def test_the_place_of_a_vacant_seat_can_be_taken(chain: list[Round]) -> None:
    seat = make_group(chain[0], "Vacant seat", size=1, decision="left")
    assert refusals_of(make_recipient(chain[1], "Elected", takes_place_of=seat)) == []
    assert faults() == []


def test_an_answer_is_carried_for_those_alone_who_all_gave_it(chain: list[Round]) -> None:
    first, second, _, _ = chain
    ann, ben = make_recipient(first, "Ann"), make_recipient(first, "Ben")
    party = make_group(first, "Party", kind="organisation")
    again = {each.slug: make_recipient(second, politician=each.politician) for each in (ann, ben)} | {
        "party": make_group(second, "Party", kind="organisation")
    }
    given = {
        "ann": make_response(ann, answers={1: "Ann's."}).answers.get(),
        "both": make_response(ann, ben, answers={1: "Both."}).answers.get(),
        "party": make_response(party, answers={1: "The party's."}).answers.get(),
    }
    rows = [
        (["ann"], "ann", True),
        (["ann"], "both", True),
        (["ann", "ben"], "both", True),
        (["party"], "party", True),
        (["ben"], "ann", False),
        (["ann", "ben"], "ann", False),
        (["party"], "ann", False),
        (["ann"], "party", False),
    ]
    for names, earlier, is_right in rows:
        response = make_response(*(again[name] for name in names), slug="reply")
        make_answer(response, 1, text="", carried_from=given[earlier])
        expected = [] if is_right else [("carried-from-somebody-elses", "second / reply / second / 1")]
        assert faults() == expected, (names, earlier)
        response.delete()


def refusals_of(recipient: Recipient) -> list[str]:
    try:
        recipient.clean()
    except ValidationError as refused:
        return refused.message_dict["takes_place_of"]
    return []


def faults() -> list[tuple[str, str]]:
    return [(fault.rule, fault.key) for fault in link_faults()]
