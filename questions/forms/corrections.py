"""What readers are told of a change of what they have seen."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from questions.actions.corrections import Note
from questions.actions.telling import Change
from questions.models import CorrectionKind
from questions.sentences.corrections import as_it_said, as_it_says
from respondents.verbatim import VerbatimFormField

BOX = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})


class NoteForm(forms.Form):
    """What was wrong, what it says now, and what sort of note that is. It stands within the form of the page itself."""

    prefix = "correction"
    was = VerbatimFormField(
        label="What was wrong",
        widget=BOX,
        help_text="Public. In your own words, or as it is proposed here.",
        error_messages={"required": "Say for readers what was wrong."},
    )
    now = VerbatimFormField(
        label="What it says now",
        widget=BOX,
        help_text="Public.",
        error_messages={"required": "Say for readers what it says now."},
    )
    kind = forms.ChoiceField(
        label="What sort of note it is",
        choices=[(kind.value, kind.label) for kind in CorrectionKind.for_changes()],
        widget=forms.RadioSelect,
        initial=CorrectionKind.CORRECTION.value,
    )

    def clean(self) -> None:
        """Blank words say nothing."""
        for name in ("was", "now"):
            if name in self.cleaned_data and not self.cleaned_data[name].strip():
                self.add_error(name, self.fields[name].error_messages["required"])

    def note(self) -> Note | None:
        """The note, if it is complete."""
        if not self.is_valid():
            return None
        cleaned = self.cleaned_data
        return Note(was=cleaned["was"], now=cleaned["now"], kind=CorrectionKind(cleaned["kind"]))


def proposed_note(changes: Iterable[Change]) -> NoteForm:
    """The boxes, filled with a first wording from what was changed."""
    told = [(change.thing, change.label, change.earlier, change.later) for change in changes]
    was = "\n".join(as_it_said(*change) for change in told)
    now = "\n".join(as_it_says(*change) for change in told)
    return NoteForm(initial={"was": was, "now": now, "kind": CorrectionKind.CORRECTION.value})
