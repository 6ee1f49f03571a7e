"""What the environment says about this installation, read once by the settings.

`ACCOUNTABILITY_ENVIRONMENT` is `local` (one person's machine, loopback only), `production` (readers), or
absent: then the settings still import, for tools, but no server starts. Every refusal is one sentence that
names the variable.
"""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.http.request import validate_host

LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SHORTEST_SECRET_KEY = 50
FEWEST_DIFFERENT_CHARACTERS = 5
SECOND_PAIR_OF_EYES = frozenset({"responses", "silences"})


class Environment(StrEnum):
    """Where the record is running; `TOOLS` is what an absent variable means."""

    LOCAL = "local"
    PRODUCTION = "production"
    TOOLS = ""

    @property
    def is_served(self) -> bool:
        """True where a server may start."""
        return self is not Environment.TOOLS


def environment_named_in(environ: Mapping[str, str]) -> Environment:
    """The environment that `ACCOUNTABILITY_ENVIRONMENT` names; any other word is refused."""
    name = environ.get("ACCOUNTABILITY_ENVIRONMENT", "").strip()
    try:
        return Environment(name)
    except ValueError:
        raise ImproperlyConfigured(
            f"ACCOUNTABILITY_ENVIRONMENT is {name!r}: set it to local or to production."
        ) from None


def refusal_to_serve(environment: Environment) -> str:
    """Why no server may start here, as one sentence; empty when one may."""
    if environment.is_served:
        return ""
    return (
        "The server does not start because ACCOUNTABILITY_ENVIRONMENT is not set: "
        "`make run` sets it to local, a public site sets it to production."
    )


def debug_wanted_in(environ: Mapping[str, str], environment: Environment) -> bool:
    """Whether to show debugging pages: `ACCOUNTABILITY_DEBUG=1`, on a local machine only."""
    wanted = environ.get("ACCOUNTABILITY_DEBUG", "").strip()
    if wanted not in {"", "0", "1"}:
        raise ImproperlyConfigured(
            f"ACCOUNTABILITY_DEBUG is {wanted!r}: set it to 1 or to 0, or leave it out."
        )
    if wanted == "1" and environment is Environment.PRODUCTION:
        raise ImproperlyConfigured(
            "ACCOUNTABILITY_DEBUG is 1 in production: remove it, readers never see debugging pages."
        )
    return wanted == "1" and environment is Environment.LOCAL


def second_pair_of_eyes_in(environ: Mapping[str, str]) -> frozenset[str]:
    """What nobody publishes who entered it: what `ACCOUNTABILITY_SECOND_PAIR_OF_EYES` names, by default all."""
    words = environ.get("ACCOUNTABILITY_SECOND_PAIR_OF_EYES", "").strip()
    if words == "none":
        return frozenset()
    named = frozenset(word.strip() for word in words.split(",")) if words else SECOND_PAIR_OF_EYES
    if named - SECOND_PAIR_OF_EYES:
        raise ImproperlyConfigured(
            f"ACCOUNTABILITY_SECOND_PAIR_OF_EYES is {words!r}: set it to responses,silences or to none."
        )
    return named


def secret_key_for(environment: Environment, environ: Mapping[str, str], key_file: Path) -> str:
    """The key that signs sessions: the site's own, a local file's, or for tools one that nobody keeps."""
    match environment:
        case Environment.PRODUCTION:
            return _production_key(environ.get("SECRET_KEY", ""))
        case Environment.LOCAL:
            return _key_kept_in(key_file)
        case Environment.TOOLS:
            return secrets.token_urlsafe(SHORTEST_SECRET_KEY)


def allowed_hosts_for(environment: Environment, environ: Mapping[str, str]) -> list[str]:
    """The host names that are answered: those in `ALLOWED_HOSTS` in production, else only this machine's."""
    if environment is Environment.TOOLS:
        return [*LOOPBACK_HOSTS, "testserver"]
    if environment is Environment.LOCAL:
        return LOOPBACK_HOSTS
    hosts = [host.strip() for host in environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
    if not hosts:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is not set: in production it names the site's hosts, separated by commas."
        )
    for host in hosts:
        if "*" in host or "/" in host:
            raise ImproperlyConfigured(
                f"ALLOWED_HOSTS holds {host!r}: give host names such as record.example.org, "
                "without https:// and without *."
            )
    return hosts


def trusted_origins_of(hosts: list[str]) -> list[str]:
    """The https origins from which the admin's forms may be sent: the hosts themselves, and nobody else."""
    return [f"https://*{host}" if host.startswith(".") else f"https://{host}" for host in hosts]


