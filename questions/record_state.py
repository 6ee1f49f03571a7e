"""Whether anything that readers may see can be another than it was: a mark for the record as a whole, in one query.

Every change of every editorial row leaves a copy of it (`respondents.history`), and what becomes public or ceases to
be so without a change does it by its moment. So the number of copies and the number of moments that have passed
are the same only where nothing has changed. Numbers of copies and not the last one's: another transaction may
commit a copy with an earlier number after it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value
from django.utils.crypto import salted_hmac

from questions.models import Response, Round
from respondents.history import history_tables


def mark_of_record(at: datetime.datetime, *about: str) -> str:
    """A mark of the whole record as it is at the moment *at*, and of whatever else a text is *about*.

    It tells nothing of what changed, least of all of what is not public.
    """
    rows = sorted(tuple(row) for row in _counted(at))
    return salted_hmac("questions.record_state", repr((rows, about)), algorithm="sha256").hexdigest()[:32]


def _counted(at: datetime.datetime) -> Iterable[tuple[str, int]]:
    parts: list[QuerySet[Any, Any]] = [
        _number_of(model._meta.db_table, model._default_manager.all()) for model in history_tables()
    ]
    for publishable in (Round, Response):
        rows = publishable._base_manager.all()
        name = publishable._meta.db_table
        parts += [
            _number_of(f"{name}, published", rows.filter(published_at__lte=at)),
            _number_of(f"{name}, withdrawn", rows.filter(withdrawn_at__lte=at)),
        ]
    first, *others = parts
    return first.union(*others, all=True)


def _number_of(name: str, rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    named = rows.order_by().annotate(of=Value(name, output_field=CharField())).values("of")
    counted: QuerySet[Any, Any] = named.annotate(number=Count("pk")).values_list("of", "number")
    return counted
