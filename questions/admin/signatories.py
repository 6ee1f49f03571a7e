from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from questions.models import Signatory
from respondents.admin.rows import TabularRows


class SignatoryRows(TabularRows[Signatory]):
    """How each of the signatories is named in the reply."""

    model = Signatory
    fields = ["who", "position", "spoken_for", "signed_as"]
    readonly_fields = ["who"]
    verbose_name_plural = "how they signed"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Signatory]:
        return super().get_queryset(request).select_related("recipient", "response__round")

    @admin.display(description="who")
    def who(self, signatory: Signatory) -> str:
        return signatory.recipient.name

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
