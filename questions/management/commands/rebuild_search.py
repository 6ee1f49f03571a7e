"""`manage.py rebuild_search`: the index of the answers' words, made again or only looked at."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS

from questions.proof.summary import plural
from questions.search.index import Index

MOST_SHOWN = 20


class Command(BaseCommand):
    """Make the search index again from the record, and say what was wrong with it.

    With `--check` nothing is changed: it ends with 1 and a line for each fault if the index is out of date.
    """

    help = "Makes the index that answers are searched with again, from the record, and says what it changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Only say whether the index is out of date.")
        parser.add_argument(
            "--database", default=DEFAULT_DB_ALIAS, help="The database, if there are several."
        )

    def handle(self, *args: Any, check: bool, database: str, **options: Any) -> None:  # noqa: ARG002
        index = Index(apps, database)
        if check:
            self.check_it(index)
            return
        done = index.rebuild()
        if options["verbosity"] >= 1:
            self.stdout.write(
                f"The index holds {plural(done.answers, 'answer')}: {done.added} added, {done.changed} changed, "
                f"{done.removed} removed, {done.answers - done.added - done.changed} as they were."
            )

    def check_it(self, index: Index) -> None:
        """Say that the index is up to date, or raise with what is not."""
        faults = index.faults()
        for line in faults[:MOST_SHOWN]:
            self.stdout.write(line)
        if len(faults) > MOST_SHOWN:
            self.stdout.write(f"And {len(faults) - MOST_SHOWN} more.")
        if faults:
            raise CommandError(
                f"The index has {plural(len(faults), 'fault')}: run `manage.py rebuild_search`. Nothing was changed.",
                returncode=1,
            )
        self.stdout.write("The index is up to date.")
