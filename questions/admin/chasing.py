"""Acts on several recipients at once: an approach to all of them, or that none of them responded."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from questions.actions import record_decision
from questions.admin.pages import page, rows_about, signed_in
from questions.desk.links import page_of
from questions.forms.chasing import NoResponseForm
from questions.models import Decision, Recipient
from questions.sentences import join_names
from respondents.admin.seen import ChangedSinceShownError, refuse_if_changed, seen_versions
from respondents.typed_words import asks_first, typed

MOST_IN_ADDRESS = 200


@asks_first
@admin.action(description="Record an approach to each…", permissions=["approach"])
def record_an_approach(
    model_admin: Any,  # noqa: ARG001 - as Django passes it
    request: HttpRequest,
    queryset: QuerySet[Recipient],
) -> HttpResponse | None:
    """On to the page of their round on which an approach to all those chosen is recorded."""
    recipients = list(queryset)
    rounds = {recipient.round_id: recipient.round for recipient in recipients}
    if len(rounds) > 1:
        titles = join_names([f"“{round_}”" for round_ in rounds.values()])
        messages.error(
            request,
            f"Those chosen are on the lists of {titles}. Choose those of one round at a time: "
            "nothing was recorded.",
        )
        return None
    if len(recipients) > MOST_IN_ADDRESS:
        messages.error(
            request,
            f"{len(recipients)} are too many to carry along: choose {MOST_IN_ADDRESS} at most, or "
            "record the approach from the round's desk, to everyone at once. Nothing was recorded.",
        )
        return None
    (round_,) = rounds.values()
    return redirect(page_of(round_, "approaches", recipient=[recipient.pk for recipient in recipients]))


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
