"""The silences of a round: everyone who has not replied, put forward, confirmed or taken back in two steps."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone

from questions.actions import (
    confirm_silences,
    put_forward_silences,
    second_pair_of_eyes,
    take_back_silences,
    withdraw_silences,
)
from questions.actions.silences import (
    why_not_confirmed,
    why_not_put_forward,
    why_not_taken_back,
    why_not_withdrawn,
)
from questions.admin.pages import page, row_to_act_on, row_to_see, rows_about, signed_in, whole_number
from questions.forms.silences import (
    ConfirmForm,
    PutForwardForm,
    Row,
    StepForm,
    TakeBackForm,
    WithdrawForm,
    claims_on,
    concerns_silences,
    fingerprint,
    has_replied,
    is_meant,
    on_the_list,
    row_of,
)
from questions.models import Decision, Recipient, Round
from questions.models.recipients import REPLY_ON_FILE
from questions.sentences import how_many, join_names
from respondents.admin.seen import Rows, refuse_if_changed, seen_versions
from respondents.typed_words import typed

SAFE = {"GET", "HEAD"}
ENTER, CONFIRM = "questions.change_recipient", "questions.confirm_silence"
MOST_NAMED = 6
TO_TICK = [("ready", "everyone with evidence and nothing yet"), ("put-forward", "everyone put forward")]
NOT_SHOWN = "What readers would be told is not what this page had shown. Read it below, then confirm it."


@dataclass(frozen=True)
class Step:
    """An act on those who are ticked, with the page that asks before it."""

    name: str
    title: str
    explanation: str
    button: str
    done: str
    right: str
    form: type[StepForm]
    why_not: Callable[[Recipient, User], str]
    act: Callable[..., list[Recipient]]
    shows_claims: bool = False
    calls_silent: bool = False


STEPS = {
    "put-forward": Step(
        name="put-forward",
        title="Put forward that they did not respond",
        explanation="Readers are told nothing yet, and nobody's standing changes: a publisher confirms it or takes "
        "it back.",
        button="Put forward",
        done="Put forward: {names} did not respond. Somebody else confirms it, on this page.",
        right=ENTER,
        form=PutForwardForm,
        why_not=lambda recipient, _: why_not_put_forward(recipient),
        act=put_forward_silences,
        calls_silent=True,
    ),
    "confirm": Step(
        name="confirm",
        title="Confirm that they did not respond",
        explanation="This is a public claim about each one below. Readers get these sentences as soon as the round "
        "is public, at once if it is. A reply that is recorded clears it.",
        button="Confirm no response",
        done="Confirmed: {names} did not respond.",
        right=CONFIRM,
        form=ConfirmForm,
        why_not=why_not_confirmed,
        act=confirm_silences,
        shows_claims=True,
        calls_silent=True,
    ),
    "take-back": Step(
        name="take-back",
        title="Take back what was put forward",
        explanation="Nobody says any more that they did not respond. Readers never knew of it.",
        button="Take back",
        done="It is no longer put forward that {names} did not respond.",
        right=ENTER,
        form=TakeBackForm,
        why_not=lambda recipient, _: why_not_taken_back(recipient),
        act=take_back_silences,
    ),
    "withdraw": Step(
        name="withdraw",
        title="Withdraw that they did not respond",
        explanation="They stand as asked, without a reply yet. Where readers could see the claim, a correction says "
        "what stood there and why it is withdrawn. If a reply has come, record it instead: that clears the silence "
        "by itself.",
        button="Withdraw",
        done="Withdrawn: nothing says any more that {names} did not respond.",
        right=CONFIRM,
        form=WithdrawForm,
        why_not=lambda recipient, _: why_not_withdrawn(recipient),
        act=withdraw_silences,
    ),
}


def silences_page(model_admin: ModelAdmin[Round], request: HttpRequest, object_id: int) -> HttpResponse:
    """Everyone of a round who has not replied, with the evidence for each, and what can be done about them."""
    row_of_page = row_to_see if request.method in SAFE else row_to_act_on
    round_ = row_of_page(model_admin, request, object_id)
    sent = typed(request)
    fields = request.GET if sent is None else sent
    ticked = {whole_number(number) for number in fields.getlist("recipient")}
    about = rows_about(round_.recipients.filter(pk__in=ticked))
    seen = "" if sent is None else seen_versions(*about)
    listed = on_the_list(round_)
    if "tick" in request.GET:
        ticked |= {recipient.pk for recipient in listed if is_meant(recipient, request.GET["tick"])}
    chosen = [recipient for recipient in listed if recipient.pk in ticked]
    refusals: list[str] = []
    if sent is not None:
        step = _step_meant(sent, chosen)
        if step is not None and not request.user.has_perm(step.right):
            raise PermissionDenied
        refusals = _why_not(step, chosen, signed_in(request), gone=len(ticked) - len(chosen))
        if step is not None and not refusals:
            return _step_page(model_admin, request, step, chosen, sent=sent, about=about, seen=seen)
    return _list_page(model_admin, request, round_, listed, ticked=ticked, refusals=refusals)


def _step_meant(sent: QueryDict, chosen: Sequence[Recipient]) -> Step | None:
    """The step that was asked for; taking back what is confirmed already is another than what is put forward."""
    name = sent.get("step", "")
    silent = any(recipient.decision == Decision.NO_RESPONSE for recipient in chosen)
    return STEPS.get("withdraw" if name == "take-back" and silent and "apply" not in sent else name)


def _why_not(step: Step | None, chosen: Sequence[Recipient], by: User, *, gone: int) -> list[str]:
    """A sentence for each of those chosen of whom it cannot be done, as things stand now."""
    if step is None:
        return ["Press one of the buttons below the list. Nothing was changed."]
    if gone:
        return ["Somebody who was ticked is not on this round's list any more. Nothing was changed."]
    if not chosen:
        return ["Tick at least one person. Nothing was changed."]
    reasons = [
        REPLY_ON_FILE.format(name=recipient.name)
        if step.calls_silent and has_replied(recipient)
        else step.why_not(recipient, by)
        for recipient in chosen
    ]
    return [*filter(None, reasons), "Nothing was changed."] if any(reasons) else []


def _step_page(
    model_admin: ModelAdmin[Round],
    request: HttpRequest,
    step: Step,
    chosen: list[Recipient],
    *,
    sent: QueryDict,
    about: list[Rows],
    seen: str,
) -> HttpResponse:
    """What is done and said of those chosen, with the button that does it."""
    round_ = chosen[0].round
    form = step.form(sent if "apply" in sent else None, label_suffix="", about=chosen)
    given = form.cleaned_data if form.is_valid() else {}
    source, wording = given.get("source"), given.get("wording", "")
    claims = claims_on(chosen, timezone.now(), timezone.localdate(), source, wording)
    shown, refusals = fingerprint(claims), []
    if request.method == "POST" and form.is_valid():
        try:
            if step.shows_claims and sent.get("shown") != shown:
                raise ValidationError(NOT_SHOWN)  # noqa: TRY301 - told on the page like every other refusal
            with transaction.atomic():
                refuse_if_changed(request, *about)
                done = step.act(recipients=chosen, by=signed_in(request), **given)
        except ValidationError as error:
            refusals = error.messages
        else:
            messages.success(request, step.done.format(names=_names(done)))
            return redirect("admin:questions_round_silences", round_.pk)
    return page(
        model_admin,
        request,
        "round/silences_step.html",
        step.title,
        round=round_,
        step=step,
        form=form,
        seen=seen,
        claims=claims,
        shown=shown,
        refusals=refusals,
    )


def _list_page(
    model_admin: ModelAdmin[Round],
    request: HttpRequest,
    round_: Round,
    listed: Sequence[Recipient],
    *,
    ticked: Collection[int],
    refusals: Sequence[str],
) -> HttpResponse:
    """Those who have not replied, each with a box, and the buttons of the steps that may be taken."""
    today = timezone.localdate()
    may_put_forward, may_confirm = request.user.has_perm(ENTER), request.user.has_perm(CONFIRM)
    may_act = may_put_forward or may_confirm
    rows = [
        row_of(recipient, today, ticked, may_put_forward=may_put_forward, may_confirm=may_confirm)
        for recipient in listed
        if concerns_silences(recipient)
    ]
    return page(
        model_admin,
        request,
        "round/silences.html",
        "Silences",
        round=round_,
        rows=rows,
        refusals=refusals,
        others=len(listed) - len(rows),
        to_tick=[
            (name, words, number) for name, words in TO_TICK if may_act and (number := _number(rows, name))
        ],
        may_put_forward=may_put_forward,
        may_confirm=may_confirm,
        by_two=second_pair_of_eyes.is_on("silences"),
    )


def _number(rows: Sequence[Row], name: str) -> int:
    return sum(row.can_be_ticked and is_meant(row.recipient, name) for row in rows)


def _names(recipients: Sequence[Recipient]) -> str:
    """Those it was done about, by name as long as they are few."""
    if len(recipients) > MOST_NAMED:
        return how_many(recipients)
    return join_names([recipient.name for recipient in recipients])
