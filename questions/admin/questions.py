from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, Max, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest

from questions.admin.correcting import CorrectingAdmin
from questions.integrity import refuse_broken_links
from questions.models import Question, Recipient, Round
from respondents.admin.forms import EditorialForm
from respondents.admin.rows import EditorialFormSet, StackedRows
from respondents.admin.seen import Rows


class QuestionFormSet(EditorialFormSet[Question]):
    """The questions of a round; one without a number takes the next."""

    def add_fields(self, form: EditorialForm[Question], index: int | None) -> None:
        super().add_fields(form, index)
        if "number" in form.fields:
            form.fields["number"].required = bool(form.instance.pk)
            if not form.instance.pk:
                form.fields["number"].help_text = "Left empty, it is the next one."

    def save_new(self, form: EditorialForm[Question], commit: bool = True) -> Question:  # noqa: FBT002
        question = form.instance
        if not question.number:
            last = self.instance.questions.aggregate(last=Max("number"))["last"] or 0
            typed = [each.instance.number or 0 for each in self.forms if each.has_changed()]
            question.number = max(last, *typed, 0) + 1
        return super().save_new(form, commit)


class QuestionRows(StackedRows[Question]):
    """The questions on their round's page. To whom each was put stands on a page of its own."""

    model = Question
    formset: Any = QuestionFormSet
    extra = 1
    show_change_link = True
    ordering = ["number"]
    fieldsets = [
        (None, {"fields": ["number", "preamble", "text", "short_title"]}),
        (
            "Kind, limits and notes",
            {
                "classes": ["collapse"],
                "fields": [
                    "kind",
                    "choices",
                    ("scale_from", "scale_to"),
                    "optional",
                    "printed_number",
                    "dropped_on",
                    "public_note",
                ],
            },
        ),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["number"] if _was_public(obj) else []

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not _was_public(obj) and super().has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not _was_public(obj) and super().has_delete_permission(request, obj)


def _was_public(round_: Round | None) -> bool:
    return round_ is not None and round_.published_at is not None


@admin.register(Question)
class QuestionAdmin(CorrectingAdmin[Question]):
    """Questions over all rounds: to whom each was put, and which earlier one it repeats."""

    list_display = ["label", "title", "round", "kind", "optional", "answer_count"]
    list_display_links = ["label", "title"]
    list_filter = ["kind", "optional", "round"]
    list_select_related = ["round"]
    ordering = ["-round", "number"]
    search_fields = ["text", "short_title", "round__title"]
    autocomplete_fields = ["round", "repeats"]
    filter_horizontal = ["put_to"]
    fieldsets = [
        (
            "The question",
            {
                "description": "Exactly as it was put. A question that was reworded is another question, which "
                "repeats the earlier one.",
                "fields": ["round", "number", "printed_number", "preamble", "text", "short_title"],
            },
        ),
        (
            "What sort of answer it asks for",
            {
                "description": "For anything but own words, each answer gets a coded position beside the words.",
                "fields": ["kind", "choices", ("scale_from", "scale_to"), "optional"],
            },
        ),
        (
            "To whom it was put",
            {
                "description": "Only where it was put to some of those asked, or dropped after sending.",
                "fields": ["put_to", "dropped_on", "public_note"],
            },
        ),
        (
            "Asked before",
            {"description": "The earlier question that this one asks again.", "fields": ["repeats"]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return super().get_queryset(request).select_related("round").annotate(answers_given=Count("answers"))

    def get_fieldsets(self, request: HttpRequest, obj: Question | None = None) -> Any:
        """To whom a question was put is asked once its round is known."""
        if obj is not None:
            return self.fieldsets
        return [*self.fieldsets[:2], *self.fieldsets[3:]]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only those on the list of the question's own round can be chosen."""
        match = request.resolver_match
        question = match.kwargs.get("object_id") if match else None
        if db_field.name == "put_to":
            listed = Recipient.objects.filter(round__questions=question).in_order()
            kwargs["queryset"] = listed if question else listed.none()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description="question")
    def title(self, question: Question) -> str:
        return question.short_title or question.text

    @admin.display(description="answers", ordering="answers_given")
    def answer_count(self, question: Question) -> int:
        return question.answers_given  # type: ignore[attr-defined,no-any-return]

    def rows_held(self, obj: Question) -> list[Rows]:
        return [[obj.round], [obj]]

    def fixed_fields(self, obj: Question) -> list[str]:
        return ["round", "number"] if self.was_published(obj) else ["round"]

    def save_model(self, request: HttpRequest, obj: Question, form: BaseForm, change: bool) -> None:
        if not change and self.was_published(obj):
            raise ValidationError(
                {
                    "round": "Readers see this round: a question added now would leave everyone's answers in part. "
                    "Ask it in a follow-up round."
                }
            )
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Whoever answered a question was asked it."""
        super().save_related(request, form, formsets, change)
        if "put_to" in form.changed_data:
            refuse_broken_links(*form.instance.answers.select_related("response__round", "question__round"))

    def is_public(self, obj: Question) -> bool:
        return obj.round.is_published()
