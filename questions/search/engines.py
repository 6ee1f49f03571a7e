"""How each of the two databases finds words in the index: FTS5 on SQLite, a GIN index on PostgreSQL.

Both are given words that are folded already and stand between spaces, and take them as they are: SQLite's plainest
tokenizer knows only the space among them, and PostgreSQL's parser and dictionaries are not asked at all. So both find
the same.

SQLite's index is a second table that three triggers keep in step. SQLite drops the triggers of a table, silently,
when a migration makes the table anew, so `prepare` puts back whatever is missing, after every migration.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import DatabaseError, NotSupportedError, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from questions.search.asked import Wanted

TABLE = "questions_searchtext"
FTS = f"{TABLE}_fts"
GIN = f"{TABLE}_words_gin"

FTS_TABLE = """
CREATE VIRTUAL TABLE questions_searchtext_fts USING fts5(
    words, content='questions_searchtext', content_rowid='answer_id',
    tokenize='ascii', prefix='2 3', detail='none', columnsize=0
)"""
TRIGGERS = {
    f"{FTS}_insert": """
CREATE TRIGGER questions_searchtext_fts_insert AFTER INSERT ON questions_searchtext BEGIN
    INSERT INTO questions_searchtext_fts (rowid, words) VALUES (new.answer_id, new.words);
END""",
    f"{FTS}_update": """
CREATE TRIGGER questions_searchtext_fts_update AFTER UPDATE ON questions_searchtext BEGIN
    INSERT INTO questions_searchtext_fts (questions_searchtext_fts, rowid, words)
    VALUES ('delete', old.answer_id, old.words);
    INSERT INTO questions_searchtext_fts (rowid, words) VALUES (new.answer_id, new.words);
END""",
    f"{FTS}_delete": """
CREATE TRIGGER questions_searchtext_fts_delete AFTER DELETE ON questions_searchtext BEGIN
    INSERT INTO questions_searchtext_fts (questions_searchtext_fts, rowid, words)
    VALUES ('delete', old.answer_id, old.words);
END""",
}
FTS_FINDS = "IN (SELECT rowid FROM questions_searchtext_fts WHERE questions_searchtext_fts MATCH {asked})"
FTS_CHECK = (
    "INSERT INTO questions_searchtext_fts (questions_searchtext_fts, rank) VALUES ('integrity-check', 1)"
)
FTS_REBUILD = "INSERT INTO questions_searchtext_fts (questions_searchtext_fts) VALUES ('rebuild')"
GIN_INDEX = """
CREATE INDEX questions_searchtext_words_gin ON questions_searchtext
USING gin (array_to_tsvector(string_to_array(words, ' '))) WITH (fastupdate = off)"""
VECTOR = "array_to_tsvector(string_to_array({words}, ' '))"


class FoldedWordsField(models.TextField[str, str]):
    """The folded words of an answer, each once, between spaces. The lookup `finds` takes `Wanted` words."""


@FoldedWordsField.register_lookup
class Finds(models.Lookup[Any]):
    """The rows in whose words every wanted word occurs."""

    lookup_name = "finds"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        words: Iterable[Wanted] = value
        if connection.vendor == "postgresql":
            return "%s", [" & ".join(f"'{word.text}'{'' if word.is_whole else ':*'}" for word in words)]
        return "%s", [" ".join(f'"{word.text}"{"" if word.is_whole else " *"}' for word in words)]

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:  # noqa: ARG002 - Django's signature
        raise NotSupportedError(
            f"Answers are searched with SQLite and PostgreSQL, not with {connection.vendor}."
        )

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        words, parameters = self.process_lhs(compiler, connection)
        asked, wanted = self.process_rhs(compiler, connection)
        return f"{VECTOR.format(words=words)} @@ {asked}::tsquery", [*parameters, *wanted]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        alias = connection.ops.quote_name(self.lhs.alias)
        asked, wanted = self.process_rhs(compiler, connection)
        return f'{alias}."answer_id" {FTS_FINDS.format(asked=asked)}', wanted


def prepare(using: str) -> list[str]:
    """Put back what the database needs to search and has not; returns what was missing."""
    connection = connections[using]
    return _prepare_sqlite(connection) if connection.vendor == "sqlite" else _prepare_postgresql(connection)


def missing(using: str) -> list[str]:
    """What the database needs to search and has not, by name."""
    connection = connections[using]
    wanted = [FTS, *TRIGGERS] if connection.vendor == "sqlite" else [GIN]
    there = _there(connection)
    return [name for name in wanted if name not in there]


def is_in_step(using: str) -> bool:
    """Whether the database's own index holds what the table of words holds. PostgreSQL sees to that itself."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        try:
            cursor.execute(FTS_CHECK)
        except DatabaseError:
            return False
    return True


def make_again(using: str) -> None:
    """Make SQLite's own index again, from the table of words. PostgreSQL's is never out of step."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(FTS_REBUILD)


def _there(connection: BaseDatabaseWrapper) -> set[str]:
    asked = (
        "SELECT name FROM sqlite_master"
        if connection.vendor == "sqlite"
        else "SELECT indexname FROM pg_indexes WHERE schemaname = ANY (current_schemas(false))"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {name for (name,) in cursor.fetchall()}


def _prepare_sqlite(connection: BaseDatabaseWrapper) -> list[str]:
    lacking = missing(connection.alias)
    with connection.cursor() as cursor:
        if FTS in lacking:
            cursor.execute(FTS_TABLE)
        for name, trigger in TRIGGERS.items():
            if name in lacking:
                cursor.execute(trigger)
    if lacking:
        make_again(connection.alias)  # whatever was written while they were missing
    return lacking


def _prepare_postgresql(connection: BaseDatabaseWrapper) -> list[str]:
    lacking = missing(connection.alias)
    if lacking:
        with connection.cursor() as cursor:
            cursor.execute(GIN_INDEX)
    return lacking
