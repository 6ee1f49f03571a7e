"""A reply recorded and a silence confirmed at the same moment cannot both stand; without the lock they do.

Ten pairs race with every run of the tests, and as many as `RACING_PAIRS` says: 200 by `make race`.
"""

from __future__ import annotations

import itertools
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import QuerySet
from django.db.models.signals import post_save, pre_save
from pytest_django import Settings

from questions.actions import (
    confirm_silences,
    decisions,
    put_forward_silences,
    record_decision,
    record_response,
    responses,
    silences,
)
from questions.actions.amendments import amend_response
from questions.models import Recipient, Response, Round, Signatory
from tests import factories as make
from tests.race.side_by_side import LONGEST_WAIT, Gate, at, side_by_side

pytestmark = pytest.mark.django_db(transaction=True)

PAIRS = int(os.environ.get("RACING_PAIRS", "10"))


@dataclass(frozen=True)
class Pair:
    """One person of whom a reply is recorded and a silence said. Each act reads its own copies of what it is about."""

    person_pk: int
    other_pk: int
    joint_pk: int
    reporter: User
    publisher: User

    @property
    def person(self) -> Recipient:
        return Recipient.objects.get(pk=self.person_pk)

    @property
    def other(self) -> Recipient:
        return Recipient.objects.get(pk=self.other_pk)

    @property
    def joint(self) -> Response:
        return Response.objects.get(pk=self.joint_pk)

    @property
    def round(self) -> Round:
        return self.person.round


REPLIES: dict[str, Callable[[Pair], object]] = {
    "alone": lambda it: record_response(
        round=it.round, signatories=[it.person], answers={1: "Yes."}, by=it.reporter
    ),
    "jointly": lambda it: record_response(
        round=it.round, signatories=[it.other, it.person], answers={1: "Yes."}, by=it.reporter
    ),
    "as a co-signatory": lambda it: amend_response(
        response=it.joint, signatories=[it.other, it.person], by=it.reporter
    ),
}
SILENCES: dict[str, Callable[[Pair], object]] = {
    "confirmed": lambda it: confirm_silences(recipients=[it.person], by=it.publisher),
    "confirmed of two": lambda it: confirm_silences(recipients=[it.person, it.other], by=it.publisher),
    "decided": lambda it: record_decision(recipient=it.person, decision="no_response", by=it.publisher),
    "put forward": lambda it: put_forward_silences(recipients=[it.person], by=it.reporter),
}
AHEAD = ["neither", "the reply", "the silence"]
WAYS = list(itertools.product(REPLIES, SILENCES, AHEAD))
STRIDE = 7  # has no divisor in common with the number of ways: ten pairs in a row are ten very different ones


def a_pair(round_: Round, reporter: User, publisher: User, *, is_put_forward: bool) -> Pair:
    """Two people who were asked and whose deadline has passed; somebody else has replied already."""
    person, other, third = (make.make_recipient(round_) for _ in range(3))
    for recipient in (person, other):
        make.make_approach(recipient)
    joint = make.make_response(third, published=False)
    if is_put_forward:
        put_forward_silences(recipients=[person, other], by=reporter)
    return Pair(person.pk, other.pk, joint.pk, reporter, publisher)


def one_ahead(first: Callable[[], object], row: type[Any], second: Callable[[], object]) -> list[Any]:
    """Start the *second* act when the *first* has just saved a *row* and not yet committed."""
    in_the_midst = Gate()

    def lead() -> object:
        try:
            with at(post_save, row, in_the_midst.open):
                return first()
        finally:
            in_the_midst.open()

    def follow() -> object:
        in_the_midst.wait()
        return second()

    return side_by_side(lead, follow)


def both_at_once(first: Callable[[], object], second: Callable[[], object]) -> list[Any]:
    start = threading.Barrier(2)

    def started(act: Callable[[], object]) -> Callable[[], object]:
        def wait_and_act() -> object:
            start.wait(LONGEST_WAIT)
            return act()

        return wait_and_act

    return side_by_side(started(first), started(second))


def race(pair: Pair, reply: str, silence: str, ahead: str) -> tuple[Any, Any]:
    """Run the pair; what became of the reply and of the silence."""
    replying, silencing = lambda: REPLIES[reply](pair), lambda: SILENCES[silence](pair)
    match ahead:
        case "the reply":
            replied, silenced = one_ahead(replying, Signatory, silencing)
        case "the silence":
            silenced, replied = one_ahead(silencing, Recipient, replying)
        case _:
            replied, silenced = both_at_once(replying, silencing)
    return replied, silenced


