"""`manage.py verify`: the record, proved from both sides."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from questions.integrity import Fault, link_faults, text_faults
from questions.models import Round
from questions.proof import (
    RoundOnFile,
    as_json,
    faults_of_article,
    faults_of_record,
    in_a_line,
    plural,
    printed,
    published_rounds,
    round_named,
)

NOTHING = "There is nothing to verify: no round is published."
COLUMNS = ("rule", "row", "message")


class Command(BaseCommand):
    """Prove every published round from both sides, and the links of the whole record.

    From the record: words stand in their source, silences have evidence, counts add up, no link crosses rounds. From
    the source: each paragraph of a proof-read article is in the record once, in order, under its speaker. Ends with 1
    and a table when there is a fault.
    """

    help = "Proves the published rounds against their sources, and the links of the whole record."

    def add_arguments(self, parser: CommandParser) -> None:
        way = parser.add_mutually_exclusive_group()
        way.add_argument(
            "--show", metavar="ROUND", help="Print this round like an article, for proof-reading."
        )
        way.add_argument(
            "--json", action="store_true", dest="as_json", help="Print numbers and faults as JSON."
        )

    def handle(self, *args: Any, show: str | None, as_json: bool, **options: Any) -> None:  # noqa: ARG002
        if Round._meta.db_table not in connection.introspection.table_names():
            rounds, faults = [], []
        elif show is not None:
            self.show(show)
            return
        else:
            rounds = published_rounds()
            faults = sorted(set(all_faults(rounds)), key=lambda fault: (fault.rule, fault.model, fault.key))
        if as_json:
            self.print_json(rounds, faults)
        else:
            self.print_table(rounds, faults)
        if faults:
            raise CommandError(
                f"The record has {plural(len(faults), 'fault')}. Nothing was changed.", returncode=1
            )

    def show(self, slug: str) -> None:
        """Print one round, published or not."""
        on_file = round_named(slug)
        if on_file is None:
            there = ", ".join(Round.objects.order_by("slug").values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no round “{slug}”. The rounds on file are: {there}.")
        self.stdout.write(printed(on_file))

    def print_json(self, rounds: list[RoundOnFile], faults: list[Fault]) -> None:
        """Everything in one JSON document, on standard output."""
        self.stdout.write(json.dumps(as_json(rounds, faults), ensure_ascii=False, indent=2))

    def print_table(self, rounds: list[RoundOnFile], faults: list[Fault]) -> None:
        """A line for each round; the faults as a table."""
        for on_file in rounds:
            self.stdout.write(in_a_line(on_file))
        for line in table(faults):
            self.stdout.write(line)
        if not faults:
            self.stdout.write("No faults." if rounds else NOTHING)


def all_faults(rounds: list[RoundOnFile]) -> Iterator[Fault]:
    """Every fault of the record: links and characters of all rows, words and evidence of published rounds."""
    yield from link_faults()
    yield from text_faults()
    for on_file in rounds:
        yield from faults_of_record(on_file)
        yield from faults_of_article(on_file)


def table(faults: list[Fault]) -> list[str]:
    """The faults in columns: rule, row, message."""
    rows = [(fault.rule, f"{fault.model} ({fault.key})", fault.message) for fault in faults]
    if not rows:
        return []
    widths = [max(len(row[column]) for row in [COLUMNS, *rows]) for column in range(2)]
    lines = [COLUMNS, tuple("-" * len(name) for name in COLUMNS), *rows]
    return [f"{rule:<{widths[0]}} | {row:<{widths[1]}} | {message}" for rule, row, message in lines]
