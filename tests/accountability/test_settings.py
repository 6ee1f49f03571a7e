"""The settings as a whole: they import for tools, a server starts only where one may, dates are the newsroom's."""

import datetime
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.utils import dateformat, formats

PRODUCTION = {
    "ACCOUNTABILITY_ENVIRONMENT": "production",
    "SECRET_KEY": "not-a-real-key-" * 5,
    "ALLOWED_HOSTS": "record.example.org",
}


def python(program: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a program in an environment that holds nothing else."""
    return subprocess.run(
        [sys.executable, "-c", program],
        check=False,
        cwd=settings.BASE_DIR,
        env={"PATH": os.defpath, **environ},
        capture_output=True,
        text=True,
    )


def settings_in(names: list[str], **environ: str) -> list[object]:
    program = (
        "import json; from accountability import settings; "
        f"print(json.dumps([getattr(settings, name) for name in {names}]))"
    )
    done = python(program, **environ)
    assert done.stderr == ""
    values: list[object] = json.loads(done.stdout)
    return values


def test_settings_import_with_no_environment_at_all() -> None:
    assert settings_in(["DEBUG", "ALLOWED_HOSTS"]) == [
        False,
        ["localhost", "127.0.0.1", "[::1]", "testserver"],
    ]


SECURE = [
    "CSRF_COOKIE_SECURE",
    "SESSION_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "CSRF_TRUSTED_ORIGINS",
    "DEBUG",
]


def test_production_answers_over_https_only() -> None:
    assert settings_in(SECURE, **PRODUCTION) == [
        True,
        True,
        True,
        31536000,
        ["https://record.example.org"],
        False,
    ]


def test_tools_and_tests_need_no_https() -> None:
    assert settings_in(SECURE) == [False, False, False, 0, [], False]


NOT_SET = (
    "The server does not start because ACCOUNTABILITY_ENVIRONMENT is not set: "
    "`make run` sets it to local, a public site sets it to production.\n"
)


@pytest.mark.parametrize("door", ["accountability.wsgi", "accountability.asgi"])
@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({}, NOT_SET),
        (
            {"ACCOUNTABILITY_ENVIRONMENT": "staging"},
            "ACCOUNTABILITY_ENVIRONMENT is 'staging': set it to local or to production.\n",
        ),
        (
            PRODUCTION | {"SECRET_KEY": ""},
            "SECRET_KEY is not set: in production the site needs a long random key of its own.\n",
        ),
        (
            PRODUCTION | {"ALLOWED_HOSTS": ""},
            "ALLOWED_HOSTS is not set: in production it names the site's hosts, separated by commas.\n",
        ),
    ],
)
def test_server_refuses_to_start(door: str, environ: dict[str, str], sentence: str) -> None:
    done = python(f"import {door}", **environ)
    assert (done.returncode, done.stdout, done.stderr) == (3, "", sentence)


@pytest.mark.parametrize("door", ["accountability.wsgi", "accountability.asgi"])
def test_server_starts_in_production(door: str) -> None:
    done = python(f"import {door}", **PRODUCTION)
    assert done.returncode == 0, done.stderr


def test_gunicorn_stops_at_the_refusal() -> None:
    arguments = ["accountability.wsgi", "--bind=127.0.0.1:0", "--no-control-socket"]
    done = python(f"import sys; from gunicorn.app.wsgiapp import run; sys.argv[1:] = {arguments}; run()")
    assert done.returncode == 3
    assert NOT_SET in done.stderr
    assert "Traceback" not in done.stderr


def test_dates_are_written_as_the_newsroom_does() -> None:
    day = datetime.date(2017, 7, 3)
    assert formats.date_format(day) == "3 July 2017"
    assert dateformat.format(day, formats.get_format("DATE_FORMAT")) == "3 July 2017"
    assert (
        formats.date_format(datetime.datetime(2017, 7, 3, 14, 5, tzinfo=datetime.UTC), "DATETIME_FORMAT")
        == "3 July 2017, 14:05"
    )


def test_upload_limit_of_django_is_kept() -> None:
    assert settings.DATA_UPLOAD_MAX_NUMBER_FIELDS == 1000
