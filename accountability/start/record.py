"""Preparing the record before it is served: its tables, its first articles, and somebody who can sign in."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from accountability.start.obstacles import DISK_FULL, DISK_FULL_WORDS, Obstacle

FIRST_FIXTURES = ["reference", "norfolk-mps", "childrens-services-committee"]
# Recorded like a migration: in the database itself, so that a copy of the database knows it too.
FIRST_LOAD = ("accountability", "first_fixtures_loaded")


@dataclass(frozen=True)
class SignIn:
    """Who can sign in to the admin; the password only if it was made just now."""

    username: str
    new_password: str = ""


def prepare() -> SignIn:
    """Bring the record up to date and return who can sign in; an obstacle leaves no new database behind."""
    with _no_database_left_on_failure(), _database_errors_as_sentences():
        connection.ensure_connection()
        call_command("migrate", verbosity=0, interactive=False)
        load_first_record()
        if not settings.DEBUG:
            collect_static_files()
        sign_in = administrator()
    connection.close()
    return sign_in


def load_first_record() -> bool:
    """Load the fixtures unless this database ever held a record; return whether they were loaded.

    An editor may have deleted every row of them: deleted is deleted.
    """
    with transaction.atomic():
        recorder = MigrationRecorder(connection)
        if recorder.migration_qs.filter(app=FIRST_LOAD[0], name=FIRST_LOAD[1]).exists():
            return False
        empty = not _holds_anything()
        if empty:
            print("Loading the first two articles ...", flush=True)
            _load(FIRST_FIXTURES)
        recorder.record_applied(*FIRST_LOAD)
    return empty


def administrator() -> SignIn:
    """Somebody who can sign in and do everything; made when there is nobody."""
    people = get_user_model().objects
    existing = people.filter(is_active=True, is_superuser=True, is_staff=True).order_by("pk").first()
    if existing is not None:
        return SignIn(existing.get_username())
    username = os.environ.get("DJANGO_SUPERUSER_USERNAME", "").strip() or "editor"
    given = os.environ.get("DJANGO_SUPERUSER_PASSWORD", "")
    password = given or "-".join(secrets.token_hex(2) for _ in range(4))
    if people.filter(username=username).exists():
        raise Obstacle(
            f"Nobody can administer the record, and {username!r} is somebody else's name: "
            "set DJANGO_SUPERUSER_USERNAME to a new one and start again."
        )
    people.create_superuser(username, password=password)
    return SignIn(username, "" if given else password)


def collect_static_files() -> None:
    """Gather style sheets and pictures, compressed, for the server; all of them or none.

    Django takes a file that is already there for a good one, so one that was cut short would stay for ever. Its
    list of the files is written last: where there is no list, an earlier start was interrupted.
    """
    folder = Path(settings.STATIC_ROOT)
    if not (folder / "staticfiles.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
    try:
        call_command("collectstatic", verbosity=0, interactive=False)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _holds_anything() -> bool:
    models = [
        model for app in ("respondents", "questions") for model in apps.get_app_config(app).get_models()
    ]
    return any(model._base_manager.exists() for model in models)


def _load(fixtures: list[str]) -> None:
    try:
        call_command("loaddata", *fixtures, verbosity=0)
    except (CommandError, DeserializationError, IntegrityError, ValidationError) as error:
        said = " ".join(str(error).split())
        raise Obstacle(f"The first articles could not be loaded, and nothing was kept: {said}") from None


@contextmanager
def _database_errors_as_sentences() -> Iterator[None]:
    try:
        yield
    except DatabaseError as error:
        raise Obstacle(_sentence(error)) from None


def _sentence(error: DatabaseError) -> str:
    said = " ".join(str(error).split())
    if any(words in said for words in DISK_FULL_WORDS):
        return DISK_FULL
    if connection.vendor == "sqlite":
        return (
            f"The database file {connection.settings_dict['NAME']} cannot be used ({said}): "
            "check DATABASE_URL, the file and its folder, and start again."
        )
    return (
        f"The database in DATABASE_URL cannot be used ({said}): "
        "start its server or correct the address, and start again."
    )


@contextmanager
def _no_database_left_on_failure() -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    file = Path(settings.DATABASES["default"]["NAME"])
    is_new = not file.exists()
    if file.is_relative_to(settings.VAR_DIR):
        file.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        connection.close()
        if is_new:
            for ending in ("", "-wal", "-shm", "-journal"):
                file.with_name(file.name + ending).unlink(missing_ok=True)
        raise
