"""What a publisher says when something is taken down."""

from __future__ import annotations

from django import forms

from respondents.verbatim import VerbatimFormField


class WithdrawalForm(forms.Form):
    """The note that readers find in its place."""

    note = VerbatimFormField(
        label="What readers are told",
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text="Public. Say in a sentence or two why it is no longer here; the date is added.",
        error_messages={"required": "Say for readers why it is withdrawn."},
    )
