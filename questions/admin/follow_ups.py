"""Starting a follow-up round on one page."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from questions.actions import start_follow_up_round
from questions.admin.members import MOST_TICKS
from questions.admin.pages import page, row_to_act_on, rows_of_round, signed_in, whole_number
from questions.follow_ups import Candidate, Whom, candidates_for, chosen_by
from questions.forms.follow_ups import (
    CHOSEN,
    FollowUpForm,
    first_offer,
    people,
    questions_with_ticks,
)
from questions.models import Round
from questions.sentences import capitalised, number_words
from respondents.admin.seen import refuse_if_changed, seen_versions
from respondents.typed_words import typed


def follow_up_page(model_admin: ModelAdmin[Round], request: HttpRequest, object_id: int) -> HttpResponse:
    """Whom to ask again, what, and by when; it makes a draft and changes nothing else."""
    round_ = row_to_act_on(model_admin, request, object_id)
    seen = seen_versions(*rows_of_round(round_))
    whom = request.GET.get("whom", Whom.DID_NOT_ANSWER)
    whom = whom if whom in {*Whom.values, CHOSEN} else Whom.DID_NOT_ANSWER
    today = timezone.localdate()
    candidates = candidates_for(round_, today)
    meant = candidates if whom == CHOSEN else chosen_by(Whom(whom), candidates)
    sent = typed(request)
    form = FollowUpForm(sent, initial=first_offer(round_, today))
    if request.method == "POST" and form.is_valid():
        follow_up = _start(round_, meant, whom, form, request)
        if follow_up is not None:
            return redirect("admin:questions_round_desk", follow_up.pk)
    ticked = None if sent is None or "everyone" in sent else sent.getlist("recipient")
    shown = people(meant, whom, ticked)
    return page(
        model_admin,
        request,
        "round/follow_up.html",
        "Start a follow-up round",
        round=round_,
        seen=seen,
        form=form,
        whom=whom,
        already=round_.followed_by.order_by("pk"),
        choices=[
            (Whom.DID_NOT_ANSWER, "All who did not answer", len(chosen_by(Whom.DID_NOT_ANSWER, candidates))),
            (Whom.EVERYONE, "Everyone", len(candidates)),
            (CHOSEN, "Chosen one by one", None),
        ],
        ready=[person for person in shown if not person.candidate.reason],
        to_decide=[person for person in shown if person.candidate.reason],
        questions=questions_with_ticks(
            round_.questions.order_by("number"), sent, sent.getlist("question") if sent else []
        ),
        too_many=len(meant) > MOST_TICKS,
    )


def _start(
    round_: Round, meant: list[Candidate], whom: str, form: FollowUpForm, request: HttpRequest
) -> Round | None:
    """Make the draft and say what was made; None, with the reasons on the form, where it cannot be made."""
    if "everyone" in request.POST:
        ticked = {str(candidate.recipient.pk) for candidate in meant if candidate.is_carried}
    else:
        ticked = set(request.POST.getlist("recipient"))
    chosen = [candidate.recipient for candidate in meant if str(candidate.recipient.pk) in ticked]
    given = [whole_number(number) for number in request.POST.getlist("question")]
    numbers = [number for number in given if number]
    try:
        with transaction.atomic():
            refuse_if_changed(request, *rows_of_round(round_))
            if len(chosen) < len(ticked):
                raise ValidationError(  # noqa: TRY301 - told on the form like every other refusal
                    "Somebody who was ticked is not among those shown here. No round was made."
                )
            follow_up = start_follow_up_round(
                round=round_,
                whom=chosen,
                considered=[] if whom == CHOSEN else [candidate.recipient for candidate in meant],
                questions=numbers,
                by=signed_in(request),
                **form.cleaned_data,
            )
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    left = len(meant) - len(chosen) if whom != CHOSEN else 0
    noted = f" {capitalised(number_words(left))} left out: see its private notes." if left else ""
    asked = "one question" if len(set(numbers)) == 1 else f"{number_words(len(set(numbers)))} questions"
    messages.success(
        request,
        f"A draft was made, with {number_words(len(chosen))} on its list and {asked}.{noted} "
        "Next: look it over, record the responses as they come, and publish.",
    )
    return follow_up
