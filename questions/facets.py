"""How many answers each choice of a filter would find, if it were taken and the other filters kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models.functions import Coalesce

from questions.counted_choices import CountedSelect
from questions.filters import AnswerFilter
from questions.models import Answer, Standing
from questions.models.recipients import PARTY_NOT_GIVEN

SIGNATORY = "response__signatories__recipient__"
BODY = Coalesce(f"{SIGNATORY}body__slug", f"{SIGNATORY}round__body__slug")
VALUES = {
    "campaign": f"{SIGNATORY}round__campaign__slug",
    "round": f"{SIGNATORY}round__slug",
    "body": BODY,
    "party": f"{SIGNATORY}party__slug",
}


def count_choices(filters: AnswerFilter) -> None:
    """Put the number of answers beside each choice of the form: one query for each filter that has choices."""
    for name in (*VALUES, "question", "standing"):
        field = filters.form.fields[name]
        assert isinstance(field.widget, CountedSelect)  # noqa: S101 - for the reader and mypy
        field.widget.counts = counts_by(filters, name)
    _offer_numbers(filters)


def counts_by(filters: AnswerFilter, name: str) -> Mapping[str, int]:
    """The number of answers for each choice of the filter *name*, the others kept; what finds none is left out."""
    answers = filters.worded(Answer.objects.published(filters.at), without=name)
    people = filters.people(without=name)
    if name == "question":
        return _by_name(filters.signed(answers).counted_by("question__number"))
    if name == "standing":
        return answers.counted_among({each.value: people.standing(each, at=filters.at) for each in Standing})
    counted = answers.counted_by(VALUES[name], people if filters.narrows_people(without=name) else None)
    if name == "party":
        counted[PARTY_NOT_GIVEN] = counted.pop(None, 0)
    return _by_name(counted)


def _by_name(counted: Mapping[Any, int]) -> dict[str, int]:
    return {str(value): number for value, number in counted.items()}


def _offer_numbers(filters: AnswerFilter) -> None:
    """The numbers of questions that any answer is to, and the one that was asked for."""
    widget = filters.form.fields["question"].widget
    chosen = filters.form.cleaned_data.get("question")
    numbers = sorted({*map(int, widget.counts), *([chosen] if chosen else [])})
    widget.choices = [("", "Any question"), *((number, f"Question {number}") for number in numbers)]
