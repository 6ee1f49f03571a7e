from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from questions.actions.amendments import attribute_alike, keep_original_as_entered, refuse_emptying
from questions.actions.second_pair_of_eyes import entered_again
from questions.admin.correcting import CorrectingAdmin
from questions.admin.pages import signed_in
from questions.admin.withholding import withhold_page
from questions.attribution import withheld_words
from questions.desk.links import may_withhold
from questions.forms.responses import position_field, ticked_field
from questions.integrity import refuse_broken_links
from questions.models import Answer
from questions.sentences import counted, join_names
from respondents.admin.forms import EditorialForm
from respondents.admin.seen import Rows

# Whoever changes one of these is from then on the one who entered the response.
CHOSEN = ("ticked", "position")
WORDS = {"text", "ticked", "position", "is_paraphrase", "is_cut", "inference", "replaces", "carried_from"}


class AnswerForm(EditorialForm[Answer]):
    """One answer; its tick and its coded position are chosen among those that the question offers.

    What is said of its attribution may be said of the response's other answers at once.
    """

    alike = forms.BooleanField(
        required=False,
        label="The same for every answer of this response",
        help_text="The words above are then said of its other answers too, but not where something else is said.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if {"ticked", "position"} <= self.fields.keys():
            self.fields["ticked"] = ticked_field(self.instance.question)
            self.fields["position"] = position_field(self.instance.question)


@admin.register(Answer)
class AnswerAdmin(CorrectingAdmin[Answer]):
    """Single answers: to withhold one, to annotate it, or to say how it is attributed."""

    form = AnswerForm
    list_display = ["whose", "question", "round", "opening", "withheld", "is_paraphrase", "is_public_now"]
    list_filter = ["withheld", "is_paraphrase", "is_cut", "response__round"]
    list_select_related = ["response__round", "question"]
    search_fields = ["text", "response__slug", "response__signatories__recipient__name", "question__text"]
    autocomplete_fields = ["replaces", "carried_from"]
    readonly_fields = ["whose", "asked", "how_withheld", "withholding"]
    fieldsets = [
        (
            "The words",
            {
                "description": "Word for word. Where readers have seen them, the page asks what was wrong.",
                "fields": ["whose", "asked", "text", CHOSEN, ("is_paraphrase", "is_cut")],
            },
        ),
        (
            "What readers are told beside them",
            {
                "description": "Who says that the words are theirs, where that is an editor and not the source, and a "
                "fact-check. Both may stay empty.",
                "fields": ["inference", "alike", "public_note"],
            },
        ),
        (
            "Withholding the words",
            {
                "description": "The answer still counts as received, and readers see that it is held and why.",
                "fields": ["withholding"],
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

    def get_fieldsets(self, request: HttpRequest, obj: Answer | None = None) -> Any:
        """No tick and no position at an open question; the box for all answers where there are others.

        Whoever may not withhold the words is told whether they are, without the way there.
        """
        if obj is None:
            return self.fieldsets
        instead = {} if may_withhold(request.user, obj) else {"withholding": "how_withheld"}
        left_out: set[Any] = set()
        if not (obj.question.positions or obj.ticked or obj.position):
            left_out.add(CHOSEN)
        if not self.has_change_permission(request, obj) or obj.response.answers.count() < 2:
            left_out.add("alike")
        return [
            (
                name,
                {
                    **options,
                    "fields": [
                        instead.get(each, each) if isinstance(each, str) else each
                        for each in options["fields"]
                        if each not in left_out
                    ],
                },
            )
            for name, options in self.fieldsets
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

    @admin.display(description="withheld")
    def how_withheld(self, answer: Answer) -> str:
        seen = "Readers see the words once the response is public."
        return withheld_words(answer) if answer.withheld else seen

    @admin.display(description="withheld")
    def withholding(self, answer: Answer) -> str:
        """Whether the words are withheld, with the way to change that."""
        act = "Let readers see them" if answer.withheld else "Withhold the words"
        address = reverse("admin:questions_answer_withhold", args=[answer.pk])
        return format_html('{} <a href="{}">{}</a>', self.how_withheld(answer), address, act)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(partial(withhold_page, self))
        return [
            path("<int:object_id>/withhold/", view, name="questions_answer_withhold"),
            *super().get_urls(),
        ]

    @admin.display(description="round", ordering="response__round")
    def round(self, answer: Answer) -> str:
        return str(answer.response.round)

    @admin.display(description="words")
    def opening(self, answer: Answer) -> str:
        return f"{answer.text[:80]}…" if len(answer.text) > 80 else answer.text

    @admin.display(description="public", boolean=True)
    def is_public_now(self, answer: Answer) -> bool:
        return answer.response.is_published() and answer.response.round.is_published()

    def rows_held(self, obj: Answer) -> list[Rows]:
        """Its round and its response come first, as on the response's own page: two pages never wait for each other."""
        return [[obj.response.round], [obj.response], [obj]]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Answers are entered on the page of their response."""
        return False

    def save_model(self, request: HttpRequest, obj: Answer, form: BaseForm, change: bool) -> None:
        if form.initial.get("text") and not obj.text.strip() and self.was_published(obj):
            refuse_emptying(obj)
        obj.full_clean()  # the page has no box for what was ticked, so the form alone cannot tell that nothing is left
        super().save_model(request, obj, form, change)
        if {"text", "ticked", "position"} & set(form.changed_data):
            keep_original_as_entered(obj.response, pasted=False)
        if WORDS & set(form.changed_data):
            entered_again(obj.response, signed_in(request))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """An answer takes the place of one of the same people's only."""
        super().save_related(request, form, formsets, change)
        if form.cleaned_data.get("alike"):
            before = form.initial.get("inference", "")
            others = attribute_alike(answer=form.instance, by=signed_in(request), instead_of=before)
            messages.info(
                request, f"The same was said of {counted(len(others), 'other answer')} of this response."
            )
        if {"replaces", "carried_from"} & set(form.changed_data):
            refuse_broken_links(form.instance)
