"""Recording that somebody, or many at once, were approached: one page, one contact attempt."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from questions.actions import record_approaches
from questions.admin.pages import page, row_to_see, signed_in
from questions.desk.choosing import Choice, choose
from questions.forms.approaches import (
    ApproachesForm,
    Contact,
    contacts_of,
    first_approach,
    with_fitting_address,
)
from questions.models import Approach, Channel, Round, Signatory
from questions.pages.replies import approaches_by_recipient
from questions.sentences import join_names
from respondents.admin.seen import Rows, refuse_if_changed, seen_versions
from respondents.typed_words import typed


def approaches_page(model_admin: ModelAdmin[Round], request: HttpRequest, object_id: int) -> HttpResponse:
    """Who was approached, when, by which channel, at which address, and what became of it."""
    round_ = row_to_see(model_admin, request, object_id)
    if not request.user.has_perm("questions.add_approach"):
        raise PermissionDenied
    today = timezone.localdate()
    rows: list[Rows] = [
        [round_],
        round_.recipients.all(),
        Approach.objects.of_rounds(round_),
        round_.responses.all(),
        Signatory.objects.of_rounds(round_),
    ]
    seen = seen_versions(*rows)
    sent = typed(request)
    choice = choose(round_, request.GET, sent, today)
    made = approaches_by_recipient(Approach.objects.to_recipients(*choice.shown).in_order())
    form = ApproachesForm(sent, initial=first_approach(round_, is_first=not made, today=today.isoformat()))
    contacts = contacts_of(choice.shown, choice.ticked, made, form["channel"].value(), sent)
    if request.method == "POST" and form.is_valid():
        contacts, refusal = _fitting(choice, contacts, form.cleaned_data["channel"])
        if refusal := refusal or choice.why_not(request.POST):
            form.add_error(None, f"{refusal} Nothing was recorded.")
        elif _record(choice, contacts, form, request, rows):
            return redirect("admin:questions_round_desk", round_.pk)
    return page(
        model_admin,
        request,
        "round/approaches.html",
        "Record an approach",
        round=round_,
        seen=seen,
        form=form,
        choice=choice,
        contacts=contacts,
    )


def _fitting(choice: Choice, contacts: Sequence[Contact], channel: str) -> tuple[list[Contact], str]:
    """Put what is on file for the *channel* where an address of another kind stands; what to say of it, if anything."""
    fitting = [
        with_fitting_address(each, channel) if choice.is_of_all or each.is_ticked else each
        for each in contacts
    ]
    put_right = [
        now.recipient.name for was, now in zip(contacts, fitting, strict=True) if was.made_to != now.made_to
    ]
    if choice.is_of_all or not put_right:
        return fitting, ""
    return fitting, (
        f"What stood beside {join_names(put_right)} is on file as an address of another kind than "
        f"“{Channel(channel).label}”. Below stands now what is on file for that: look it over."
    )


def _record(
    choice: Choice, contacts: Sequence[Contact], form: ApproachesForm, request: HttpRequest, rows: list[Rows]
) -> bool:
    """Record the approach to everyone ticked; False, with the reason on the form, where it cannot be."""
    try:
        with transaction.atomic():
            refuse_if_changed(request, *rows)
            record_approaches(
                round=choice.round,
                recipients=choice.chosen,
                by=signed_in(request),
                made_to={each.recipient.pk: each.made_to for each in contacts},
                **form.cleaned_data,
            )
    except ValidationError as error:
        form.add_error(None, error.messages)
        return False
    messages.success(request, f"An approach to {choice.who} was recorded.")
    return True