def stands(person: Recipient) -> tuple[bool, bool]:
    """Whether a reply is on file, and whether anything of a silence is."""
    fresh = Recipient.objects.get(pk=person.pk)
    return fresh.has_reply_on_file(), bool(fresh.decision or fresh.put_forward_at or fresh.decided_at)


def was_told_cleared(person: Recipient, silence: str) -> bool:
    """Whether the history says that the silence of this pair was cleared."""
    said = "put forward as silent" if silence == "put forward" else "“did not respond”"
    told = LogEntry.objects.filter(object_id=str(person.pk), content_type__model="recipient")
    return any(
        entry.get_change_message().startswith(f"No longer {said}: a reply was recorded.") for entry in told
    )


def test_of_a_reply_and_a_silence_at_the_same_moment_the_reply_stands() -> None:
    round_ = make.make_round(published=False, asked_on="2026-07-01", deadline_on="2026-07-07")
    reporter, publisher = make.make_reporter(), make.make_publisher()
    for number in range(PAIRS):
        reply, silence, ahead = WAYS[number * STRIDE % len(WAYS)]
        pair = a_pair(round_, reporter, publisher, is_put_forward=silence.startswith("confirmed"))
        replied, silenced = race(pair, reply, silence, ahead)
        way = f"pair {number}: replied {reply}, silence {silence}, ahead was {ahead}"
        assert isinstance(replied, Response), way
        assert stands(pair.person) == (True, False), way
        was_refused = isinstance(silenced, ValidationError)
        assert was_refused != was_told_cleared(pair.person, silence), way
        if was_refused:
            on_file = f"{pair.person.name} has a reply on file, so nothing may say that they did not respond."
            assert silenced.messages[0] == on_file, way
        if ahead != "neither":
            assert was_refused == (ahead == "the reply"), way


def without_its_lock(act: Callable[..., Any]) -> Callable[..., Any]:
    """*act* with the lock taken off: on SQLite that is its transaction, on PostgreSQL the row it holds."""
    return act.__wrapped__ if connection.vendor == "sqlite" else act  # type: ignore[attr-defined]


@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows are read afresh and not held."""

    def read(thing: Any) -> None:
        thing.refresh_from_db()

    def read_all(rows: QuerySet[Any]) -> list[Any]:
        return list(rows.order_by("pk"))

    for module in (decisions, responses, silences):
        monkeypatch.setattr(module, "hold", read)
    monkeypatch.setattr(silences, "hold_all", read_all)


@pytest.mark.usefixtures("unlocked")
@pytest.mark.parametrize("silence", ["confirmed", "decided", "put forward"])
def test_twin_without_the_lock_both_stand(silence: str, settings: Settings) -> None:
    settings.SECOND_PAIR_OF_EYES = (
        frozenset()
    )  # what is put forward before is one more thing that the reply clears
    round_ = make.make_round(published=False, asked_on="2026-07-01", deadline_on="2026-07-07")
    pair = a_pair(round_, make.make_reporter(), make.make_publisher(), is_put_forward=False)
    has_looked, is_recorded = Gate(), Gate()
    say: dict[str, Callable[[], object]] = {
        "confirmed": lambda: without_its_lock(confirm_silences)(recipients=[pair.person], by=pair.publisher),
        "decided": lambda: without_its_lock(record_decision)(
            recipient=pair.person, decision="no_response", by=pair.publisher
        ),
        "put forward": lambda: without_its_lock(put_forward_silences)(
            recipients=[pair.person], by=pair.reporter
        ),
    }

    def look_and_say() -> object:
        def before_saving() -> None:
            has_looked.open()
            is_recorded.wait()

        with at(pre_save, Recipient, before_saving):
            return say[silence]()

    def reply_in_between() -> object:
        has_looked.wait()
        try:
            return without_its_lock(record_response)(
                round=pair.round, signatories=[pair.person], answers={}, by=pair.reporter
            )
        finally:
            is_recorded.open()

    side_by_side(look_and_say, reply_in_between)
    assert stands(pair.person) == (True, True)
