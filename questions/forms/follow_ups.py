"""Starting a follow-up round: whom, what, and by when."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.http import QueryDict

from questions.actions.follow_ups import free_slug
from questions.models import Question, Round
from questions.models.rounds import Method
from respondents.partial_dates import validate_partial_date
from respondents.verbatim import LineFormField, with_newlines

CHOSEN = "chosen"


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


@dataclass(frozen=True)
class Repeated:
    """One question of the earlier round as the page offers it: ticked or not, in its words or in new ones."""

    question: Question
    is_ticked: bool
    wording: str

    @property
    def is_reworded(self) -> bool:
        """Whether other words stand in its box."""
        return self.wording != self.question.text

    @property
    def box(self) -> str:
        """The name of its box."""
        return f"wording_{self.question.number}"


def questions_offered(
    questions: Iterable[Question], sent: QueryDict | None, left_open: Question | None
) -> list[Repeated]:
    """The questions of the earlier round: all ticked, or the one left open, until an editor says otherwise."""
    ticked = set(sent.getlist("question")) if sent is not None else set()
    return [
        Repeated(
            question,
            is_ticked=left_open in {None, question} if sent is None else str(question.number) in ticked,
            wording=_wording_sent(sent, question),
        )
        for question in questions
    ]


def _wording_sent(sent: QueryDict | None, question: Question) -> str:
    """The words in a question's box, else those it was put in."""
    written = sent.get(f"wording_{question.number}") if sent is not None else None
    if written is None:
        return question.text
    return with_newlines(written)


def new_wordings(offered: Iterable[Repeated]) -> dict[int, str]:
    """The words of the questions that are put in other words, by number."""
    return {each.question.number: each.wording for each in offered if each.is_reworded}
