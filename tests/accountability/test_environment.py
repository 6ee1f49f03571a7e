"""What the environment may say, and the sentence for everything else."""

import stat
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from accountability import environment as read
from accountability.environment import Environment

LOCAL, PRODUCTION, TOOLS = Environment.LOCAL, Environment.PRODUCTION, Environment.TOOLS
GOOD_KEY = "k9-" * 20 + "$Zq"
HOME = Path("/srv/record")


@pytest.mark.parametrize(
    ("environ", "environment"),
    [
        ({}, TOOLS),
        ({"ACCOUNTABILITY_ENVIRONMENT": "local"}, LOCAL),
        ({"ACCOUNTABILITY_ENVIRONMENT": " production "}, PRODUCTION),
    ],
)
def test_environment_is_named(environ: dict[str, str], environment: Environment) -> None:
    assert read.environment_named_in(environ) is environment


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({}, {"responses", "silences"}),
        ({"ACCOUNTABILITY_SECOND_PAIR_OF_EYES": " "}, {"responses", "silences"}),
        ({"ACCOUNTABILITY_SECOND_PAIR_OF_EYES": "silences, responses"}, {"responses", "silences"}),
        ({"ACCOUNTABILITY_SECOND_PAIR_OF_EYES": "silences"}, {"silences"}),
        ({"ACCOUNTABILITY_SECOND_PAIR_OF_EYES": " none "}, set()),
    ],
)
def test_second_pair_of_eyes_is_named(environ: dict[str, str], named: set[str]) -> None:
    assert read.second_pair_of_eyes_in(environ) == named


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (
            lambda: read.environment_named_in({"ACCOUNTABILITY_ENVIRONMENT": "prod"}),
            "ACCOUNTABILITY_ENVIRONMENT is 'prod': set it to local or to production.",
        ),
        (
            lambda: read.debug_wanted_in({"ACCOUNTABILITY_DEBUG": "yes"}, LOCAL),
            "ACCOUNTABILITY_DEBUG is 'yes': set it to 1 or to 0, or leave it out.",
        ),
        (
            lambda: read.debug_wanted_in({"ACCOUNTABILITY_DEBUG": "1"}, PRODUCTION),
            "ACCOUNTABILITY_DEBUG is 1 in production: remove it, readers never see debugging pages.",
        ),
        (
            lambda: read.second_pair_of_eyes_in({"ACCOUNTABILITY_SECOND_PAIR_OF_EYES": "silences, rounds"}),
            "ACCOUNTABILITY_SECOND_PAIR_OF_EYES is 'silences, rounds': set it to responses,silences or to none.",
        ),
        (
            lambda: read.secret_key_for(PRODUCTION, {}, Path("unused")),
            "SECRET_KEY is not set: in production the site needs a long random key of its own.",
        ),
        (
            lambda: read.secret_key_for(PRODUCTION, {"SECRET_KEY": "short"}, Path("unused")),
            "SECRET_KEY is too weak: make it of at least 50 random characters.",
        ),
        (
            lambda: read.secret_key_for(PRODUCTION, {"SECRET_KEY": "abcd" * 20}, Path("unused")),
            "SECRET_KEY is too weak: make it of at least 50 random characters.",
        ),
        (
            lambda: read.allowed_hosts_for(PRODUCTION, {"ALLOWED_HOSTS": " , "}),
            "ALLOWED_HOSTS is not set: in production it names the site's hosts, separated by commas.",
        ),
        (
            lambda: read.allowed_hosts_for(PRODUCTION, {"ALLOWED_HOSTS": "*"}),
            "ALLOWED_HOSTS holds '*': give host names such as record.example.org, without https:// and without *.",
        ),
        (
            lambda: read.allowed_hosts_for(PRODUCTION, {"ALLOWED_HOSTS": "a.example, https://b.example"}),
            (
                "ALLOWED_HOSTS holds 'https://b.example': give host names such as record.example.org, "
                "without https:// and without *."
            ),
        ),
        (
            lambda: read.database_named_in({"DATABASE_URL": "mysql://jo:secret@db.example/record"}, HOME),
            (
                "DATABASE_URL cannot be read: give sqlite:///path/to/file.sqlite3 or "
                "postgres://user:password@host:5432/name, with special characters percent-encoded."
            ),
        ),
        (
            lambda: read.database_named_in(
                {"DATABASE_URL": "postgres://jo:p@ss:w]rd[@db.example:x/record"}, HOME
            ),
            (
                "DATABASE_URL cannot be read: give sqlite:///path/to/file.sqlite3 or "
                "postgres://user:password@host:5432/name, with special characters percent-encoded."
            ),
        ),
        (
            lambda: read.database_named_in({"DATABASE_URL": "postgres://jo@db.example"}, HOME),
            (
                "DATABASE_URL names no database: end it with the path of a file (sqlite:///path/to/file.sqlite3) "
                "or with the name of a database (postgres://user:password@host:5432/name)."
            ),
        ),
    ],
)
def test_refusal_names_the_variable(ask: Any, sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refusal:
        ask()
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("environment", "words", "debug"),
    [
        (LOCAL, "1", True),
        (LOCAL, "0", False),
        (LOCAL, "", False),
        (TOOLS, "1", False),
        (PRODUCTION, "0", False),
    ],
)
def test_debugging_pages_are_local_only(environment: Environment, words: str, debug: bool) -> None:
    assert read.debug_wanted_in({"ACCOUNTABILITY_DEBUG": words}, environment) is debug


