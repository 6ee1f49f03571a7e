"""What somebody says who makes a preview link."""

from __future__ import annotations

import datetime

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget

from respondents.verbatim import LineFormField

LASTING = {"1": "a day", "3": "three days", "7": "a week"}


class PreviewLinkForm(forms.Form):
    """For whom the link is, and how long it works."""

    made_for = LineFormField(
        label="For whom",
        max_length=200,
        widget=AdminTextInputWidget,
        help_text="Who gets the link: “our lawyer”. For the newsroom only.",
        error_messages={
            "required": "Say who gets the link, so that it can be taken back from the right one."
        },
    )
    days = forms.ChoiceField(label="Works for", choices=list(LASTING.items()), initial="1")

    @property
    def lasts(self) -> datetime.timedelta:
        """How long the link works."""
        return datetime.timedelta(days=int(self.cleaned_data["days"]))
