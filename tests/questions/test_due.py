"""Who is late, who was reached in time, whose approach bounced: the querysets say what the rows say."""

from __future__ import annotations

import datetime
from itertools import product

import pytest

from questions.desk.choosing import is_late
from questions.desk.on_file import has_bounced
from questions.models import Outcome, Recipient
from tests import factories as make

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 7, 31)
DATES = [
    "",
    "2026",
    "2025",
    "2026-07",
    "2026-06",
    "2026-08",
    "2026-07-30",
    "2026-07-31",
    "2026-08-01",
    "2026-06-30",
]


@pytest.mark.parametrize("today", [TODAY, datetime.date(2026, 7, 1), datetime.date(2026, 8, 1)])
def test_past_deadline_is_said_of_the_same_people_by_the_queryset_and_the_row(today: datetime.date) -> None:
    for deadline, own in product(DATES, ["", "2026-07", "2026-08-02"]):
        make.make_recipient(make.make_round(questions=0, deadline_on=deadline), own_deadline_on=own)
    found = set(Recipient.objects.past_deadline(today))
    assert found == {each for each in Recipient.objects.all() if is_late(each, today)}
    assert found


def test_due_on_is_said_of_whoever_has_until_that_day() -> None:
    round_ = make.make_round(questions=0, deadline_on="2026-07-31")
    ann = make.make_recipient(round_)
    make.make_recipient(round_, own_deadline_on="2026-08-05")
    bob = make.make_recipient(
        make.make_round(questions=0, deadline_on="2026-07"), own_deadline_on="2026-07-31"
    )
    make.make_recipient(make.make_round(questions=0, deadline_on="2026-07"))
    assert set(Recipient.objects.due_on(TODAY)) == {ann, bob}


def test_reached_in_time_is_never_said_of_anyone_whose_silence_would_be_refused() -> None:
    for deadline, made_on in product(DATES, DATES):
        recipient = make.make_recipient(make.make_round(questions=0, deadline_on=deadline))
        make.make_approach(recipient, made_on=made_on)
    late = datetime.date(2027, 1, 1)
    found = set(Recipient.objects.past_deadline(late).reached_in_time())
    allowed = {each for each in Recipient.objects.all() if not each.why_no_silence(late)}
    assert found <= allowed
    month_end = {(each.round.deadline_on, each.approaches.get().made_on) for each in allowed - found}
    assert month_end == {("2026-06-30", "2026-06")}  # a month has 31 days there: left out rather than wrong


@pytest.mark.parametrize("outcome", Outcome.values)
def test_reached_in_time_needs_an_approach_that_was_delivered(outcome: str) -> None:
    recipient = make.make_recipient(make.make_round(questions=0, deadline_on="2026-07-10"))
    make.make_approach(recipient, made_on="2026-07-03", outcome=outcome)
    expected = {recipient} if outcome in Outcome.delivered() else set()
    assert set(Recipient.objects.past_deadline(TODAY).reached_in_time()) == expected


def test_bounced_is_said_of_the_same_people_by_the_queryset_and_the_rows() -> None:
    round_ = make.make_round(questions=0)
    days = ["", "2026-07-01", "2026-07-05"]
    for first, second, third in product(days, days, [*days, None]):
        recipient = make.make_recipient(round_)
        make.make_approach(recipient, made_on=first)
        make.make_approach(recipient, made_on=second, outcome=Outcome.BOUNCED)
        if third is not None:
            make.make_approach(recipient, made_on=third, outcome=Outcome.ACKNOWLEDGED)
    found = set(Recipient.objects.bounced())
    people = Recipient.objects.prefetch_related("approaches")
    assert found == {each for each in people if has_bounced(list(each.approaches.in_order()))}
    assert 0 < len(found) < people.count()
