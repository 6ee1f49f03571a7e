"""Acts on several recipients at once: an approach to all of them, or that none of them responded."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from questions.actions import record_decision
from questions.admin.pages import page, rows_about, signed_in
from questions.forms.chasing import ApproachToManyForm, NoResponseForm
from questions.models import Approach, Decision, Recipient
from respondents.admin.seen import ChangedSinceShownError, refuse_if_changed, seen_versions
from respondents.typed_words import asks_first, typed


@asks_first
@admin.action(description="Record an approach to each…", permissions=["change"])
def record_an_approach(
    model_admin: Any, request: HttpRequest, queryset: QuerySet[Recipient]
) -> HttpResponse | None:
    """One contact attempt, the same for everyone chosen."""
    seen = seen_versions(*rows_about(queryset))
    form = ApproachToManyForm(typed(request, holding="apply"))
    recipients = list(queryset)
    refusals: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                refuse_if_changed(request, *rows_about(queryset))
                for recipient in recipients:
                    approach = Approach(recipient=recipient, made_by=signed_in(request), **form.cleaned_data)
                    approach.full_clean()
                    approach.save()
                    model_admin.log_addition(request, approach, "Recorded with others from the list.")
        except ValidationError as error:
            refusals = error.messages
        else:
            messages.success(request, f"Recorded an approach to {len(recipients)}.")
            return None
    return page(
        model_admin,
        request,
        "recipient/for_several.html",
        "Record an approach to each",
        form=form,
        seen=seen,
        recipients=recipients,
        refusals=refusals,
        action="record_an_approach",
        explanation="One contact attempt, recorded for everyone below. A bounce is not a silence.",
        button="Record the approach",
    )


@asks_first
@admin.action(description="Record no response from each…", permissions=["change"])
def record_no_response(
    model_admin: Any, request: HttpRequest, queryset: QuerySet[Recipient]
) -> HttpResponse | None:
    """That everyone chosen did not respond: for all of them, or for none."""
    seen = seen_versions(*rows_about(queryset))
    form = NoResponseForm(typed(request, holding="apply"))
    recipients = list(queryset)
    refusals: list[str] = []
    if request.method == "POST" and form.is_valid():
        refusals = _silence_all(request, queryset, **form.cleaned_data)
        if not refusals:
            messages.success(request, f"Recorded that {len(recipients)} did not respond.")
            return None
    return page(
        model_admin,
        request,
        "recipient/for_several.html",
        "Record no response from each",
        form=form,
        seen=seen,
        recipients=recipients,
        refusals=refusals,
        action="record_no_response",
        explanation="This is a public claim about each person below. It needs a source that says so, or an "
        "approach that reached them and a deadline that has passed; nobody with a reply on file can be among them.",
        button="Record no response",
    )


def _silence_all(request: HttpRequest, queryset: QuerySet[Recipient], source: Any, wording: str) -> list[str]:
    """Record it of everyone, or say of whom it cannot be said, or what changed meanwhile, and record nothing."""
    by = signed_in(request)
    refusals: list[str] = []
    with transaction.atomic():
        try:
            refuse_if_changed(request, *rows_about(queryset))
        except ChangedSinceShownError as changed:
            return changed.messages
        for recipient in queryset.all():
            try:
                record_decision(
                    recipient=Recipient.objects.select_related("round").get(pk=recipient.pk),
                    decision=Decision.NO_RESPONSE,
                    by=by,
                    source=source,
                    wording=wording,
                )
            except ValidationError as error:
                refusals += error.messages
        if refusals:
            transaction.set_rollback(True)
    return refusals
