from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest

from questions.actions.history import hold
from questions.actions.rounds import refuse_unsound
from questions.admin.correcting import CorrectingAdmin
from questions.admin.pages import signed_in
from questions.models import Approach
from respondents.admin.rows import TabularRows
from respondents.admin.seen import Rows


class ApproachRows(TabularRows[Approach]):
    """The contact attempts with one recipient."""

    model = Approach
    fields = ["kind", "made_on", "channel", "outcome", "made_to", "private_note"]
    verbose_name_plural = "approaches: every attempt, also one that bounced"
    extra = 1
    show_change_link = True
    open_acts = ["add"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Approach]:
        return super().get_queryset(request).select_related("recipient")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        kept = obj is not None and obj.round.published_at is not None
        return not kept and super().has_delete_permission(request, obj)


@admin.register(Approach)
class ApproachAdmin(CorrectingAdmin[Approach]):
    """Contact attempts over all rounds."""

    list_display = ["recipient", "round", "kind", "made", "channel", "outcome", "made_by"]
    list_filter = ["outcome", "kind", "channel", "recipient__round"]
    list_select_related = ["recipient__round", "made_by"]
    search_fields = ["recipient__name", "made_to", "recipient__round__title"]
    autocomplete_fields = ["recipient"]
    private_fields = ["made_to", "private_note"]
    adding_is_open = True
    fieldsets = [
        (
            None,
            {
                "description": "One contact attempt. A bounce is not a silence; an automatic reply is not an answer.",
                "fields": [
                    "recipient",
                    "kind",
                    ("made_on", "made_on_words"),
                    "channel",
                    "outcome",
                ],
            },
        ),
        (
            "For the newsroom only",
            {"description": "Readers never see this.", "fields": ["made_to", "private_note"]},
        ),
    ]

    @admin.display(description="round", ordering="recipient__round")
    def round(self, approach: Approach) -> str:
        return str(approach.recipient.round)

    @admin.display(description="made", ordering="made_on")
    def made(self, approach: Approach) -> str:
        return approach.made

    def save_model(self, request: HttpRequest, obj: Approach, form: BaseForm, change: bool) -> None:
        """Hold the round first: an attempt changes what a silence that is being confirmed tells readers."""
        hold(obj.recipient.round)
        if not change:
            obj.made_by = signed_in(request)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A silence that readers see keeps its evidence."""
        super().save_related(request, form, formsets, change)
        if form.changed_data:
            refuse_unsound(form.instance.recipient.round, about=form.instance.recipient)

    def rows_held(self, obj: Approach) -> list[Rows]:
        return [[obj.recipient.round], [obj.recipient], [obj]]

    def fixed_fields(self, obj: Approach) -> list[str]:
        """Whom it went to stays: it may be the evidence of a silence."""
        return ["recipient"]
