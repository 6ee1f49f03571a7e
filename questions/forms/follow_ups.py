"""Starting a follow-up round: whom, what, and by when."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget

from questions.actions.follow_ups import free_slug
from questions.follow_ups import Candidate
from questions.models import Question, Round
from questions.models.rounds import Method
from respondents.partial_dates import validate_partial_date
from respondents.verbatim import LineFormField

CHOSEN = "chosen"


@dataclass(frozen=True)
class Person:
    """One candidate as the page shows them."""

    candidate: Candidate
    is_ticked: bool


class FollowUpForm(forms.Form):
    """What a follow-up round is called, and its dates."""

    title = LineFormField(max_length=200, widget=AdminTextInputWidget)
    slug = forms.SlugField(
        max_length=120,
        widget=AdminTextInputWidget,
        label="Address",
        help_text="The end of the round's address on the public site. It stays as it is once published.",
    )
    population = LineFormField(
        max_length=300,
        required=False,
        widget=AdminTextInputWidget,
        label="Whom you ask",
        help_text="As the sentence goes on after “We asked …”: “the six MPs who had not answered”. "
        "Empty: it is made from those you ticked.",
    )
    asked_on = LineFormField(
        max_length=10,
        label="Asked on",
        validators=[validate_partial_date],
        help_text="The day the questions are put: 2017-07-03.",
    )
    method = forms.ChoiceField(
        choices=[("", "not given"), *Method.choices],
        required=False,
        label="How",
        help_text="How the questions are put this time. Readers are told.",
    )
    deadline_on = LineFormField(
        max_length=10,
        required=False,
        label="Deadline",
        validators=[validate_partial_date],
        help_text="By when you ask for answers: 2017-07-10. Nobody can be called silent before it has passed.",
    )

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if Round.objects.filter(slug=slug).exists():
            raise forms.ValidationError(f"Another round has the address “{slug}”: choose another one.")
        return slug


def first_offer(round_: Round, day: datetime.date) -> dict[str, str]:
    """What the page fills in beforehand."""
    return {
        "title": f"{round_.title}: follow-up"[:200],
        "slug": free_slug(round_)[:120],
        "asked_on": day.isoformat(),
        "method": round_.method,
    }


def people(candidates: Iterable[Candidate], whom: str, ticked: Iterable[str] | None) -> list[Person]:
    """The candidates with their boxes: as an editor ticked them, else as the choice of *whom* suggests."""
    kept = None if ticked is None else set(ticked)
    return [
        Person(
            candidate,
            str(candidate.recipient.pk) in kept
            if kept is not None
            else candidate.is_carried and whom != CHOSEN,
        )
        for candidate in candidates
    ]


def questions_with_ticks(
    questions: Iterable[Question], data: Mapping[str, Any] | None, ticked: Iterable[str]
) -> list[tuple[Question, bool]]:
    """The questions of the earlier round, all ticked until an editor says otherwise."""
    kept = set(ticked)
    return [(question, data is None or str(question.number) in kept) for question in questions]
