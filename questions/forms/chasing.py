"""What is recorded for several people at once."""

from __future__ import annotations

from django import forms

from questions.models import Source
from respondents.verbatim import LineFormField


class NoResponseForm(forms.Form):
    """That everyone chosen did not respond."""

    source = forms.ModelChoiceField(
        Source.objects.all(),
        required=False,
        empty_label="none: approaches and a passed deadline are the evidence",
        help_text="The published source that says so, if there is one.",
    )
    wording = LineFormField(
        label="Public wording",
        max_length=300,
        required=False,
        help_text="Neutral, for readers. Left empty, they read “did not respond”.",
    )
