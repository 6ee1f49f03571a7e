"""The first articles are loaded once in a database's life."""

import pytest

from accountability.start.record import load_first_record
from respondents.models import Party

pytestmark = pytest.mark.django_db


def test_empty_database_gets_the_first_record_once() -> None:
    assert load_first_record() is True
    assert load_first_record() is False


def test_what_editors_deleted_stays_deleted() -> None:
    Party.objects.create(slug="a-party", name="A party")
    assert load_first_record() is False
    Party.objects.all().delete()
    assert load_first_record() is False
    assert Party.objects.count() == 0
