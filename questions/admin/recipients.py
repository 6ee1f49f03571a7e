"""Whom a round asks: the list, the decision about each, and the chase list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from questions.actions import record_decision
from questions.actions.history import hold
from questions.actions.rounds import refuse_unsound
from questions.admin.approaches import ApproachRows
from questions.admin.chasing import record_an_approach, record_no_response
from questions.admin.correcting import CorrectingAdmin
from questions.admin.pages import round_shown, signed_in
from questions.desk.due import bounced, late, silences_to_confirm, silences_to_put_forward
from questions.forms.recipients import PlaceField, RecipientForm, place_on_list
from questions.models import Approach, Decision, NonRespondent, Recipient, Standing
from questions.models.recipients import RecipientQuerySet
from questions.sentences import NO_PARTY, claim, silence_words
from respondents.admin.history import Part
from respondents.admin.seen import Rows

DECISION = ["decision", "decision_wording", "decision_source"]


class StandingFilter(admin.SimpleListFilter):
    """Where they stand in their round."""

    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(standing.value, standing.label) for standing in Standing]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.value() or ""
        if chosen not in Standing.values or not isinstance(queryset, RecipientQuerySet):
            return queryset
        return queryset.standing(Standing(chosen))


class DueFilter(admin.SimpleListFilter):
    """What is due to them."""

    title = "due"
    parameter_name = "due"
    kinds: ClassVar[dict[str, tuple[str, Callable[[], QuerySet[Recipient]]]]] = {
        "late": ("late", lambda: late(timezone.localdate())),
        "put-forward": ("silence to confirm", silences_to_confirm),
        "silent": ("silence to put forward", lambda: silences_to_put_forward(timezone.localdate())),
        "bounced": ("approach bounced", bounced),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, words) for name, (words, _) in self.kinds.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = self.kinds.get(self.value() or "")
        return queryset if chosen is None else queryset.filter(pk__in=chosen[1]().values("pk"))


@admin.register(Recipient)
class RecipientAdmin(CorrectingAdmin[Recipient]):
    """Everyone asked, over all rounds, and what was decided about each."""

    form = RecipientForm
    change_list_template = "admin/questions/list_of_round.html"
    list_display = ["name", "where_they_stand", "attempts", "party_then", "area", "role", "round"]
    list_filter = [StandingFilter, DueFilter, "kind", "decision", "party", "round"]
    list_select_related = ["round", "party", "politician"]
    ordering = ["-round", "position", "pk"]
    search_fields = ["name", "area", "role", "party__name", "round__title"]
    autocomplete_fields = ["round", "politician", "party", "body", "decision_source"]
    readonly_fields = ["where_they_stand", "silence", "as_readers_see_it", "decided_by", "decided_on"]
    inlines = [ApproachRows]
    history_parts = (Part(Approach, "recipient"),)
    private_fields = ["private_note"]
    actions = [record_an_approach, record_no_response]
    fieldsets = [
        (
            "Who it is",
            {
                "description": "As they were when asked. What a person is today changes nothing here.",
                "fields": [
                    "round",
                    "kind",
                    "politician",
                    "name",
                    ("party", "body"),
                    ("role", "area"),
                    "size",
                    "volunteered",
                ],
            },
        ),
        (
            "In somebody's place",
            {
                "description": "Only in a follow-up round: when somebody on an earlier list has left, and this one was "
                "asked instead. Readers are told so.",
                "classes": ["collapse"],
                "fields": ["takes_place_of"],
            },
        ),
        (
            "A silence or an excuse",
            {
                "description": "Leave the decision empty while they may still reply. That they did not respond is put "
                "forward and confirmed on the round's page of silences. A reply on file always comes before a "
                "decision.",
                "fields": [
                    "where_they_stand",
                    "silence",
                    *DECISION,
                    ("decided_on", "decided_by"),
                    "own_deadline_on",
                    "as_readers_see_it",
                ],
            },
        ),
        (
            "For the newsroom only",
            {"description": "Readers never see this.", "fields": ["private_note", "position", "slug"]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Recipient]:
        made = Approach.objects.filter(recipient=OuterRef("pk")).order_by().values("recipient")
        attempts = Subquery(made.annotate(number=Count("pk")).values("number"))
        listed = super().get_queryset(request).annotate(attempts_made=Coalesce(attempts, 0))
        return listed.with_standing().with_people()  # type: ignore[attr-defined,no-any-return]

    def get_fieldsets(self, request: HttpRequest, obj: Recipient | None = None) -> Any:
        """Somebody new gets the next place and a short name by themselves, and nothing is decided yet."""
        return self.fieldsets if obj is not None else self.fieldsets[:1]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A place is one on the list of an earlier round."""
        if db_field.name == "takes_place_of":
            kwargs["form_class"] = PlaceField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), **round_shown(request)})

    @admin.display(description="stands as")
    def where_they_stand(self, recipient: Recipient) -> str:
        return recipient.standing.label if recipient.pk else "not asked yet"

    @admin.display(description="party", ordering="party__name")
    def party_then(self, recipient: Recipient) -> str:
        return recipient.party.name if recipient.party else NO_PARTY

    @admin.display(description="approaches", ordering="attempts_made")
    def attempts(self, recipient: Recipient) -> int:
        return recipient.attempts_made  # type: ignore[attr-defined,no-any-return]

    @admin.display(description="silence")
    def silence(self, recipient: Recipient) -> str:
        """How far a silence has come, with the way to the page where the next step is taken."""
        address = reverse("admin:questions_round_silences", args=[recipient.round_id])
        return format_html(
            '{} <a href="{}?recipient={}">On the page of silences</a>',
            f"{silence_words(recipient)} {recipient.decision_evidence} {recipient.decision_note}".strip(),
            address,
            recipient.pk,
        )

    @admin.display(description="as readers are told")
    def as_readers_see_it(self, recipient: Recipient) -> str:
        told = claim(recipient, recipient.round, list(recipient.approaches.in_order()), timezone.now())
        return told or "no claim is made about them"

    def has_approach_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may record an approach to those chosen on the list."""
        return request.user.has_perm("questions.add_approach")

    def rows_held(self, obj: Recipient) -> list[Rows]:
        return [[obj.round], [obj]]

    def fixed_fields(self, obj: Recipient) -> list[str]:
        """What stays; a silence stays too, until it is withdrawn on the page of silences or a reply clears it."""
        fixed = ["round", "kind", "politician", "slug"] if self.was_published(obj) else ["round"]
        return [*fixed, *(["decision", "decision_source"] if obj.decision == Decision.NO_RESPONSE else [])]

    def get_readonly_fields(self, request: HttpRequest, obj: Recipient | None = None) -> list[Any]:
        """The wording of a confirmed silence is a publisher's."""
        fixed = super().get_readonly_fields(request, obj)
        is_silent = obj is not None and obj.decision == Decision.NO_RESPONSE
        if is_silent and not request.user.has_perm("questions.confirm_silence"):
            return [*fixed, "decision_wording"]
        return fixed

    def save_model(self, request: HttpRequest, obj: Recipient, form: BaseForm, change: bool) -> None:
        """Keep what is on the page, without the decision: that goes the way of every decision."""
        hold(obj.round)
        if not change:
            place_on_list(obj, obj.round)
        if set(DECISION) <= set(form.fields):  # where the page lets nobody decide, it stays as it is
            obj.decision = form.initial.get("decision", obj.decision)
            obj.decision_wording = form.initial.get("decision_wording", obj.decision_wording)
            obj.decision_source_id = form.initial.get("decision_source", obj.decision_source_id)
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: Recipient) -> None:
        hold(obj.round)
        super().delete_model(request, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Keep the approaches, then what was decided: they are its evidence. A refusal undoes the whole save."""
        super().save_related(request, form, formsets, change)
        if set(DECISION) & set(form.changed_data):
            recipient = Recipient.objects.select_related("round", "decision_source").get(pk=form.instance.pk)
            given = form.cleaned_data
            record_decision(
                recipient=recipient,
                decision=given.get("decision", recipient.decision),
                by=signed_in(request),
                source=given.get("decision_source", recipient.decision_source),
                wording=given.get("decision_wording", recipient.decision_wording),
            )
        if form.changed_data or any(formset.has_changed() for formset in formsets):
            refuse_unsound(form.instance.round, about=form.instance)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        for row in formset.forms:
            if isinstance(row.instance, Approach) and not row.instance.pk:
                row.instance.made_by = signed_in(request)
        super().save_formset(request, form, formset, change)

    def is_public(self, obj: Recipient) -> bool:
        return obj.round.is_published()


@admin.register(NonRespondent)
class NonRespondentAdmin(RecipientAdmin):
    """The chase list: whoever declined or did not respond."""

    list_filter = ["decision", "party", "round"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def response_change(self, request: HttpRequest, obj: Recipient) -> HttpResponse:
        """Stay with the person: after another decision they may not be on the chase list any more."""
        answer = super().response_change(request, obj)
        if "_continue" in request.POST:
            return redirect("admin:questions_recipient_change", obj.pk)
        return answer
