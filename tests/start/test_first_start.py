"""What `make run` does once its packages are installed: on a fresh clone, and on every start after it."""

import re
import signal
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.start.conftest import Started, processes_in_session

Start = Callable[..., Started]


def rounds_in(copy: Path) -> list[str]:
    database = sqlite3.connect(copy / "var" / "accountability.sqlite3")
    try:
        return [slug for (slug,) in database.execute("SELECT slug FROM questions_round ORDER BY slug")]
    finally:
        database.close()


def change(copy: Path, statement: str) -> None:
    database = sqlite3.connect(copy / "var" / "accountability.sqlite3")
    try:
        with database:
            database.execute(statement)
    finally:
        database.close()


MADE = r"password [0-9a-f]{4}(-[0-9a-f]{4}){3} \(made now and shown only this once\)"


def test_first_start_ends_with_two_new_sign_ins(start: Start) -> None:
    server = start()
    *before, read, edit, reporter, publisher, reset = server.lines
    assert before == ["Loading the first two articles ..."]
    assert read == f"Read:     http://127.0.0.1:{server.port}/"
    assert edit == f"Edit:     http://127.0.0.1:{server.port}/admin/"
    assert re.fullmatch(f"Sign in:  name reporter, {MADE}", reporter)
    assert re.fullmatch(f"Sign in:  name publisher, {MADE}", publisher)
    assert reset == "Reset:    .venv/bin/python manage.py changepassword NAME"


def test_first_start_loads_the_articles_and_serves_compressed_files(start: Start, copy: Path) -> None:
    server = start()
    assert len(rounds_in(copy)) >= 2
    page = server.page("/admin/login/")
    assert re.search(r'href="/static/admin/css/base\.[0-9a-f]{12}\.css"', page)
    assert list((copy / "var" / "static" / "admin" / "css").glob("base.*.css.gz"))


def test_key_is_its_owners_only(start: Start, copy: Path) -> None:
    start()
    assert stat.S_IMODE((copy / "var" / "secret-key").stat().st_mode) == 0o600


def test_second_start_keeps_edits_and_makes_nobody(start: Start, copy: Path) -> None:
    start().end()
    change(copy, "UPDATE questions_round SET title = 'An editor was here'")
    server = start()
    assert server.lines[2:4] == [
        "Sign in:  name reporter, password the one you have",
        "Sign in:  name publisher, password the one you have",
    ]
    assert len(server.lines) == 5
    database = sqlite3.connect(copy / "var" / "accountability.sqlite3")
    assert database.execute("SELECT DISTINCT title FROM questions_round").fetchall() == [
        ("An editor was here",)
    ]
    assert database.execute("SELECT count(*) FROM auth_user").fetchone() == (2,)
    database.close()


def test_given_name_and_password_are_used(start: Start) -> None:
    server = start(DJANGO_SUPERUSER_USERNAME="jo", DJANGO_SUPERUSER_PASSWORD="a password of her own")
    assert server.lines[-2:] == [
        "Sign in:  name jo, password the one you have",
        "Reset:    .venv/bin/python manage.py changepassword NAME",
    ]


@pytest.mark.parametrize("with_signal", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_no_process_is_left(start: Start, with_signal: signal.Signals) -> None:
    server = start()
    assert len(processes_in_session(server.process.pid)) == 3
    assert server.end(with_signal) == 0
    assert processes_in_session(server.process.pid) == []
