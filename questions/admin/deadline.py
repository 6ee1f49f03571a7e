"""Setting the deadline of a round, or a longer one for some of those asked."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from questions.actions import extend_deadline, set_deadline
from questions.admin.pages import page, row_to_act_on, signed_in
from questions.desk.choosing import Choice, choose
from questions.forms.deadline import DeadlineForm, ExtensionForm
from questions.models import Round
from questions.sentences import number_words
from respondents.partial_dates import spell

EXTEND = "extend"


def deadline_page(model_admin: ModelAdmin[Round], request: HttpRequest, object_id: int) -> HttpResponse:
    """The deadline of everyone, and below it the longer one of those who are ticked."""
    round_ = row_to_act_on(model_admin, request, object_id)
    if round_.published_at is not None and not request.user.has_perm("questions.correct_published"):
        raise PermissionDenied
    choice = choose(round_, request, timezone.localdate())
    extends = EXTEND in request.POST
    sent = request.POST if request.method == "POST" else None
    deadline = DeadlineForm(None if extends else sent, round_=round_)
    extension = ExtensionForm(sent if extends else None)
    if (extends and _extend(round_, choice, extension, request)) or (
        sent is not None and not extends and _set(round_, deadline, request)
    ):
        return redirect("admin:questions_round_desk", round_.pk)
    return page(
        model_admin,
        request,
        "round/deadline.html",
        "Set the deadline",
        round=round_,
        deadline=deadline,
        extension=extension,
        choice=choice,
        readers_see_it=round_.is_published(),
    )


def _set(round_: Round, form: DeadlineForm, request: HttpRequest) -> bool:
    """Set everyone's deadline; False, with the reasons on the form, where it cannot be."""
    if not form.is_valid():
        return False
    try:
        set_deadline(round=round_, by=signed_in(request), **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    messages.success(
        request,
        f"Answers are asked for {round_.deadline}." if round_.deadline else "The round has no deadline now.",
    )
    return True


def _extend(round_: Round, choice: Choice, form: ExtensionForm, request: HttpRequest) -> bool:
    """Give those ticked longer; False, with the reasons on the form, where it cannot be."""
    if not form.is_valid():
        return False
    if refusal := choice.why_not(request):
        form.add_error(None, f"{refusal} Nothing was changed.")
        return False
    until = form.cleaned_data["until"]
    try:
        extend_deadline(round=round_, recipients=choice.chosen, until=until, by=signed_in(request))
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    who = choice.chosen[0].name if len(choice.chosen) == 1 else f"{number_words(len(choice.chosen))} people"
    told = f"until {spell(until)}" if until else "until the round's deadline again"
    messages.success(request, f"Time for {who}: {told}.")
    return True
