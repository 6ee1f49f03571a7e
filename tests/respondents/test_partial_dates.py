import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from respondents.models import Membership
from respondents.partial_dates import bounds, certainly_after, spell, validate_partial_date
from tests.factories import make_body, make_membership, make_politician

NOT_DATES = [
    "17",
    "2017-7",
    "2017-13",
    "2017-00",
    "2017-07-32",
    "2017-07-3",
    "2017/07/03",
    "20170703",
    "2017-W01-1",
    "-017",
    "2017-07-0٣",
    "²017",
    "2017-",
    "last week",
]


@pytest.mark.parametrize("value", NOT_DATES)
def test_partial_date_refuses_what_is_no_date_with_a_sentence(value: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        validate_partial_date(value)
    assert refusal.value.messages == [
        f"“{value}” is not a date this record can keep: write 2017, 2017-07 or 2017-07-03, or leave it empty."
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("value", [value for value in NOT_DATES if len(value) <= 10])
def test_partial_date_of_another_shape_is_refused_by_the_database(value: str) -> None:
    seat = make_membership(make_politician(), make_body())
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership._base_manager.filter(pk=seat.pk).update(start=value)


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["", "2017", "2017-07", "2017-07-03", "1999-12-31"])
def test_partial_date_is_kept_as_it_is_known(value: str) -> None:
    seat = make_membership(make_politician(), make_body(), start=value)
    seat.full_clean()
    seat.refresh_from_db()
    assert seat.start == value


@pytest.mark.django_db
def test_partial_date_constraint_explains_itself_in_a_form() -> None:
    seat = Membership(politician=make_politician(), body=make_body(), start="2017-99-99")
    with pytest.raises(ValidationError) as refusal:
        seat.validate_constraints()
    assert refusal.value.messages == ["A date is written 2017, 2017-07 or 2017-07-03, or left empty."]


def test_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValidationError):
        validate_partial_date("2017-02-29")
    validate_partial_date("2016-02-29")


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2017", (2017, 1, 1), (2017, 12, 31)),
        ("2016-02", (2016, 2, 1), (2016, 2, 29)),
        ("2017-07-03", (2017, 7, 3), (2017, 7, 3)),
    ],
)
def test_partial_date_may_mean_any_day_between_its_bounds(
    value: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    assert bounds(value) == (datetime.date(*first), datetime.date(*last))


@pytest.mark.parametrize(
    ("value", "other", "after"),
    [
        ("2017-07-04", "2017-07-03", True),
        ("2017-07-03", "2017-07-03", False),
        ("2017-08", "2017-07-31", True),
        ("2017-07", "2017-07-03", False),
        ("2018", "2017", True),
        ("2017", "2017-01-01", False),
        ("", "2017", False),
        ("2017", "", False),
    ],
)
def test_partial_date_is_after_another_only_where_that_is_certain(
    value: str, other: str, after: bool
) -> None:
    assert certainly_after(value, other) is after


@pytest.mark.parametrize(
    ("value", "words"),
    [("2017-07-03", "3 July 2017"), ("2017-07", "July 2017"), ("2017", "2017"), ("", "")],
)
def test_partial_date_is_spelt_as_readers_see_it(value: str, words: str) -> None:
    assert spell(value) == words