def test_production_key_is_taken_as_it_is() -> None:
    assert read.secret_key_for(PRODUCTION, {"SECRET_KEY": "$" + GOOD_KEY}, Path("unused")) == "$" + GOOD_KEY


def test_tools_get_another_key_each_time(tmp_path: Path) -> None:
    key_file = tmp_path / "secret-key"
    assert read.secret_key_for(TOOLS, {}, key_file) != read.secret_key_for(TOOLS, {}, key_file)
    assert not key_file.exists()


def test_local_key_is_kept_for_its_owner_only(tmp_path: Path) -> None:
    key_file = tmp_path / "var" / "secret-key"
    key = read.secret_key_for(LOCAL, {}, key_file)
    assert len(key) >= 50
    assert read.secret_key_for(LOCAL, {"SECRET_KEY": GOOD_KEY}, key_file) == key
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert [file.name for file in key_file.parent.iterdir()] == ["secret-key"]


def test_servers_that_start_together_share_one_local_key(tmp_path: Path) -> None:
    keys: list[str] = []
    together = threading.Barrier(8)

    def start() -> None:
        together.wait()
        keys.append(read.secret_key_for(LOCAL, {}, tmp_path / "secret-key"))

    servers = [threading.Thread(target=start) for _ in range(8)]
    for server in servers:
        server.start()
    for server in servers:
        server.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_local_key_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where the folder should be")
    with pytest.raises(ImproperlyConfigured) as refusal:
        read.secret_key_for(LOCAL, {}, tmp_path / "var" / "secret-key")
    assert str(refusal.value) == (
        "The local key cannot be kept in var/secret-key (File exists): "
        "free some space, or check who may write in the folder var."
    )


def test_hosts_and_the_origins_made_from_them() -> None:
    hosts = read.allowed_hosts_for(PRODUCTION, {"ALLOWED_HOSTS": "record.example.org, .example.net"})
    assert hosts == ["record.example.org", ".example.net"]
    assert read.trusted_origins_of(hosts) == ["https://record.example.org", "https://*.example.net"]


def test_local_hosts_are_loopback_only() -> None:
    loopback = ["localhost", "127.0.0.1", "[::1]"]
    assert read.allowed_hosts_for(LOCAL, {"ALLOWED_HOSTS": "record.example.org"}) == loopback
    assert read.allowed_hosts_for(TOOLS, {"ALLOWED_HOSTS": "record.example.org"}) == [*loopback, "testserver"]


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({}, HOME / "var" / "accountability.sqlite3"),
        ({"DATABASE_URL": "sqlite:///other.sqlite3"}, HOME / "other.sqlite3"),
        ({"DATABASE_URL": "sqlite:////data/record.sqlite3"}, Path("/data/record.sqlite3")),
    ],
)
def test_sqlite_file_is_found_from_the_projects_folder(environ: dict[str, str], name: Path) -> None:
    database = read.database_named_in(environ, HOME)
    assert (database["ENGINE"], database["NAME"]) == ("django.db.backends.sqlite3", name)


def test_postgresql_is_described() -> None:
    database = read.database_named_in(
        {"DATABASE_URL": "postgres://jo:p%40ss%2Fword@db.example:5433/record"}, HOME
    )
    described = {
        key: database[key] for key in ["ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS"]
    }
    assert described == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "record",
        "USER": "jo",
        "PASSWORD": "p@ss/word",
        "HOST": "db.example",
        "PORT": 5433,
        "OPTIONS": {"connect_timeout": 10},
    }


@pytest.mark.parametrize(
    ("environ", "environment", "hosts", "address"),
    [
        ({}, LOCAL, ["localhost"], ""),
        ({}, TOOLS, ["localhost"], ""),
        ({}, PRODUCTION, [".example.org", "record.example.org"], "https://record.example.org"),
        ({}, PRODUCTION, [".example.org"], ""),
        (
            {"PUBLIC_ADDRESS": "https://a.example.org/"},
            PRODUCTION,
            ["b.example.org", ".example.org"],
            "https://a.example.org",
        ),
        ({"PUBLIC_ADDRESS": "http://127.0.0.1:8123"}, LOCAL, [], "http://127.0.0.1:8123"),
    ],
)
def test_public_address_is_the_one_that_is_named_or_the_first_host(
    environ: dict[str, str], environment: Environment, hosts: list[str], address: str
) -> None:
    assert read.public_address_in(environ, environment, hosts) == address


@pytest.mark.parametrize(
    ("address", "environment", "part"),
    [
        ("record.example.org", LOCAL, "give the site's own address and no more"),
        ("https://record.example.org/record", LOCAL, "give the site's own address and no more"),
        ("https://me@record.example.org", LOCAL, "give the site's own address and no more"),
        ("ftp://record.example.org", LOCAL, "give the site's own address and no more"),
        ("http://record.example.org", PRODUCTION, "it starts with https://"),
        ("https://elsewhere.example", PRODUCTION, "it is none of ALLOWED_HOSTS"),
    ],
)
def test_public_address_that_is_none_is_refused(address: str, environment: Environment, part: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="PUBLIC_ADDRESS is ") as refused:
        read.public_address_in({"PUBLIC_ADDRESS": address}, environment, ["record.example.org"])
    assert part in str(refused.value)
