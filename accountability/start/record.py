"""Preparing the record before it is served: its tables, its first articles, and people who can sign in."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.core.serializers.base import DeserializationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from accountability.start.obstacles import DISK_FULL, DISK_FULL_WORDS, Obstacle
from accountability.start.sign_ins import SignIn, sign_ins

FIRST_FIXTURES = ["reference", "norfolk-mps", "childrens-services-committee"]
MADE_BY_MIGRATIONS = {"questions.Publisher", "questions.HistoricalPublisher", "questions.Record"}
# Recorded like a migration: in the database itself, so that a copy of the database knows it too.
FIRST_LOAD = ("accountability", "first_fixtures_loaded")


def prepare(*, empty: bool = False) -> list[SignIn]:
    """Bring the record up to date and return who can sign in; an obstacle leaves no new database behind.

    A new database is given the first articles, unless it is to be *empty*.
    """
    with _no_database_left_on_failure(), _database_errors_as_sentences():
        connection.ensure_connection()
        call_command("migrate", verbosity=0, interactive=False)
        load_first_record(empty=empty)
        if not settings.DEBUG:
            collect_static_files()
        people = sign_ins()
    connection.close()
    return people


def load_first_record(*, empty: bool = False) -> bool:
    """Load the fixtures unless this database ever held a record or begins *empty*; return whether they were loaded.

    An editor may have deleted every row of them: deleted is deleted. Nothing that is on file is taken out.
    """
    with transaction.atomic():
        recorder = MigrationRecorder(connection)
        if recorder.migration_qs.filter(app=FIRST_LOAD[0], name=FIRST_LOAD[1]).exists():
            return False
        is_first = not _holds_anything()
        loads = is_first and not empty
        if loads:
            print("Loading the first two articles ...", flush=True)
            _load(FIRST_FIXTURES)
        recorder.record_applied(*FIRST_LOAD)
    return loads


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
    """Whether anybody, or a fixture, ever put anything on record; who publishes it stands there from the start."""
    models = [
        model
        for app in ("respondents", "questions")
        for model in apps.get_app_config(app).get_models()
        if model._meta.label not in MADE_BY_MIGRATIONS
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
