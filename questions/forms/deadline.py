"""By when answers are asked for: of everyone, and of those who were given longer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget

from questions.models import Round
from respondents.partial_dates import validate_partial_date
from respondents.verbatim import LineFormField


class DeadlineForm(forms.Form):
    """The deadline of a round."""

    deadline_on = LineFormField(
        max_length=10,
        required=False,
        label="Deadline",
        validators=[validate_partial_date],
        widget=AdminTextInputWidget,
        help_text="2017-07-10. Nobody can be called silent before it has passed. Empty: no day is known.",
    )
    deadline_words = LineFormField(
        max_length=100,
        required=False,
        label="In the source's words",
        widget=AdminTextInputWidget,
        help_text="Only where the day is not known: “by Wednesday”.",
    )

    def __init__(self, sent: Any, *, round_: Round) -> None:
        first = {"deadline_on": round_.deadline_on, "deadline_words": round_.deadline_words}
        super().__init__(sent, initial=first)


class ExtensionForm(forms.Form):
    """A longer deadline for some."""

    until = LineFormField(
        max_length=10,
        required=False,
        label="Until",
        validators=[validate_partial_date],
        widget=AdminTextInputWidget,
        help_text="2017-07-17. Empty takes the longer deadline of those ticked back.",
    )
