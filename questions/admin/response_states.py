from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from questions.models import Response
from questions.models.publication import published_condition


class StateFilter(admin.SimpleListFilter):
    """Whether a response is public, was, or waits for somebody to publish it."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "to review"), ("public", "published"), ("withdrawn", "withdrawn")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Response]) -> QuerySet[Response]:
        match self.value():
            case "waiting":
                return queryset.filter(published_at__isnull=True)
            case "public":
                return queryset.filter(published_condition())
            case "withdrawn":
                return queryset.filter(withdrawn_at__isnull=False)
            case _:
                return queryset
