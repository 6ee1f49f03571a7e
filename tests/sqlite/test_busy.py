"""A database that somebody else holds for too long is a sentence for whoever saves, and nothing is changed."""

import sqlite3
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from questions.actions import record_response
from questions.models import Response
from respondents.contention import SAME_MOMENT
from tests.factories import make_recipient, make_round, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def somebody_else() -> Iterator[sqlite3.Connection]:
    """Another connection; this one waits for nobody."""
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0, isolation_level=None)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0")
    yield other
    other.close()
    connection.close()  # the next one waits again


def test_a_reply_that_cannot_be_saved_now_is_refused_with_a_sentence(
    somebody_else: sqlite3.Connection,
) -> None:
    person, editor = make_recipient(make_round()), make_user()
    somebody_else.execute("BEGIN IMMEDIATE")
    with pytest.raises(ValidationError) as refused:
        record_response(round=person.round, signatories=[person], answers={1: "Yes."}, by=editor)
    somebody_else.execute("ROLLBACK")
    assert refused.value.messages == [SAME_MOMENT]
    assert Response.objects.count() == 0