def public_address_in(environ: Mapping[str, str], environment: Environment, hosts: list[str]) -> str:
    """The one address under which readers know the site: `https://record.example.org`, without a slash at its end.

    Left out, it is the first host that `ALLOWED_HOSTS` names whole in production. Elsewhere it is empty: each page
    then goes by the address at which it was asked for.
    """
    address = environ.get("PUBLIC_ADDRESS", "").strip().rstrip("/")
    if not address:
        named = [host for host in hosts if not host.startswith(".")]
        return f"https://{named[0]}" if environment is Environment.PRODUCTION and named else ""
    parts = urlsplit(address)
    is_origin = (
        parts.scheme in {"http", "https"} and parts.hostname and address == f"{parts.scheme}://{parts.netloc}"
    )
    if not is_origin or "@" in parts.netloc:
        raise ImproperlyConfigured(
            f"PUBLIC_ADDRESS is {address!r}: give the site's own address and no more, "
            "such as https://record.example.org."
        )
    if environment is Environment.PRODUCTION and parts.scheme != "https":
        raise ImproperlyConfigured(
            f"PUBLIC_ADDRESS is {address!r}: in production the site answers over https only, so it starts with https://."
        )
    if environment is Environment.PRODUCTION and not validate_host(parts.hostname or "", hosts):
        raise ImproperlyConfigured(
            f"PUBLIC_ADDRESS is {address!r}: it is none of ALLOWED_HOSTS, so every link to it would be refused."
        )
    return address


def database_named_in(environ: Mapping[str, str], base_dir: Path) -> dict[str, Any]:
    """Django's description of the database in `DATABASE_URL`, by default `var/accountability.sqlite3`."""
    url = environ.get("DATABASE_URL", "").strip() or "sqlite:///var/accountability.sqlite3"
    scheme = url.partition(":")[0]
    database = _parsed(url) if scheme in {"sqlite", "postgres", "postgresql"} else None
    if database is None:
        # The address itself is not repeated: it may hold a password.
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read: give sqlite:///path/to/file.sqlite3 or "
            "postgres://user:password@host:5432/name, with special characters percent-encoded."
        )
    if not database["NAME"]:
        raise ImproperlyConfigured(
            "DATABASE_URL names no database: end it with the path of a file (sqlite:///path/to/file.sqlite3) "
            "or with the name of a database (postgres://user:password@host:5432/name)."
        )
    return _sqlite(database, base_dir) if scheme == "sqlite" else _postgresql(database)


def _parsed(url: str) -> dict[str, Any] | None:
    try:
        return {**dj_database_url.parse(url)}
    except ValueError:
        return None


def _postgresql(database: dict[str, Any]) -> dict[str, Any]:
    # A server that is down must show within seconds, as a sentence, not as a page that loads for ever.
    options = {"connect_timeout": 10, **database.get("OPTIONS", {})}
    return {**database, "OPTIONS": options, "CONN_HEALTH_CHECKS": True}


def _sqlite(database: dict[str, Any], base_dir: Path) -> dict[str, Any]:
    name = database["NAME"]
    if name != ":memory:":
        name = base_dir / name  # an absolute path stays as it is
    # WAL lets readers read while an editor saves. FULL loses no saved edit in a power cut. IMMEDIATE takes the
    # write lock at the start, so that of two editors one waits (up to the timeout) and neither fails half-way.
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
    return {**database, "NAME": name, "OPTIONS": options}


def _production_key(key: str) -> str:
    if not key:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set: in production the site needs a long random key of its own."
        )
    if len(key) < SHORTEST_SECRET_KEY or len(set(key)) < FEWEST_DIFFERENT_CHARACTERS:
        raise ImproperlyConfigured(
            f"SECRET_KEY is too weak: make it of at least {SHORTEST_SECRET_KEY} random characters."
        )
    return key


def _key_kept_in(key_file: Path) -> str:
    try:
        if not key_file.exists():
            _make_key_file(key_file)
        return key_file.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The local key cannot be kept in var/{key_file.name} ({error.strerror}): "
            "free some space, or check who may write in the folder var."
        ) from None


def _make_key_file(key_file: Path) -> None:
    """Write a new key under another name first: two servers that start together end with one whole key."""
    key_file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=key_file.parent, prefix=".secret-key-")  # its owner's only
    draft = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(SHORTEST_SECRET_KEY) + "\n")
        with contextlib.suppress(FileExistsError):
            key_file.hardlink_to(draft)
    finally:
        draft.unlink()
