"""What readers are told of a change of what they have seen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from questions.actions.corrections import Note
from questions.actions.telling import SHARED, Change, note_code, things_in
from questions.models import CorrectionKind
from questions.sentences.corrections import as_it_said, as_it_says
from respondents.verbatim import VerbatimFormField

BOX = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})


SENT = re.compile(r"\Acorrection(?:-([0-9a-f]{8}))?-was\Z")


class NoteForm(forms.Form):
    """What was wrong, what it says now, and what sort of note that is. It stands within the form of the page itself.

    A page asks for one note, or for one on each thing that holds somebody's words: the *code* tells them apart.
    """

    title = ""  # what it is about, where a page asks for several
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

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        code: str = SHARED,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, prefix=f"correction-{code}" if code else "correction", initial=initial)
        self.code = code

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


def notes_sent(data: Mapping[str, Any]) -> list[NoteForm]:
    """The notes that were sent with a page, complete or not."""
    codes = [match[1] or SHARED for name in data if (match := SENT.match(name))]
    return [NoteForm(data, code=code) for code in codes]


def notes_to_make(changes: Iterable[Change], data: Mapping[str, Any] | None) -> list[NoteForm]:
    """The boxes for the notes on *changes*: as they were sent in *data*, else filled with a first wording."""
    by_code: dict[str, list[Change]] = {}
    for change in changes:
        by_code.setdefault(note_code(change.thing), []).append(change)
    if len(by_code) == 1:
        by_code = {SHARED: list(*by_code.values())}
    sent = {} if data is None else {form.code: form for form in notes_sent(data)}
    made = []
    for code, about in by_code.items():
        form = sent.get(code) or proposed_note(about, code)
        form.title = things_in(about) if len(by_code) > 1 else ""
        made.append(form)
    return made


def proposed_note(changes: Sequence[Change], code: str = SHARED) -> NoteForm:
    """The boxes, filled with a first wording from what was changed."""
    told = [(change.thing, change.label, change.earlier, change.later) for change in changes]
    was = "\n".join(as_it_said(*change) for change in told)
    now = "\n".join(as_it_says(*change) for change in told)
    initial = {"was": was, "now": now, "kind": CorrectionKind.CORRECTION.value}
    return NoteForm(code=code, initial=initial)
