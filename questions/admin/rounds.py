"""Rounds: the page on which a newsroom sets up what it asks, whom, and by when."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from questions.actions.rounds import (
    discard_draft,
    refuse_unsound,
    refuse_without_evidence_of_asking,
    why_not_discarded,
)
from questions.admin.approaching import approaches_page
from questions.admin.changes import changes_page
from questions.admin.correcting import CorrectingAdmin
from questions.admin.deadline import deadline_page
from questions.admin.follow_ups import follow_up_page
from questions.admin.list_rows import NewRecipientRows, RecipientRows
from questions.admin.members import members_page
from questions.admin.naming import names_page
from questions.admin.output import output_page
from questions.admin.pages import signed_in
from questions.admin.previews import own_full_preview, own_preview, own_preview_of_question, previews_page
from questions.admin.publication import publish_round_page, withdraw_round_page
from questions.admin.questions import QuestionRows
from questions.admin.round_desk import round_desk_page
from questions.admin.silences import silences_page
from questions.counting import Count, count_rounds
from questions.desk.due import due_today_or_late, rounds_in_progress
from questions.models import Question, Recipient, Round
from questions.models.publication import published_condition
from questions.sentences import counting_sentence, state_words
from respondents.admin.addresses import AddressedAdmin
from respondents.admin.bodies import BodyFilter
from respondents.admin.history import Part

INLINE_RECIPIENTS = 30


class RoundChangeList(ChangeList):
    """The list of rounds, each with its count: one query for the whole page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rounds: list[Round] = list(self.result_list)
        counts = count_rounds(rounds)
        for round_ in rounds:
            round_.count = counts[round_.pk]  # type: ignore[attr-defined]
        self.result_list = rounds

    def url_for_result(self, result: Model) -> str:
        """A round's own page is its desk."""
        return reverse("admin:questions_round_desk", args=[result.pk])


