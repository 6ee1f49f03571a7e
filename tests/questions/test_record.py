"""The number of the record, after which feeds and their entries are named: made once, and kept wherever it goes."""

from __future__ import annotations

import io
import json
import uuid
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from questions.models import Record, Round
from tests.factories import make_correction, make_recipient, make_round
from tests.questions.feeds import entries, later_reply
from tests.questions.loading import Fixture, an_object, load

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_() -> Round:
    round_ = make_round(slug="spring")
    later_reply(make_recipient(round_, "Ann"))
    make_correction(round_)
    return round_


def ids(client: Client) -> list[str]:
    return [entry.id for entry in entries(client)]


def dumped(**options: Any) -> list[dict[str, Any]]:
    out = io.StringIO()
    call_command("dumpdata", "questions.record", "questions.round", stdout=out, **options)
    whole = io.StringIO()
    call_command("dumpdata", "questions", stdout=whole, **options)
    assert len(json.loads(out.getvalue())) == 2  # asked for by name it is there
    found: list[dict[str, Any]] = json.loads(whole.getvalue())
    return [each for each in found if each["model"] == "questions.record"]


def test_ids_hang_on_no_setting(client: Client, round_: Round, settings: Settings) -> None:
    before = ids(client)
    assert len(set(before)) == 3
    assert {uuid.UUID(each.removeprefix("urn:uuid:")).version for each in before} == {5}
    settings.ALLOWED_HOSTS = ["second.example.org", "testserver"]
    settings.PUBLIC_ADDRESS = "https://second.example.org"
    settings.SECRET_KEY = "another"
    round_.slug = "renamed"
    round_.save()
    assert ids(client) == before


def test_two_records_share_no_id(client: Client, round_: Round) -> None:  # noqa: ARG001 - it is what the feed tells
    before = ids(client)
    Record.objects.update(number=uuid.uuid4())
    assert not set(before) & set(ids(client))


def test_a_database_that_has_no_number_gets_one_that_stays() -> None:
    Record.objects.all().delete()
    call_command("migrate", verbosity=0)
    number = Record.objects.the_one().number
    call_command("migrate", verbosity=0)
    assert Record.objects.the_one().number == number
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.create(pk=2)


def test_a_dump_takes_the_number_along_unless_rows_leave_their_keys_behind() -> None:
    make_round()
    number = str(Record.objects.the_one().number)
    assert [each["fields"]["number"] for each in dumped()] == [number]
    assert dumped(use_natural_primary_keys=True, use_natural_foreign_keys=True) == []


def test_no_fixture_renames_what_subscribers_may_know(write_fixture: Fixture) -> None:
    elsewhere = uuid.uuid4()
    fixture = write_fixture({**an_object("questions.record", number=str(elsewhere)), "pk": 1})
    draft = make_round(published=False)
    load(fixture)
    assert Record.objects.the_one().number == elsewhere  # a copy of another record goes on as that one
    Record.objects.update(number=uuid.uuid4())
    draft.published_at = draft.campaign.history.latest().history_date
    draft.save()
    load(fixture)
    assert Record.objects.the_one().number != elsewhere
