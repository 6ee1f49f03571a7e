"""“My position is unchanged” on the page of a response: a tick beside a box, where there is an earlier answer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError

from questions.carrying import EarlierAnswers, earlier_answers
from questions.models import Answer, Question, Recipient, Response, Round
from questions.sentences import join_names

TICK = re.compile(r"\Acarried_(\d{1,5})\Z")
NAMED = 12  # so many people are named beside a tick; more are a number


def carrying_ticks(
    round_: Round, questions: Iterable[Question], response: Response | None
) -> dict[str, forms.BooleanField]:
    """A tick for each question to which somebody on the round's list gave an answer in an earlier round, by its name.

    A question whose answer in the *response* carries one forward has its tick in any case.
    """
    repeated = [question for question in questions if question.repeats_id is not None]
    if not repeated:
        return {}
    listed = list(round_.recipients.in_order())
    earlier = earlier_answers(round_)
    carrying = (
        {each.question_id for each in response.answers.all() if each.carried_from_id} if response else set()
    )
    ticks = {}
    for question in repeated:
        givers = earlier.givers(question, listed)
        if givers or question.pk in carrying:
            ticks[f"carried_{question.number}"] = forms.BooleanField(
                required=False,
                label=f"Their position on question {question.label} is unchanged",
                help_text=_who_answered(givers),
            )
    return ticks


def _who_answered(givers: list[Recipient]) -> str:
    many = f"{len(givers)} on this list"
    names = many if len(givers) > NAMED else join_names([each.name for each in givers])
    before = f" Answered before by: {names}." if givers else ""
    return f"Carries their earlier answer forward. Above goes what they say today, or nothing.{before}"


def carried_in(form: forms.BaseForm, questions: Iterable[Question]) -> dict[int, Answer | None]:
    """What the changed ticks of a response's *form* mean: the earlier answer by question number, None if taken away.

    A tick for which whoever signs has no earlier answer, or not the same one, gets its refusal as an error.
    """
    by_number = {question.number: question for question in questions}
    signing = list(form.cleaned_data.get("signatories") or [])
    earlier: EarlierAnswers | None = None
    carried: dict[int, Answer | None] = {}
    for name in form.data:
        if (tick := TICK.match(name)) and name not in form.fields:
            form.add_error(
                None,
                f"There is no earlier answer any more that could be carried forward to question {tick[1]}. "
                "Nothing was recorded.",
            )
    for name in form.changed_data:
        if (tick := TICK.match(name)) is None or name not in form.cleaned_data:
            continue
        question = by_number[int(tick[1])]
        carried[question.number] = None
        if form.cleaned_data[name] and signing:
            earlier = earlier or earlier_answers(question.round, signing)
            try:
                carried[question.number] = earlier.to_carry(question, signing)
            except ValidationError as refusal:
                form.add_error(name, refusal)
    return carried
