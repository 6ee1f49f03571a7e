"""Django's `loaddata` with the rules of the record: a bad fixture is refused whole, no edit is lost unasked."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser, OutputWrapper
from django.core.management.commands import loaddata as stock
from django.core.serializers.base import DeserializedObject
from django.db import IntegrityError, models, transaction
from django.utils.functional import cached_property

from questions.actions.blocks import blocks_of_anything
from questions.actions.decisions import clear_silence
from questions.actions.history import hold_all
from questions.fixture_files import FixtureFile, missing_link, reason_of
from questions.fixture_rows import (
    Difference,
    address_kept,
    check_against_constraints,
    check_by_itself,
    check_with_links,
    difference_from,
    name_of,
    row_on_file,
    sentences_of,
    unusual_in,
)
from questions.integrity import Fault, key_of, link_faults
from questions.models import Publisher, Recipient, Record, Response, Round, SearchText
from respondents.history import keep_as_read, not_recording
from respondents.models import EditorialModel

NOTHING_CHANGED = "Nothing was changed."


class WouldOverwriteError(Exception):
    """The fixtures would overwrite rows that nobody has agreed to lose."""

    def __init__(self, differences: list[Difference]) -> None:
        super().__init__(f"{len(differences)} rows differ from the fixtures")
        self.differences = differences


class Command(stock.Command):
    """Load fixtures, checked like everything else that enters the record.

    Each row has to pass its model's own rules, and all of them together the rules of `questions.integrity`, in
    the transaction that loads them. A row on file that differs from the fixture is named, and overwritten only
    when somebody says so. The question is put after that transaction was rolled back: nobody waits for the answer.
    """

    help = (
        "Loads the named fixtures, whole or not at all: every row is checked, and rows on file "
        "that differ are overwritten only when you say so."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--noinput",
            "--no-input",
            action="store_false",
            dest="interactive",
            help="Overwrite rows that differ from the fixtures without asking, and say which.",
        )

    def handle(self, *fixture_labels: str, **options: Any) -> None:
        self.asks: bool = options.pop("interactive")
        self.agreed: set[Difference] = set()
        self.uses_standard_input = False
        while True:
            report = io.StringIO()
            try:
                self._load(report, *fixture_labels, **options)
            except WouldOverwriteError as found:
                self.agreed = self.ask(found.differences)
            else:
                break
        self.stdout.write(report.getvalue(), ending="")
        if self.verbosity >= 1:
            self.list_rows("Overwrote what these rows held:", self.overwritten)
            self.list_rows(
                "No longer said not to have responded, as a reply of theirs is on file:", self.cleared
            )
            self.list_rows("Kept as they are, and worth a look for their unusual characters:", self.unusual)

    def _load(self, report: io.StringIO, *fixture_labels: str, **options: Any) -> None:
        """Load in one transaction; what the stock command says is kept in *report* until all of it is true."""
        shown, self.stdout = self.stdout, OutputWrapper(report)
        try:
            super().handle(*fixture_labels, **options)
        finally:
            self.stdout = shown

    def loaddata(self, fixture_labels: Sequence[str]) -> None:
        self.file: FixtureFile | None = None
        self.keeping = ""
        self.loaded: dict[tuple[type[models.Model], Any], EditorialModel] = {}
        self.changed: dict[EditorialModel, bool] = {}
        self.overwritten: list[Difference] = []
        self.unusual: list[str] = []
        self.cleared: list[Recipient] = []
        self.faults_before: set[Fault] | None = None
        self.objs_with_deferred_fields = []
        self.excluded_models.add(SearchText)  # made from the answers, here, and never read from elsewhere
        if Round.objects.using(self.using).ever_published().exists():
            self.excluded_models.add(
                Record
            )  # its feeds may have subscribers, who know its entries by that number
        try:
            with not_recording():
                super().loaddata(fixture_labels)
            self.keep_baseline()
            self.clear_silences()
            self.check_together()
        except (CommandError, WouldOverwriteError):
            raise
        except Exception as error:
            # Whatever a file of any shape makes the reading stumble over is a fault of the file.
            raise CommandError(f"{self.what_stopped(error)} {NOTHING_CHANGED}") from error
        if self.asks and not self.agreed.issuperset(self.overwritten):
            raise WouldOverwriteError(self.overwritten)

    def load_label(self, fixture_label: str) -> None:
        super().load_label(fixture_label)
        self.file = None

    @cached_property
    def compression_formats(self) -> dict[str | None, Any]:
        """The stock command's ways to open a file, each noting which one is being read."""
        formats = super().compression_formats
        return {name: (self._noting(way[0]), *way[1:]) for name, way in formats.items()}

    def _noting(self, opened: Callable[..., Any]) -> Callable[..., io.BytesIO]:
        def open_and_note(path: str, mode: str | None) -> io.BytesIO:
            if path == stock.READ_STDIN:
                content = sys.stdin.read().encode()
                self.uses_standard_input = True
            else:
                with opened(path, mode) as file:
                    content = file.read()
            self.file = FixtureFile(path, content, skips_unknown=self.ignore)
            return io.BytesIO(content)

        return open_and_note

    def save_obj(self, obj: DeserializedObject) -> bool:
        row = obj.object
        if isinstance(row, EditorialModel) and not self._is_excluded(row):
            self._link_to_loaded(row)
            # Named before it is kept: a database that has refused something answers no more questions.
            self.keeping = name_of(row)
            self._check_row(obj, row)
            saved = self._keep(obj, row)
            self.loaded[type(row), row.pk] = row
            if self.is_new or self.is_changed:
                self.changed.setdefault(row, self.is_new)
        else:
            self.keeping = f"{row._meta.label_lower} (number {row.pk})"
            saved = super().save_obj(obj)
        self.keeping = ""
        if self.file:
            self.file.read += 1
        return saved

    def _is_excluded(self, row: models.Model) -> bool:
        return row._meta.app_config in self.excluded_apps or type(row) in self.excluded_models

    def _keep(self, obj: DeserializedObject, row: EditorialModel) -> bool:
        """Save a row, and say which constraint it breaks if the database refuses it."""
        try:
            with transaction.atomic(using=self.using):
                return super().save_obj(obj)
        except IntegrityError:
            try:
                check_against_constraints(obj)
            except ValidationError as error:
                raise self.refusal(row, sentences_of(error)) from error
            raise

    def _link_to_loaded(self, row: EditorialModel) -> None:
        """Spare a query for each link to a row that was loaded just before."""
        for field in row._meta.concrete_fields:
            if field.is_relation and isinstance(field.related_model, type):
                other = self.loaded.get((field.related_model, getattr(row, field.attname)))
                if other is not None:
                    setattr(row, field.name, other)

    def _check_row(self, obj: DeserializedObject, row: EditorialModel) -> None:
        """Refuse a row that is wrong by itself, and note how it differs from the one on file."""
        if self.faults_before is None:
            hold_all(Round.objects.using(self.using))  # nobody records a reply or a silence meanwhile
            self.faults_before = set(link_faults(self.using))
        row._state.db = self.using
        if self.file and (wrong := self.file.fault_in_current()):
            raise self.refusal(row, f"{wrong}.")
        on_file = row_on_file(row, self.using)
        row._state.adding = self.is_new = on_file is None
        if on_file is not None and (moved := address_kept(row, on_file)):
            raise self.refusal(row, moved)
        self.is_changed = False
        try:
            check_by_itself(row)
        except ValidationError as error:
            raise self.refusal(row, sentences_of(error)) from error
        self.unusual += [f"{self.keeping}: {found}" for found in unusual_in(row)]
        if on_file is not None:
            self._note_difference(obj, row, on_file)

    def _note_difference(self, obj: DeserializedObject, row: EditorialModel, on_file: EditorialModel) -> None:
        differing = difference_from(on_file, obj)
        if differing and (type(row), row.pk) in self.loaded:
            raise self.refusal(
                row, f"It stands twice in the fixtures, with different words: {', '.join(differing)}."
            )
        self.is_changed = bool(differing)
        if differing:
            self.overwritten.append(Difference(row._meta.label_lower, key_of(on_file), differing))
        row.version = on_file.version + bool(differing)

    def check_together(self) -> None:
        """Refuse what only shows when every row is there: the models' rules about links, and those of the record."""
        for row in self.loaded.values():
            try:
                check_with_links(row)
            except ValidationError as error:
                raise self.refusal(row, sentences_of(error)) from error
        self.refuse_publication_by_nobody()
        if self.faults_before is None:
            return
        loaded = {(row._meta.label_lower, key_of(row)) for row in self.loaded.values()}
        for fault in link_faults(self.using):
            if fault not in self.faults_before or (fault.model, fault.key) in loaded:
                raise CommandError(
                    f"{fault.model} ({fault.key}) is refused: {fault.message} {NOTHING_CHANGED}"
                )

    def refuse_publication_by_nobody(self) -> None:
        """Refuse what would be public while it is not filled in who publishes it: new rounds, or an emptied record."""
        published = Round.objects.using(self.using).ever_published()
        for row in self.changed:
            is_public = isinstance(row, Round | Response) and row.published_at is not None
            if is_public or (isinstance(row, Publisher) and published.exists()):
                for block in blocks_of_anything():
                    raise self.refusal(row, block.sentence)

    def keep_baseline(self) -> None:
        """Write into the history what was read, from which the first edit is told."""
        for row, is_new in self.changed.items():
            keep_as_read(row, is_new=is_new, reason="Read from a fixture.")

    def clear_silences(self) -> None:
        """Call nobody silent of whom a reply is on file now, whichever of the two the fixtures brought."""
        silent = Recipient.objects.using(self.using).called_silent_beside_a_reply().select_related("round")
        self.cleared = list(silent.order_by("pk"))
        clear_silence(self.cleared, by=None)
        for recipient in self.cleared:
            read = self.loaded.get((Recipient, recipient.pk))
            if read is not None:
                read.refresh_from_db(using=self.using)

    def refusal(self, row: models.Model, sentence: str) -> CommandError:
        """The refusal of everything because of one *row*."""
        end = "" if sentence.lower().endswith(NOTHING_CHANGED.lower()) else f" {NOTHING_CHANGED}"
        return CommandError(f"{self._where()}{name_of(row)} is refused: {sentence}{end}")

    def _where(self) -> str:
        return f"{self.file.name}: " if self.file else ""

    def what_stopped(self, error: Exception) -> str:
        """The sentence for an error of the stock command or the database: which object, and why."""
        if self.keeping:
            return f"{self._where()}{self.keeping} cannot be kept: {reason_of(error)}"
        if self.file is not None:
            return self.file.what_stopped(error, self.using)
        if isinstance(error, IntegrityError):
            return f"The fixtures refer to rows that are not there: {reason_of(error)}"
        for row in self.objs_with_deferred_fields:
            if missing := missing_link(row.deferred_fields.items(), self.using):
                return f"{name_of(row.object)}: {missing}"
        return f"The fixtures cannot be loaded: {reason_of(error)}"

    def ask(self, differences: list[Difference]) -> set[Difference]:
        """Name the rows that would be overwritten, and ask; raises CommandError unless the answer is yes."""
        self.list_rows("These rows on file differ from the fixtures:", differences)
        if self.uses_standard_input or sys.stdin is None or not sys.stdin.isatty():
            raise CommandError(
                f"{NOTHING_CHANGED} There is nobody here to ask: run it again with --noinput to overwrite these rows."
            )
        try:
            answer = input("Overwrite them with what the fixtures hold? [y/N] ")
        except EOFError:
            answer = ""
        if answer.strip().lower() not in {"y", "yes"}:
            raise CommandError(f"{NOTHING_CHANGED} The rows stay as they are, and nothing else was loaded.")
        return set(differences)

    def list_rows(self, heading: str, rows: Sequence[object]) -> None:
        """A heading with a line for each row under it; nothing where there is none."""
        for line in [heading, *(f"  {row}" for row in rows)] if rows else []:
            self.stdout.write(line)
