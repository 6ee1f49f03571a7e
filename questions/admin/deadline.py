"""Setting the deadline of a round, or a longer one for some of those asked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from questions.actions import extend_deadline, set_deadline
from questions.admin.correcting import note_given, what_is_asked
from questions.admin.pages import page, row_to_act_on, signed_in
from questions.desk.choosing import Choice, choose
from questions.forms.deadline import DeadlineForm, ExtensionForm
from questions.models import Round
from respondents.admin.seen import Rows, refuse_if_changed, seen_versions
from respondents.partial_dates import spell
from respondents.typed_words import typed

EXTEND = "_extend"  # marks the form that gives some longer


def deadline_page(model_admin: ModelAdmin[Round], request: HttpRequest, object_id: int) -> HttpResponse:
    """The deadline of everyone, and below it the longer one of those who are ticked."""
    round_ = row_to_act_on(model_admin, request, object_id)
    if round_.published_at is not None and not request.user.has_perm("questions.correct_published"):
        raise PermissionDenied
    rows: list[Rows] = [[round_], round_.recipients.all()]
    seen = seen_versions(*rows)
    choice = choose(round_, request.GET, typed(request, holding=EXTEND), timezone.localdate())
    deadline = DeadlineForm(typed(request, holding="deadline_on"), round_=round_)
    extension = ExtensionForm(typed(request, holding=EXTEND))
    extends = EXTEND in request.POST
    act = _extend if extends else _set
    form: Any = extension if extends else deadline
    if request.method == "POST" and act(choice, form, request, rows):
        return redirect("admin:questions_round_desk", round_.pk)
    return page(
        model_admin,
        request,
        "round/deadline.html",
        "Set the deadline",
        round=round_,
        seen=seen,
        deadline=deadline,
        extension=extension,
        choice=choice,
        readers_see_it=round_.is_published(),
        extends=extends,
        **what_is_asked(request, getattr(request, "refusal", None)),
    )


def _set(choice: Choice, form: DeadlineForm, request: HttpRequest, rows: list[Rows]) -> bool:
    """Set everyone's deadline; False, with the reasons on the form, where it cannot be."""
    if not form.is_valid():
        return False
    try:
        with transaction.atomic():
            refuse_if_changed(request, *rows)
            set_deadline(
                round=choice.round,
                by=signed_in(request),
                correction=note_given(request),
                **form.cleaned_data,
            )
    except ValidationError as error:
        return _refused(request, form, error)
    until = choice.round.deadline
    messages.success(
        request, f"Answers are asked for {until}." if until else "The round has no deadline now."
    )
    return True


def _extend(choice: Choice, form: ExtensionForm, request: HttpRequest, rows: list[Rows]) -> bool:
    """Give those ticked longer; False, with the reasons on the form, where it cannot be."""
    if not form.is_valid():
        return False
    if refusal := choice.why_not(request.POST):
        form.add_error(None, f"{refusal} Nothing was changed.")
        return False
    until = form.cleaned_data["until"]
    try:
        with transaction.atomic():
            refuse_if_changed(request, *rows)
            extend_deadline(
                round=choice.round,
                recipients=choice.chosen,
                until=until,
                by=signed_in(request),
                correction=note_given(request),
            )
    except ValidationError as error:
        return _refused(request, form, error)
    told = f"until {spell(until)}" if until else "until the round's deadline again"
    messages.success(request, f"Time for {choice.who}: {told}.")
    return True


def _refused(request: HttpRequest, form: forms.Form, refusal: ValidationError) -> bool:
    """Say on the form why nothing was done."""
    request.refusal = refusal  # type: ignore[attr-defined]  # where it is a note that is missing, the page asks for it
    form.add_error(None, refusal.messages)
    return False
