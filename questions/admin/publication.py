"""Publishing and withdrawing a round or a later reply: a page that says what readers will see, then the act."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from questions.actions import call_off_publication, publish_response, publish_round, withdraw, withdraw_round
from questions.actions.blocks import blocks_of_anything
from questions.actions.rounds import what_blocks_publication
from questions.actions.second_pair_of_eyes import shown_with, why_not_by
from questions.admin.pages import page, row_to_act_on, rows_of_response, rows_of_round, signed_in
from questions.attribution import answer_words, reply_words
from questions.counting import count_round
from questions.desk.due import waiting_replies
from questions.forms.publication import PublicationForm, WithdrawalForm
from questions.models import Response, Round, Standing
from questions.previews import as_if_published
from questions.proof.record import answers_not_in_original
from questions.sentences import (
    claim,
    counting_sentence,
    headline,
    join_names,
    minute,
    position_lines,
    we_asked,
)
from respondents.admin.seen import Rows, refuse_if_changed, seen_versions
from respondents.typed_words import typed

PUBLISH_ROUND = "questions.publish_round"
PUBLISH_RESPONSE = "questions.publish_response"
PUBLIC_ALREADY = "This round is public already."


def publish_round_page(model_admin: ModelAdmin[Round], request: HttpRequest, object_id: int) -> HttpResponse:
    """What readers will see of a round, and the button that shows it to them."""
    round_ = row_to_act_on(model_admin, request, object_id, right=PUBLISH_ROUND)
    shown = rows_of_round(round_)
    seen = seen_versions(*shown)
    form = PublicationForm(typed(request, holding="when"), again=round_.is_withdrawn())
    refusals: list[str] = []
    if request.method == "POST" and ("call_off" in request.POST or form.is_valid()):
        try:
            with transaction.atomic():
                refuse_if_changed(request, *shown)
                calls_off = "call_off" in request.POST
                told = _call_off(request, round_) if calls_off else _publish(request, round_, form)
        except ValidationError as error:
            refusals = error.messages
        else:
            messages.success(request, told)
            return redirect("admin:questions_round_desk", round_.pk)
    now = timezone.now()
    blocks = [PUBLIC_ALREADY] if round_.is_published() else _what_blocks_round(round_, signed_in(request))
    recipients = as_if_published(round_, now)
    count = count_round(round_, recipients)
    responses = list(round_.responses.prefetch_related("signatories__recipient", "answers__question"))
    first_time = not round_.was_public(now)
    return page(
        model_admin,
        request,
        "round/publish.html",
        "Publish this round",
        round=round_,
        seen=seen,
        form=form,
        set_for=minute(round_.published_at) if round_.published_at and first_time else "",
        left_out=[
            names_of(response) for response in responses if first_time and response.published_at is None
        ],
        blocks=blocks,
        refusals=[refusal for refusal in refusals if refusal not in blocks],
        asked=we_asked(round_),
        headline=headline(count),
        counting=counting_sentence(count),
        claims=[
            (recipient, claim(recipient, round_, list(recipient.approaches.all()), now))
            for recipient in recipients
            if recipient.is_silent
        ],
        let_off=[
            recipient
            for recipient in recipients
            if recipient.standing in {Standing.EXCUSED, Standing.LEFT, Standing.UNREACHABLE}
        ],
        open=[recipient for recipient in recipients if recipient.standing == Standing.AWAITING],
        responses=[
            (response, names_of(response)) for response in responses if first_time or response.is_published()
        ],
        without_original=[
            names_of(response) for response in responses if not response.original and not response.source_id
        ],
        differing=[answer for response in responses for answer in answers_not_in_original(response)],
        kept_back=[
            names_of(response) for response in responses if not first_time and response.published_at is None
        ],
    )


def _publish(request: HttpRequest, round_: Round, form: PublicationForm) -> str:
    """Publish the round when the form says; what was done."""
    publish_round(round=round_, by=signed_in(request), at=form.moment)
    if form.moment is None:
        return f"“{round_}” is public now."
    return f"“{round_}” will be public on {minute(form.moment)}. Until then readers find nothing of it."


def _call_off(request: HttpRequest, round_: Round) -> str:
    """Call off a publication that lies ahead; what was done."""
    call_off_publication(round=round_, by=signed_in(request))
    return f"The publication of “{round_}” is called off: it is a draft again."


def names_of(response: Response) -> str:
    """Whose response it is: “Clive Lewis and Norman Lamb”."""
    return join_names([signatory.recipient.name for signatory in response.signatories.all()])


def publish_response_page(
    model_admin: ModelAdmin[Response], request: HttpRequest, object_id: int
) -> HttpResponse:
    """What readers will see of a later reply, and the button that shows it to them."""
    response = row_to_act_on(model_admin, request, object_id, right=PUBLISH_RESPONSE)
    shown = rows_of_response(response)
    seen = seen_versions(*shown)
    refusals: list[str] = []
    if request.method == "POST":
        try:
            with transaction.atomic():
                refuse_if_changed(request, *shown)
                publish_response(response=response, by=signed_in(request))
        except ValidationError as error:
            refusals = error.messages
        else:
            messages.success(request, f"The response from {names_of(response)} is public now.")
            if waiting := next_waiting(response.round):
                messages.info(
                    request,
                    format_html(
                        'Next: <a href="{}">the response from {}</a> is not public yet.',
                        reverse("admin:questions_response_change", args=[waiting.pk]),
                        names_of(waiting),
                    ),
                )
            return redirect("admin:questions_round_desk", response.round_id)
    answers = list(response.answers.select_related("question").order_by("question__number"))
    signatories = list(response.signatories.select_related("recipient__round"))
    return page(
        model_admin,
        request,
        "response/publish.html",
        "Publish this response",
        response=response,
        seen=seen,
        names=names_of(response),
        told=reply_words(response, signatories, has_answers=bool(answers)),
        answers=[(answer, position_lines(answer), answer_words(answer)) for answer in answers],
        blocks=_what_blocks(response, signed_in(request)),
        refusals=refusals,
        differing=answers_not_in_original(response),
        late=response.came_late(),
    )


def next_waiting(round_: Round) -> Response | None:
    """The reply to the round that has waited longest to be published; None if none waits."""
    waiting = waiting_replies().filter(round=round_).prefetch_related("signatories__recipient")
    return waiting.order_by("entered_at", "pk").first()


def _what_blocks_round(round_: Round, by: User) -> list[str]:
    """What is missing before *by* may publish the round."""
    return [*what_blocks_publication(round_), *why_not_by(by, shown_with(round_))]


def _what_blocks(response: Response, by: User) -> list[str]:
    if response.is_published():
        return ["This response is public already."]
    if not response.round.is_published():
        return ["The round is not public. Publish the round: its responses are published with it."]
    return [*(block.sentence for block in blocks_of_anything()), *why_not_by(by, [response])]


def withdraw_round_page(model_admin: ModelAdmin[Round], request: HttpRequest, object_id: int) -> HttpResponse:
    """Take a public round down, with a note in its place."""
    round_ = row_to_act_on(model_admin, request, object_id, right=PUBLISH_ROUND)
    shown = rows_of_round(round_)
    seen = seen_versions(*shown)
    form = WithdrawalForm(typed(request))
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if _act(request, form, shown, lambda: withdraw_round(round=round_, by=signed_in(request), note=note)):
            messages.success(
                request, f"“{round_}” is withdrawn. Readers who come to its address are told why."
            )
            return redirect("admin:questions_round_desk", round_.pk)
    return page(
        model_admin,
        request,
        "round/withdraw.html",
        "Withdraw this round",
        round=round_,
        seen=seen,
        form=form,
        blocks=[]
        if round_.is_published()
        else ["This round is not public, so there is nothing to withdraw."],
    )


def withdraw_response_page(
    model_admin: ModelAdmin[Response], request: HttpRequest, object_id: int
) -> HttpResponse:
    """Take a public reply down, with a note in its place."""
    response = row_to_act_on(model_admin, request, object_id, right=PUBLISH_RESPONSE)
    shown = rows_of_response(response)
    seen = seen_versions(*shown)
    form = WithdrawalForm(typed(request))
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if _act(request, form, shown, lambda: withdraw(response=response, by=signed_in(request), note=note)):
            messages.success(request, f"The response from {names_of(response)} is withdrawn.")
            return redirect("admin:questions_response_change", response.pk)
    return page(
        model_admin,
        request,
        "response/withdraw.html",
        "Withdraw this response",
        response=response,
        seen=seen,
        names=names_of(response),
        form=form,
        blocks=[]
        if response.is_published()
        else ["This response is not public, so there is nothing to withdraw."],
    )


def _act(request: HttpRequest, form: WithdrawalForm, shown: list[Rows], act: Callable[[], object]) -> bool:
    """Do it if all is as the page shows it, or say on the form why it cannot be done."""
    try:
        with transaction.atomic():
            refuse_if_changed(request, *shown)
            act()
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
