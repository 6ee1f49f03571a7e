"""What a publisher says when something is made public or taken down."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from respondents.verbatim import VerbatimFormField


class WithdrawalForm(forms.Form):
    """The note that readers find in its place."""

    note = VerbatimFormField(
        label="What readers are told",
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text="Public. Say in a sentence or two why it is no longer here; the date is added.",
        error_messages={"required": "Say for readers why it is withdrawn."},
    )


class WithholdingForm(WithdrawalForm):
    """The note that readers find in place of the words of one answer."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        note = self.fields["note"]
        note.help_text = "Public. Say in a sentence or two why the words are not shown; the date is added."
        note.error_messages["required"] = "Say for readers why the words are not shown."


class MomentField(forms.DateTimeField):
    """A day and a time on the newsroom's clock, which twice a year skips or repeats an hour."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})

    def to_python(self, value: Any) -> datetime.datetime | None:
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            raise ValidationError(
                "The clocks change that night, and this time comes twice or not at all: choose another one."
            ) from error


class PublicationForm(forms.Form):
    """Whether a round is made public now, or at which moment. What was withdrawn comes back now (*again*)."""

    NOW, LATER = "now", "later"
    ONLY_NOW = (
        "It was withdrawn, so it is published again now. A set time is only for what readers have not seen."
    )

    when = forms.ChoiceField(
        label="When",
        choices=[(NOW, "now"), (LATER, "at a set time")],
        initial=NOW,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether it is published now or at a set time."},
    )
    at = MomentField(
        label="Set time",
        required=False,
        help_text="Day and time on the newsroom's clock. Until then readers find nothing of the round anywhere; "
        "from then on they find everything.",
    )

    def __init__(self, *args: Any, again: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if again:
            del self.fields["at"]
            when: Any = self.fields["when"]
            when.choices, when.help_text = [(self.NOW, "now")], self.ONLY_NOW

    def clean(self) -> dict[str, Any]:
        """Refuse a set time that is missing or has passed."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("when") != self.LATER or "at" in self.errors:
            return cleaned
        if cleaned.get("at") is None:
            self.add_error("at", "Say when it is to be published, or choose “now”.")
        elif cleaned["at"] <= timezone.now():
            self.add_error("at", "This time has passed: choose a later one, or “now”.")
        return cleaned

    @property
    def moment(self) -> datetime.datetime | None:
        """When it is to be public; None for now."""
        at: datetime.datetime | None = self.cleaned_data.get("at")
        return at if self.cleaned_data["when"] == self.LATER else None
