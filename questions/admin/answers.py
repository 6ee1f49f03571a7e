from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from questions.actions.amendments import refuse_emptying
from questions.integrity import refuse_broken_links
from questions.models import Answer
from questions.sentences import join_names
from respondents.admin.editorial import EditorialAdmin, EditorialForm


class AnswerForm(EditorialForm[Answer]):
    """One answer; its coded position is chosen among those that the question offers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            offered = [(position, position) for position in self.instance.question.positions]
            self.fields["position"] = forms.ChoiceField(
                label="Coded position",
                choices=[("", "not coded"), *offered],
                required=False,
                help_text="For a typed question: which of its choices the answer comes to.",
            )


@admin.register(Answer)
class AnswerAdmin(EditorialAdmin[Answer]):
    """Single answers: to withhold one, to annotate it, or to say how it is attributed."""

    form = AnswerForm
    list_display = ["whose", "question", "round", "opening", "withheld", "is_paraphrase", "is_public_now"]
    list_filter = ["withheld", "is_paraphrase", "is_cut", "response__round"]
    list_select_related = ["response__round", "question"]
    search_fields = ["text", "response__slug", "response__signatories__recipient__name", "question__text"]
    autocomplete_fields = ["replaces", "carried_from"]
    readonly_fields = ["whose", "asked"]
    fieldsets = [
        (
            "The words",
            {
                "description": "Word for word. Where the response is public, readers see what you change at once.",
                "fields": ["whose", "asked", "text", "position", ("is_paraphrase", "is_cut")],
            },
        ),
        (
            "What readers are told beside them",
            {"description": "Both may stay empty.", "fields": ["inference", "public_note"]},
        ),
        (
            "Withholding the words",
            {
                "description": "The answer still counts as received, and readers see that it is held and why.",
                "fields": ["withheld", "withheld_on", "withheld_note"],
            },
        ),
        (
            "Other answers of theirs",
            {
                "description": "When this one takes the place of another, or stands for one of an earlier round.",
                "classes": ["collapse"],
                "fields": ["replaces", "carried_from"],
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Answer]:
        with_people = super().get_queryset(request).prefetch_related("response__signatories__recipient")
        return with_people.select_related("question", "response__round")

    @admin.display(description="whose")
    def whose(self, answer: Answer) -> str:
        names = join_names([signatory.recipient.name for signatory in answer.response.signatories.all()])
        if not names:
            return "nobody"
        return format_html(
            '<a href="{}">{}</a>',
            reverse("admin:questions_response_change", args=[answer.response_id]),
            names,
        )

    @admin.display(description="to the question")
    def asked(self, answer: Answer) -> str:
        return f"{answer.question.label}. {answer.question.text}"

    @admin.display(description="round", ordering="response__round")
    def round(self, answer: Answer) -> str:
        return str(answer.response.round)

    @admin.display(description="words")
    def opening(self, answer: Answer) -> str:
        return f"{answer.text[:80]}…" if len(answer.text) > 80 else answer.text

    @admin.display(description="public", boolean=True)
    def is_public_now(self, answer: Answer) -> bool:
        return answer.response.is_published() and answer.response.round.is_published()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Answers are entered on the page of their response."""
        return False

    def save_model(self, request: HttpRequest, obj: Answer, form: BaseForm, change: bool) -> None:
        if "withheld" in form.changed_data and obj.withheld and not obj.withheld_on:
            obj.withheld_on = timezone.localdate().isoformat()
        if form.initial.get("text") and not obj.text.strip() and self.was_published(obj):
            refuse_emptying(obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """An answer takes the place of one of the same people's only."""
        super().save_related(request, form, formsets, change)
        if {"replaces", "carried_from"} & set(form.changed_data):
            refuse_broken_links(form.instance)

    def was_published(self, obj: Answer) -> bool:
        return obj.response.published_at is not None
