from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from questions.models import Signatory
from respondents.admin.rows import StackedRows


class SignatoryRows(StackedRows[Signatory]):
    """How each of the signatories is named in the reply."""

    model = Signatory
    fieldsets = [(None, {"fields": [("position", "signed_as"), "spoken_for"]})]
    verbose_name_plural = "how they signed"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Signatory]:
        return super().get_queryset(request).select_related("recipient", "response__round")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
