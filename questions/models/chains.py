"""Chains of rows that each point at an earlier one: rounds that follow, questions that repeat, answers carried forward.

Both databases follow a chain of any length in one query; Django's own queries cannot. Rows are gathered as a
set, so that even a circle, which the models refuse, would come to an end.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Combinable
from django.db.models.sql.compiler import SQLCompiler


class Chain(models.Func):
    """The primary keys of the rows where it starts, and of those that *link* leads to in any number of steps.

    For ``__in``. *start* is a primary key, an expression for one, or a queryset of them.
    """

    name: str
    step: str
    sql = (
        "(WITH RECURSIVE {name} (pk) AS ("
        "SELECT link.{pk} FROM {table} link WHERE link.{pk} IN {start} UNION {step}"
        ") SELECT pk FROM {name})"
    )

    def __init__(
        self, start: int | Combinable | models.QuerySet[Any, Any], model: type[models.Model], link: str
    ) -> None:
        first = models.Value(start) if isinstance(start, int) else start
        super().__init__(first, output_field=models.BigAutoField())
        self.table, self.column = model._meta.db_table, f"{link}_id"

    def as_sql(  # type: ignore[override]  # Django's own parts of a function are not used
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> tuple[str, list[Any]]:
        start, params = compiler.compile(self.source_expressions[0])
        quote = connection.ops.quote_name
        names = {
            "name": self.name,
            "table": quote(self.table),
            "pk": quote("id"),
            "link": quote(self.column),
        }
        step = self.step.format(**names)
        start = start if start.startswith("(") else f"({start})"
        return self.sql.format(start=start, step=step, **names), list(params)


class Earlier(Chain):
    """Where the chain starts, and everything that lies before it."""

    name = "earlier"
    step = (
        "SELECT link.{link} FROM {table} link INNER JOIN {name} ON link.{pk} = {name}.pk "
        "WHERE link.{link} IS NOT NULL"
    )


class Later(Chain):
    """Where the chain starts, and everything that goes back to it."""

    name = "later"
    step = "SELECT link.{pk} FROM {table} link INNER JOIN {name} ON link.{link} = {name}.pk"


def same_one(through: str, outer: str = "") -> models.Q:
    """That the recipient at *through* is the same one, perhaps in another round, as the outer row's at *outer*.

    People are the same by politician; organisations and groups by their short name.
    """
    return models.Q(**{f"{through}politician": models.OuterRef(f"{outer}politician")}) | models.Q(
        **{
            f"{through}politician__isnull": True,
            f"{through}kind": models.OuterRef(f"{outer}kind"),
            f"{through}slug": models.OuterRef(f"{outer}slug"),
        }
    )
