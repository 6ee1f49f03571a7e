"""Adding people to a round's list: the members of a body with a tick each, and the ways to all others."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from questions.actions import add_members
from questions.admin.correcting import note_given, what_is_asked
from questions.admin.pages import page, refuse_closed, row_to_act_on, signed_in, whole_number
from questions.forms.members import SeatFilter, seats_to_tick
from questions.forms.names import NamesForm
from questions.models import Round
from respondents.admin.rights import GuardedPages
from respondents.admin.seen import Rows, refuse_if_changed, seen_versions
from respondents.models import Body, Membership
from respondents.typed_words import typed

# Django refuses a page that sends more fields than this; each tick is one.
MOST_TICKS = (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS or 1000) - 100


def members_page(model_admin: GuardedPages[Round], request: HttpRequest, object_id: int) -> HttpResponse:
    """Everyone who sits on a body, each with a ticked box: untick, and add the rest."""
    round_ = row_to_act_on(model_admin, request, object_id, right="questions.add_recipient")
    refuse_closed(model_admin, request, round_)
    body = _body_meant(round_, request)
    shown = SeatFilter(request.GET, body=body)
    rows: list[Rows] = [[round_], round_.recipients.all(), shown.seats()]
    seen = seen_versions(*rows)
    sent = typed(request)
    everyone = sent is None or "everyone" in sent
    ticked = set() if sent is None else set(sent.getlist("membership"))
    seats = seats_to_tick(round_, shown.seats(), timezone.localdate(), None if everyone else ticked)
    refusal: ValidationError | None = None
    refusals: list[str] = []
    if request.method == "POST":
        chosen = [
            seat.membership
            for seat in seats
            if (seat.is_ticked if everyone else str(seat.membership.pk) in ticked)
        ]
        try:
            with transaction.atomic():
                refuse_if_changed(request, *rows)
                return _add(round_, chosen, request, foreign=len(ticked) - len(chosen) if not everyone else 0)
        except ValidationError as error:
            refusal, refusals = error, error.messages
    return page(
        model_admin,
        request,
        "round/members.html",
        "Add people",
        round=round_,
        seen=seen,
        filter=shown,
        seats=seats,
        body=body,
        names=NamesForm(label_suffix=""),
        refusals=refusals,
        too_many=len(seats) > MOST_TICKS,
        ticked_count=sum(seat.is_ticked for seat in seats),
        **what_is_asked(request, refusal),
    )


def _body_meant(round_: Round, request: HttpRequest) -> Body | None:
    if "body" not in request.GET:
        return round_.body
    return Body.objects.filter(pk=whole_number(request.GET["body"])).first()


def _add(round_: Round, chosen: list[Membership], request: HttpRequest, *, foreign: int) -> HttpResponse:
    """Put the chosen on the list; what was ticked and is not shown on the page is refused."""
    if foreign:
        raise ValidationError(
            f"{foreign} of those ticked are not among the seats shown here. Nobody was added."
        )
    if not chosen:
        raise ValidationError("Nobody was ticked, so nobody was added.")
    added = add_members(
        round=round_, memberships=chosen, by=signed_in(request), correction=note_given(request)
    )
    people = "One person was" if len(added) == 1 else f"{len(added)} people were"
    messages.success(
        request, f"{people} added to the list. Next: put the questions to them, then record what comes back."
    )
    return redirect("admin:questions_round_desk", round_.pk)