class StateFilter(admin.SimpleListFilter):
    """Whether readers see the round, and whether it is worked on."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("progress", "in progress"),
            ("late", "deadline today or passed, somebody awaited"),
            ("draft", "draft"),
            ("public", "public"),
            ("withdrawn", "withdrawn"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Round]) -> QuerySet[Round]:
        match self.value():
            case "progress":
                return queryset.filter(pk__in=rounds_in_progress(timezone.now()).values("pk"))
            case "late":
                people = due_today_or_late(timezone.localdate())
                return queryset.filter(pk__in=people.values("round"))
            case "draft":
                return queryset.filter(published_at__isnull=True)
            case "public":
                return queryset.filter(published_condition())
            case "withdrawn":
                return queryset.filter(withdrawn_at__isnull=False)
            case _:
                return queryset


@admin.register(Round)
class RoundAdmin(AddressedAdmin[Round], CorrectingAdmin[Round]):
    """Rounds of questions."""

    list_display = ["title", "campaign", "state", "asked_at", "on_the_list", "count"]
    list_filter = [StateFilter, "campaign", ("body", BodyFilter), "published_at"]
    list_select_related = ["campaign"]
    list_per_page = 20
    history_parts = (Part(Question, "round"), Part(Recipient, "round"))
    search_fields = ["title", "slug", "population", "campaign__title"]
    autocomplete_fields = ["campaign", "body", "follows", "sources"]
    prepopulated_fields = {"slug": ["title"]}
    private_fields = ["notes"]
    fieldsets = [
        (
            "What you ask, and whom",
            {
                "description": "One putting of the same questions to one list of people. Save, and this page leads "
                "you through the questions, the people and the answers.",
                "fields": ["campaign", "title", "slug", "population", "body", "asked_count"],
            },
        ),
        (
            "When and how",
            {
                "description": "As exactly as it is known, or in the source's own words.",
                "fields": [
                    ("asked_on", "asked_on_words"),
                    ("deadline_on", "deadline_words"),
                    ("method", "method_words"),
                ],
            },
        ),
        (
            "What readers are told",
            {
                "description": "A paragraph or two before the answers, and where the record is taken from.",
                "fields": ["introduction", "sources"],
            },
        ),
        (
            "Behind the scenes",
            {
                "description": "The earlier round that this one follows up, and notes that readers never see.",
                "fields": ["follows", "notes"],
            },
        ),
    ]

    def get_urls(self) -> list[URLPattern]:
        pages = {
            "desk": round_desk_page,
            "changes": changes_page,
            "approaches": approaches_page,
            "deadline": deadline_page,
            "members": members_page,
            "names": names_page,
            "follow-up": follow_up_page,
            "silences": silences_page,
            "publish": publish_round_page,
            "withdraw": withdraw_round_page,
            "preview": own_preview,
            "previews": previews_page,
            "output": output_page,
        }
        own = [
            path(
                f"<int:object_id>/{name}/",
                self.admin_site.admin_view(partial(view, self)),
                name=f"questions_round_{name.replace('-', '_')}",
            )
            for name, view in pages.items()
        ]
        question = path(
            "<int:object_id>/preview/questions/<int:number>/",
            self.admin_site.admin_view(partial(own_preview_of_question, self)),
            name="questions_round_preview_question",
        )
        every_word = path(
            "<int:object_id>/preview/all/",
            self.admin_site.admin_view(partial(own_full_preview, self)),
            name="questions_round_preview_all",
        )
        return [*own, question, every_word, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Round]:
        return super().get_queryset(request).select_related("campaign", "body", "follows")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return RoundChangeList

    def get_inlines(self, request: HttpRequest, obj: Round | None) -> list[Any]:
        """Questions at once; the people on the list once there are any, as long as they are few."""
        if obj is None:
            return [QuestionRows]
        if obj.recipients.count() > INLINE_RECIPIENTS:
            return [QuestionRows]
        return [QuestionRows, RecipientRows, NewRecipientRows]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The settings of a round, with the way back to its desk at the top."""
        round_ = context.get("original")
        if isinstance(round_, Round):
            context["state"] = state_words(round_)
            context["list_is_long"] = round_.recipients.count() > INLINE_RECIPIENTS
            context["list_length"] = round_.recipients.count()
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Keep the questions and the people; readers never see a count that does not add up."""
        super().save_related(request, form, formsets, change)
        if form.changed_data or any(formset.has_changed() for formset in formsets):
            refuse_unsound(form.instance)
        if {"asked_on", "sources"} & set(form.changed_data):
            refuse_without_evidence_of_asking(form.instance)

    def response_add(
        self, request: HttpRequest, obj: Round, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Go on to the desk of the new round, where the next step stands."""
        answer = super().response_add(request, obj, post_url_continue)
        if "_save" in request.POST:
            return redirect("admin:questions_round_desk", obj.pk)
        return answer

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """A draft that nothing came of goes with its list and its questions; nothing else holds it back."""
        listed, counts, lacking, held_by = super().get_deleted_objects(objs, request)
        reasons = {round_: why_not_discarded(round_) for round_ in objs}
        if any(reasons.values()):
            told = [f"{round_}: {reason}" for round_, reason in reasons.items() if reason]
            return listed, counts, lacking, [*told, *held_by]
        return [*listed, *held_by], counts, lacking, []

    def delete_model(self, request: HttpRequest, obj: Round) -> None:
        discard_draft(round=obj, by=signed_in(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Round]) -> None:
        for round_ in queryset:
            discard_draft(round=round_, by=signed_in(request))

    @admin.display(description="state", ordering="published_at")
    def state(self, round_: Round) -> str:
        return state_words(round_)

    @admin.display(description="asked", ordering="asked_on")
    def asked_at(self, round_: Round) -> str:
        return round_.asked

    @admin.display(description="number asked")
    def on_the_list(self, round_: Round) -> int:
        return self._count(round_).asked

    @admin.display(description="standings")
    def count(self, round_: Round) -> str:
        return counting_sentence(self._count(round_))

    def _count(self, round_: Round) -> Count:
        return round_.count  # type: ignore[attr-defined,no-any-return]

    def is_public(self, obj: Round) -> bool:
        return obj.is_published()
