"""“My position is unchanged” on the page of a response: a tick beside a box, where there is an earlier answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from questions.carrying import EarlierAnswers, earlier_answers
from questions.models import Answer, Question, Recipient, Round
from questions.sentences import join_names

TICK = re.compile(r"\Acarried_(\d{1,5})\Z")
NAMED = 12  # so many people are named beside a tick; more are a number


def carrying_ticks(
    round_: Round, questions: Iterable[Question], signatories: Iterable[Recipient] | None
) -> dict[str, forms.BooleanField]:
    """A tick for each question to which somebody gave an answer in an earlier round, by the name of its field.

    Somebody is anyone on the round's list, or one of the *signatories* of a response that is on file.
    """
    if not any(question.repeats_id for question in questions):
        return {}
    listed = list(round_.recipients.in_order()) if signatories is None else list(signatories)
    earlier = earlier_answers(round_, signatories)
    ticks = {}
    for question in questions:
        if givers := earlier.givers(question, listed):
            ticks[f"carried_{question.number}"] = forms.BooleanField(
                required=False,
                label=f"Their position on question {question.label} is unchanged",
                help_text=_who_answered(givers),
            )
    return ticks


def _who_answered(givers: list[Recipient]) -> str:
    many = f"{len(givers)} on this list"
    names = many if len(givers) > NAMED else join_names([each.name for each in givers])
    return (
        f"Carries their earlier answer forward. Enter what they say today above, or nothing. "
        f"Answered before by: {names}."
    )


def ticked(data: Mapping[str, Any]) -> list[int]:
    """The numbers of the questions whose tick is set in the cleaned *data* of a form."""
    return sorted(int(tick[1]) for name, value in data.items() if value and (tick := TICK.match(name)))


def what_is_carried(
    round_: Round,
    questions: Mapping[int, Question],
    data: Mapping[str, Any],
    signatories: Iterable[Recipient],
) -> dict[int, Answer]:
    """The earlier answers that the ticks in *data* mean, by question number.

    Raises `ValidationError` by field where *signatories* gave none, or not the same one.
    """
    signing = list(signatories)
    earlier: EarlierAnswers | None = None
    carried: dict[int, Answer] = {}
    refusals: dict[str, list[str]] = {}
    for number in ticked(data):
        earlier = earlier or earlier_answers(round_, signing)
        try:
            carried[number] = earlier.to_carry(questions[number], signing)
        except ValidationError as refusal:
            refusals[f"carried_{number}"] = refusal.messages
    if refusals:
        raise ValidationError(refusals)
    return carried
