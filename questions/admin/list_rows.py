"""Those on a round's list, as rows on the round's own page: who is there, and who is put on it by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from questions.forms.recipients import NewRecipientFormSet, RecipientForm
from questions.models import Recipient, Round
from respondents.admin.rows import StackedRows, TabularRows


class RecipientRows(TabularRows[Recipient]):
    """Those on a round's list, on the round's own page, while they are few."""

    model = Recipient
    fields = ["who", "position", "party", "role", "area", "where_they_stand"]
    readonly_fields = ["who", "where_they_stand"]
    shared_choices = ("party",)
    verbose_name_plural = "recipients: on the list, with party, role and area as they are when asked"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Recipient]:
        return Recipient.objects.with_standing().select_related("politician").in_order()

    @admin.display(description="who")
    def who(self, recipient: Recipient) -> str:
        address = reverse("admin:questions_recipient_change", args=[recipient.pk])
        return format_html('<a href="{}">{}</a>', address, recipient.name)

    @admin.display(description="standing")
    def where_they_stand(self, recipient: Recipient) -> str:
        return recipient.standing.label

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        kept = isinstance(obj, Round) and obj.published_at is not None
        return not kept and super().has_delete_permission(request, obj)


class NewRecipientRows(StackedRows[Recipient]):
    """Rows in which somebody who sits on no body, an organisation or a group is put on the list by hand."""

    model = Recipient
    form = RecipientForm
    formset: Any = NewRecipientFormSet
    extra = 1
    classes = ["collapse"]
    fieldsets = [
        (
            None,
            {
                "description": "A person needs a politician on file; an organisation or a group needs a name only.",
                "fields": [("kind", "size"), ("politician", "name"), ("party", "role", "area")],
            },
        )
    ]
    autocomplete_fields = ["politician"]
    shared_choices = ("party",)
    verbose_name = "recipient"
    verbose_name_plural = "somebody else: a single person, an organisation or an unnamed group"
