"""A fixture that brings a reply clears a silence, whichever of the two was there first."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from questions.models import Recipient, Standing
from tests import factories
from tests.questions.loading import Fixture, an_object, load

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("spring")]

BEN = ["spring", "ben"]
CLEARED = "No longer said not to have responded, as a reply of theirs is on file:\n  Ben\n"


def a_reply(**fields: Any) -> list[dict[str, Any]]:
    response = {"round": ["spring"], "slug": "from-ben"} | fields
    signed = {"response": ["spring", "from-ben"], "recipient": BEN, "spoken_for": True}
    return [an_object("questions.response", **response), an_object("questions.signatory", **signed)]


def silent_ben(**fields: Any) -> dict[str, Any]:
    ben = Recipient.objects.get(slug="ben")
    known = {"round": ["spring"], "slug": "ben", "name": "Ben", "position": 2, "politician": ["ben"]}
    assert (ben.position, ben.name) == (2, "Ben")
    return an_object("questions.recipient", **known, **fields)


def ben() -> Recipient:
    return Recipient.objects.get(slug="ben")


def test_a_reply_read_from_a_fixture_clears_the_silence_and_the_history_has_it(
    write_fixture: Fixture,
) -> None:
    silent = ben()
    silent.decision, silent.decision_source = "no_response", factories.make_source()
    silent.save()
    assert CLEARED in load(write_fixture(*a_reply()))
    assert (ben().decision, ben().decision_source, ben().standing) == ("", None, Standing.REPLIED)
    last = ben().history.order_by("history_id").last()
    assert last is not None
    assert (last.decision, last.history_type, last.history_user) == ("", "~", None)
    assert last.history_change_reason == "No longer “did not respond”: a reply was recorded."


def test_a_reply_read_from_a_fixture_clears_what_was_put_forward(write_fixture: Fixture) -> None:
    awaited = ben()
    awaited.put_forward_at, awaited.put_forward_by = timezone.now(), factories.make_reporter()
    awaited.save()
    assert CLEARED in load(write_fixture(*a_reply()))
    assert (ben().put_forward_at, ben().put_forward_by) == (None, None)


def test_a_silence_read_from_a_fixture_does_not_stand_beside_a_reply(write_fixture: Fixture) -> None:
    load(write_fixture(*a_reply()))
    told = load(write_fixture(silent_ben(decision="no_response")), interactive=False)
    assert CLEARED in told
    assert (ben().decision, ben().standing) == ("", Standing.REPLIED)
    kinds = ben().history.order_by("history_id").values_list("decision", flat=True)
    assert list(kinds)[-2:] == ["no_response", ""]


def test_both_in_one_fixture_are_a_reply(write_fixture: Fixture) -> None:
    told = load(write_fixture(silent_ben(decision="no_response"), *a_reply()), interactive=False)
    assert CLEARED in told
    assert ben().standing == Standing.REPLIED


def test_words_of_the_public_record_clear_nothing(write_fixture: Fixture) -> None:
    Recipient._base_manager.filter(slug="ben").update(decision="no_response")
    assert "No longer" not in load(write_fixture(*a_reply(origin="public_record")))
    assert ben().standing == Standing.NO_RESPONSE
