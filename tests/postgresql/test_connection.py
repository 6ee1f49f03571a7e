"""What the record relies on when PostgreSQL keeps it."""

import pytest
from django.db import connection

pytestmark = pytest.mark.django_db


def asked(statement: str, *values: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def test_texts_are_kept_as_unicode() -> None:
    assert asked("SHOW server_encoding") == "UTF8"
    assert asked("SHOW client_encoding") == "UTF8"


def test_letters_beyond_ascii_have_capitals() -> None:
    assert asked("SELECT upper(%s)", "\u0142\u00f3\u0107") == "\u0141\u00d3\u0106"


def test_moments_are_kept_in_utc() -> None:
    assert asked("SHOW timezone") == "UTC"


def test_server_that_is_down_shows_within_seconds() -> None:
    assert connection.settings_dict["OPTIONS"]["connect_timeout"] == 10
