"""Striking a reply from the record that was entered by mistake: a page with what readers are told, then the act."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from questions.actions import strike_response
from questions.actions.telling import told_when_struck
from questions.admin.correcting import note_given
from questions.admin.pages import page, row_to_act_on, rows_of_response, signed_in
from questions.admin.publication import names_of
from questions.forms.corrections import notes_to_make
from questions.models import Response
from respondents.admin.seen import refuse_if_changed, seen_versions
from respondents.typed_words import typed

RIGHT = "questions.publish_response"


def strike_response_page(
    model_admin: ModelAdmin[Response], request: HttpRequest, object_id: int
) -> HttpResponse:
    """Take a reply off the record whose words readers have never seen, though they know that it came."""
    response = row_to_act_on(model_admin, request, object_id, right=RIGHT)
    names, round_ = names_of(response), response.round
    shown = rows_of_response(response)
    seen = seen_versions(*shown)
    sent = typed(request)
    told = told_when_struck(response)
    notes = notes_to_make(told, sent) if told else []
    refusals: list[str] = []
    if request.method == "POST" and all(note.is_valid() for note in notes):
        try:
            with transaction.atomic():
                refuse_if_changed(request, *shown)
                strike_response(response=response, by=signed_in(request), correction=note_given(request))
        except ValidationError as refusal:
            refusals = refusal.messages
        else:
            messages.success(request, f"The response from {names} is struck from the record.")
            return redirect("admin:questions_round_desk", round_.pk)
    return page(
        model_admin,
        request,
        "response/strike.html",
        "Strike this response from the record",
        response=response,
        seen=seen,
        names=names,
        notes=notes,
        refusals=refusals,
    )
