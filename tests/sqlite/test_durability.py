"""An edit that was saved is kept, and nobody's edit fails because somebody else saves at the same moment."""

import sqlite3

import pytest
from django.db import connection, connections, transaction

pytestmark = pytest.mark.django_db(transaction=True)


def pragma(name: str) -> object:
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


def somebody_else_can_write() -> bool:
    """Whether another connection gets the write lock at this moment, without waiting."""
    somebody_else = sqlite3.connect(connection.settings_dict["NAME"], timeout=0, isolation_level=None)
    try:
        somebody_else.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    finally:
        somebody_else.close()
    return True


def test_log_is_written_ahead() -> None:
    assert pragma("journal_mode") == "wal"


def test_synchronisation_is_full() -> None:
    assert pragma("synchronous") == 2


def test_busy_timeout_is_twenty_seconds() -> None:
    assert pragma("busy_timeout") == 20_000


def test_foreign_keys_are_enforced() -> None:
    assert pragma("foreign_keys") == 1


def test_transaction_holds_the_write_lock_from_its_start() -> None:
    with transaction.atomic():
        assert somebody_else_can_write() is False
    assert somebody_else_can_write() is True


def test_deferred_transaction_would_not_hold_it(monkeypatch: pytest.MonkeyPatch) -> None:
    connection.ensure_connection()
    with monkeypatch.context() as protection_off:
        protection_off.setattr(connections["default"], "transaction_mode", None)
        with transaction.atomic():
            assert somebody_else_can_write() is True
