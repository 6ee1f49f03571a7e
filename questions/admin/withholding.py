"""Withholding the words of one answer, and letting readers see them again: a page with what readers are told."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from questions.actions.withholding import notes_that_quote, release, withhold
from questions.admin.pages import page, row_to_act_on, rows_of_response, signed_in
from questions.forms.publication import WithholdingForm
from questions.models import Answer
from questions.sentences import join_names
from respondents.admin.seen import refuse_if_changed, seen_versions
from respondents.typed_words import typed


def withhold_page(model_admin: ModelAdmin[Answer], request: HttpRequest, object_id: int) -> HttpResponse:
    """Keep the words of an answer from readers, with a note that says why; or end that."""
    answer = row_to_act_on(model_admin, request, object_id)
    if answer.response.published_at is not None and not request.user.has_perm("questions.publish_response"):
        raise PermissionDenied
    shown = rows_of_response(answer.response)
    seen = seen_versions(*shown)
    withheld = bool(answer.withheld)
    form = WithholdingForm(typed(request))
    changes: list[str] = []
    if request.method == "POST" and (withheld or form.is_valid()):
        try:
            with transaction.atomic():
                refuse_if_changed(request, *shown)
                if withheld:
                    release(answer=answer, by=signed_in(request))
                else:
                    withhold(answer=answer, note=form.cleaned_data["note"], by=signed_in(request))
        except ValidationError as refusal:
            changes = refusal.messages
        else:
            told = "no longer withheld" if withheld else answer.get_withheld_display()
            messages.success(request, f"The words of this answer are {told}.")
            return redirect("admin:questions_response_change", answer.response_id)
    names = join_names([each.recipient.name for each in answer.response.signatories.all()])
    return page(
        model_admin,
        request,
        "answer/withhold.html",
        "Let readers see this answer" if withheld else "Withhold this answer",
        answer=answer,
        seen=seen,
        changes=changes,
        names=names,
        form=form,
        quoting=[] if withheld else notes_that_quote(answer),
        is_public=answer.response.is_published() and answer.response.round.is_published(),
    )
