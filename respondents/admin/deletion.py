"""Deleting rows: the page that asks first deletes only what it had shown, and nothing changed since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import NestedObjects
from django.db import DEFAULT_DB_ALIAS, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse

from respondents.admin.seen import Rows, changed_since, seen_versions
from respondents.models import EditorialModel


def rows_deleted_with(rows: Iterable[EditorialModel]) -> list[Rows]:
    """*rows*, and all that belongs to them and would be deleted too, or that holds them back."""
    rows = list(rows)
    collector = NestedObjects(using=DEFAULT_DB_ALIAS)
    collector.collect(rows)
    found: dict[type[EditorialModel], list[EditorialModel]] = defaultdict(list)
    for row in [*rows, *chain(*collector.model_objs.values()), *collector.protected]:
        if isinstance(row, EditorialModel):
            found[type(row)].append(row)
    return list(found.values())


def look_again(request: HttpRequest) -> None:
    """Make of a confirmed deletion a mere look at the page that asks for it."""
    request.method = "GET"
    request.POST = QueryDict()


def delete_those_seen(
    model_admin: ModelAdmin[Any], request: HttpRequest, queryset: Any
) -> HttpResponse | None:
    """Django's deletion of those selected, as long as nobody has changed them since the page asked."""
    changes: list[str] = []
    with transaction.atomic():
        shown = rows_deleted_with(queryset)
        seen = seen_versions(*shown)
        if "post" in request.POST and (changes := changed_since(request, *shown)):
            unconfirmed = request.POST.copy()
            del unconfirmed["post"]
            request.POST = unconfirmed  # type: ignore[assignment]  # as above
        answer: Any = delete_selected(model_admin, request, queryset)
    if isinstance(answer, TemplateResponse) and answer.context_data is not None:
        answer.context_data |= {"seen": seen, "changes": changes}
    return answer  # type: ignore[no-any-return]
