"""Responses: a whole reply is recorded, and put right, on one page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils.html import format_html, format_html_join

from questions.actions import record_response
from questions.actions.amendments import amend_response
from questions.admin.correcting import CorrectingAdmin
from questions.admin.pages import own_pages, page, round_shown, rows_of_response, signed_in, whole_number
from questions.admin.publication import names_of, publish_response_page, withdraw_response_page
from questions.admin.response_states import StateFilter
from questions.admin.signatories import SignatoryRows
from questions.admin.striking import strike_response_page
from questions.forms.responses import ResponseForm, boxes_of, concerns, response_form_for
from questions.models import Answer, Question, Response, Round, Signatory
from questions.sentences import day, position_lines
from respondents.admin.history import Part
from respondents.admin.rights import CORRECT_PUBLISHED
from respondents.admin.seen import Rows, hold_rows
from respondents.admin.way_back import keep_way_back, way_back


@admin.register(Response)
class ResponseAdmin(CorrectingAdmin[Response]):
    """Replies, published or not."""

    change_list_template = "admin/questions/list_of_round.html"
    list_display = ["names", "round", "received_when", "channel", "origin", "answer_count", "state"]
    list_filter = [StateFilter, "origin", "refuses", "channel", "round"]
    list_select_related = ["round"]
    search_fields = ["slug", "signatories__recipient__name", "statement", "answers__text", "round__title"]
    autocomplete_fields = ["source"]
    readonly_fields = ["round_link"]
    history_parts = (Part(Signatory, "response"), Part(Answer, "response"))
    who_fieldset = (
        "Whose response it is",
        {
            "description": "One reply, from one person or several together. Two replies from one person are two "
            "responses.",
            "fields": ["round_link", "signatories"],
        },
    )
    how_fieldset = (
        "How it came",
        {
            "description": "What is not known stays empty.",
            "fields": [
                ("received_on", "timing_words"),
                "received_at",
                ("channel", "origin"),
                ("spoken_by", "on_behalf_of"),
                "source",
            ],
        },
    )
    whole_fieldset = (
        "The reply as a whole",
        {
            "description": "Words that answer no single question, a refusal, and the untouched original as evidence.",
            "fields": ["refuses", "statement", "original", "notes"],
        },
    )

    look_fieldsets = [
        (who_fieldset[0], {"fields": ["round_link", "names"]}),
        how_fieldset,
        ("The answers", {"fields": ["words"]}),
        whole_fieldset,
    ]

    def get_urls(self) -> list[URLPattern]:
        own = own_pages(
            self, publish=publish_response_page, withdraw=withdraw_response_page, strike=strike_response_page
        )
        return [*own, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Response]:
        read = super().get_queryset(request).select_related("round", "source")
        return read.prefetch_related("signatories__recipient", "answers")

    def rows_held(self, obj: Response) -> list[Rows]:
        return rows_of_response(obj)

    def get_inlines(self, request: HttpRequest, obj: Response | None) -> list[Any]:
        return [SignatoryRows] if obj is not None else []

    def get_fieldsets(self, request: HttpRequest, obj: Response | None = None) -> Any:
        if obj is not None and not self.has_change_permission(request, obj):
            return self.look_fieldsets
        boxes = boxes_of(self._form(request, obj))
        answers = (
            "The answers",
            {
                "description": "Word for word, as they came. An empty box is a question left open.",
                "classes": ["answers"],
                "fields": boxes,
            },
        )
        return [self.who_fieldset, self.how_fieldset, *([answers] if boxes else []), self.whole_fieldset]

    def get_form(
        self,
        request: HttpRequest,
        obj: Response | None = None,
        change: bool = False,  # noqa: FBT002
        **kwargs: Any,
    ) -> Any:
        round_ = self._round(request, obj)
        if round_ is not None and (obj is None or self.has_change_permission(request, obj)):
            kwargs["form"] = self._form(request, obj)
        return super().get_form(request, obj, change, **kwargs)

    def _round(self, request: HttpRequest, obj: Response | None) -> Round | None:
        """The round of a response, or the one chosen for a new one; read once for a page."""
        if obj is not None:
            return obj.round
        if not hasattr(request, "chosen_round"):
            chosen = Round.objects.filter(pk=whole_number(request.GET.get("round", ""))).first()
            if chosen is not None and request.method == "POST":
                hold_rows([chosen])  # its questions keep their numbers until the words are recorded
            request.chosen_round = chosen  # type: ignore[attr-defined]
        return request.chosen_round  # type: ignore[attr-defined,no-any-return]

    def _questions(self, request: HttpRequest, obj: Response | None) -> list[Question]:
        """The questions of the round; read once for a page."""
        round_ = self._round(request, obj)
        if not hasattr(request, "questions_put"):
            asked = list(round_.questions.prefetch_related("put_to").order_by("number")) if round_ else []
            put = [question for question in asked if obj is None or concerns(question, obj)]
            request.questions_put = put  # type: ignore[attr-defined]
        return request.questions_put  # type: ignore[attr-defined,no-any-return]

    def _form(self, request: HttpRequest, obj: Response | None) -> type[ResponseForm]:
        """The form with the boxes of the round; made once for a page."""
        round_ = self._round(request, obj)
        if not hasattr(request, "form_of_response"):
            made = response_form_for(round_, self._questions(request, obj), obj) if round_ else ResponseForm
            request.form_of_response = made  # type: ignore[attr-defined]
        return request.form_of_response  # type: ignore[attr-defined,no-any-return]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), **round_shown(request)})

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Those ticked on the desk stand ticked among the signatories."""
        named = [*request.GET.getlist("signatory"), *request.GET.getlist("recipient")]
        ticked: list[Any] = [number for number in map(whole_number, named) if number]
        return {**super().get_changeform_initial_data(request), "signatories": ticked}

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask for the round first: its list and its questions make the page."""
        if self.has_add_permission(request) and self._round(request, None) is None:
            return page(
                self,
                request,
                "response/choose_round.html",
                "Record a response",
                rounds=Round.objects.select_related("campaign").order_by("-pk"),
            )
        return super().add_view(request, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Response, form: Any, change: bool) -> None:
        """Record the response, or change what was changed of it."""
        if not isinstance(form, ResponseForm) or (change and not form.changed_data):
            return
        signatories = list(form.cleaned_data["signatories"])
        by = signed_in(request)
        if change:
            amend_response(
                response=Response.objects.select_related("round").get(pk=obj.pk),
                signatories=signatories if "signatories" in form.changed_data else None,
                answers=form.given("answer"),
                ticks=form.given("ticked"),
                positions=form.given("position"),
                carried=form.carried,
                by=by,
                **form.details(),
            )
            return
        made = record_response(
            round=form.round,
            signatories=signatories,
            answers=form.given("answer"),
            ticks=form.given("ticked"),
            positions=form.given("position"),
            carried={number: answer for number, answer in form.carried.items() if answer is not None},
            by=by,
            **form.details(),
        )
        obj.pk, obj.slug = made.pk, made.slug
        if not (made.refuses or made.statement or made.answers.exists()):
            messages.warning(
                request,
                "No words, no statement and no refusal were entered: once published, readers are told that a reply "
                "came whose words are not on record.",
            )

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Keep how they signed, of those who still do."""
        signing = {recipient.pk for recipient in form.cleaned_data.get("signatories", [])}
        if form.changed_data:
            formset.forms = [row for row in formset.forms if row.instance.recipient_id in signing]
        super().save_formset(request, form, formset, change)

    def log_addition(self, request: HttpRequest, obj: Response, message: Any) -> LogEntry | None:  # type: ignore[override]
        return None  # recording it has left its line already

    def log_change(self, request: HttpRequest, obj: Response, message: Any) -> LogEntry:
        """Changing it has left its line already; how they signed has not."""
        signed = [part for part in message if "name" in part.get("changed", {})]
        if message and not signed:
            return None  # type: ignore[return-value]
        return super().log_change(request, obj, signed)

    def response_add(
        self, request: HttpRequest, obj: Response, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Back to the round, or on to the next response of the same round."""
        if "_continue" in request.POST or "_popup" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        messages.success(
            request, f"The response from {names_of(obj)} was recorded. Readers do not see it yet."
        )
        if "_addanother" in request.POST:
            another = redirect(f"{reverse('admin:questions_response_add')}?round={obj.round_id}")
            return keep_way_back(request, another)
        if way := way_back(request):
            return redirect(way)
        if not request.user.has_perm("questions.view_round") and not request.user.has_perm(
            "questions.change_round"
        ):
            return redirect("admin:questions_response_changelist")
        return redirect("admin:questions_round_desk", obj.round_id)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        response = context.get("original")
        if isinstance(response, Response):
            context["state"] = self.state(response)
            context["title"] = f"Response from {names_of(response)}"
            context["subtitle"] = None
            context["is_public"] = response.is_published()
            context["can_strike"] = response.published_at is None and response.round.was_public()
            context["can_publish"] = not response.is_published() and response.round.is_published()
        return super().render_change_form(request, context, *args, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Response | None = None) -> bool:
        """Readers of its round know of a reply once it is recorded: it is struck with a note, not deleted."""
        if obj is not None and obj.round.was_public():
            return False
        if (
            obj is not None
            and obj.round.published_at is not None
            and not request.user.has_perm(CORRECT_PUBLISHED)
        ):
            return False
        return super().has_delete_permission(request, obj)

    @admin.display(description="from")
    def names(self, response: Response) -> str:
        return names_of(response) or "nobody"

    @admin.display(description="answers")
    def words(self, response: Response) -> str:
        """The answers for whoever may only look."""
        answers = response.answers.select_related("question").order_by("question__number")
        return format_html_join(
            "",
            "<p><strong>{}</strong></p><p>{}</p><p>{}</p>",
            (
                (answer.question, answer.text, ". ".join(": ".join(line) for line in position_lines(answer)))
                for answer in answers
            ),
        )

    @admin.display(description="round")
    def round_link(self, response: Response) -> str:
        address = reverse("admin:questions_round_desk", args=[response.round_id])
        return format_html('<a href="{}">{}</a>', address, response.round)

    @admin.display(description="received", ordering="received_on")
    def received_when(self, response: Response) -> str:
        return response.received

    @admin.display(description="answers")
    def answer_count(self, response: Response) -> int:
        return len(response.answers.all())

    @admin.display(description="state", ordering="published_at")
    def state(self, response: Response) -> str:
        if response.withdrawn_at is not None and response.is_withdrawn():
            return f"Withdrawn on {day(response.withdrawn_at)}"
        if response.published_at is None:
            return "Not published yet"
        return f"Public since {day(response.published_at)}"
