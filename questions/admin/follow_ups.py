"""Starting a follow-up round on one page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from questions.actions import start_follow_up_round
from questions.admin.choosing import Choosing
from questions.admin.pages import page, row_to_act_on, rows_of_round, signed_in, whole_number
from questions.changes import identity
from questions.forms.follow_ups import (
    CHOSEN,
    FollowUpForm,
    first_offer,
    new_wordings,
)
from questions.models import Round
from questions.sentences import number_words, opening_number
from respondents.admin.seen import refuse_if_changed, seen_versions


def follow_up_page(model_admin: ModelAdmin[Round], request: HttpRequest, object_id: int) -> HttpResponse:
    """Whom to ask again, what, and by when; it makes a draft and changes nothing else."""
    round_ = row_to_act_on(model_admin, request, object_id, right="questions.add_round")
    seen = seen_versions(*rows_of_round(round_))
    choosing = Choosing(round_, request)
    form = FollowUpForm(choosing.sent, initial=first_offer(round_, choosing.today))
    if request.method == "POST" and form.is_valid():
        follow_up = _start(choosing, form)
        if follow_up is not None:
            return redirect("admin:questions_round_desk", follow_up.pk)
    return page(
        model_admin,
        request,
        "round/follow_up.html",
        "Start a follow-up round",
        round=round_,
        seen=seen,
        form=form,
        choosing=choosing,
        already=round_.followed_by.order_by("pk"),
    )


def _start(choosing: Choosing, form: FollowUpForm) -> Round | None:
    """Make the draft and say what was made; None, with the reasons on the form, where it cannot be made."""
    request, offer = choosing.request, choosing.offer
    sent = request.POST
    numbers = {number for each in sent.getlist("question") if (number := whole_number(each))}
    try:
        with transaction.atomic():
            refuse_if_changed(request, *rows_of_round(choosing.round))
            follow_up = start_follow_up_round(
                round=choosing.round,
                whom=offer.chosen(sent),
                considered=[] if choosing.whom == CHOSEN else [each.recipient for each in choosing.meant],
                joined=offer.chosen_members(sent),
                substitutes=offer.places(sent),
                questions=sorted(numbers),
                wordings=new_wordings(choosing.repeated),
                by=signed_in(request),
                **form.cleaned_data,
            )
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    messages.success(request, _told(choosing, follow_up))
    return follow_up


def _told(choosing: Choosing, follow_up: Round) -> str:
    """What was made, and what comes next."""
    listed = list(follow_up.recipients.select_related("takes_place_of"))
    there = {identity(each) for each in listed}
    replaced = {each.takes_place_of_id for each in listed if each.takes_place_of_id}
    left = 0
    if choosing.whom != CHOSEN:
        meant = [each.recipient for each in choosing.meant]
        left = sum(identity(each) not in there and each.pk not in replaced for each in meant)
    asked = follow_up.questions.count()
    questions = "one question" if asked == 1 else f"{number_words(asked)} questions"
    told = [f"A draft was made, with {number_words(len(listed))} on its list and {questions}."]
    if left:
        told.append(f"{opening_number(left)} left out: see its private notes.")
    if replaced:
        takes = "takes" if len(replaced) == 1 else "take"
        told.append(f"{opening_number(len(replaced))} of them {takes} the place of somebody who left.")
    told.append("Next: look it over, record the responses as they come, and publish.")
    return " ".join(told)
