"""Pages on which something that readers have seen may be changed: they come back once and ask what was wrong.

The first save is refused, whole, by `questions.actions.telling`; the page returns with everything as it was typed,
the earlier and the later words, and boxes for the note that readers will find. The next save has them.

A page of the desk that does an act of its own passes `note_given(request)` to the act as its *correction*, and puts
`what_is_asked(request, refusal)` into what it shows, where `admin/questions/note_asked.html` draws it. Where several
things that hold somebody's words are changed at once, each has a note of its own.
"""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from questions.actions.corrections import Note
from questions.actions.telling import SHARED, UntoldChangeError, telling, things_in
from questions.admin.pages import signed_in
from questions.forms.corrections import notes_sent, notes_to_make
from questions.sentences import capitalised
from questions.sentences.corrections import thing_words
from respondents.admin.editorial import EditorialAdmin
from respondents.models import EditorialModel
from respondents.typed_words import typed

Row = TypeVar("Row", bound=EditorialModel)
RIGHT = "questions.correct_published"
TOLD = "Readers are told, beside the words and among the corrections."


def note_given(request: HttpRequest) -> Note | None:
    """The note that was sent with a page, if it is complete and whoever sent it may correct what readers see."""
    return notes_given(request).get(SHARED)


def notes_given(request: HttpRequest) -> dict[str, Note]:
    """The notes that were sent with a page, by their codes: complete ones, from whoever may make them."""
    if not request.user.has_perm(RIGHT):
        return {}
    notes = {form.code: form.note() for form in notes_sent(request.POST)}
    return {code: note for code, note in notes.items() if note is not None}


def what_is_asked(request: HttpRequest, refusal: object) -> dict[str, Any]:
    """What a page shows of what readers have seen: the boxes for the notes, and what was refused untold."""
    sent = typed(request)
    if isinstance(refusal, UntoldChangeError):
        untold = [
            (f"{capitalised(thing_words(change.thing))}: {change.label.lower()}", change)
            for change in refusal.changes
        ]
        return {"untold": untold, "notes": notes_to_make(refusal.changes, sent)}
    given = [] if sent is None else notes_sent(sent)
    return {"notes": given} if given else {}


class CorrectingAdmin(EditorialAdmin[Row]):
    """The admin of rows that readers see."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page of one row; what it changes of what readers have seen is told to them, or refused."""
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic(), telling(signed_in(request)) as current:
            current.notes = notes_given(request)
            request.telling = current  # type: ignore[attr-defined]  # for the end of the save, below
            return super().changeform_view(request, object_id, form_url, extra_context)

    def construct_change_message(
        self,
        request: HttpRequest,
        form: Any,
        formsets: Any,
        add: bool = False,  # noqa: FBT002
    ) -> list[dict[str, dict[str, list[str]]]]:
        """Everything is saved by now, and nothing is said of it yet: see whether readers have to be told."""
        try:
            told = request.telling.finish()  # type: ignore[attr-defined]
        except UntoldChangeError as untold:
            if not request.user.has_perm(RIGHT):
                raise ValidationError(
                    f"Readers have seen {things_in(untold.changes)}: a publisher may correct that. "
                    "Nothing was changed.",
                ) from untold
            raise
        if told:
            messages.info(request, TOLD)
        return super().construct_change_message(request, form, formsets, add)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add what was changed of what readers have seen, and the boxes for the note."""
        refusal = getattr(request, "refusal", None)
        asked = what_is_asked(request, refusal)
        said = [message for errors in context["errors"] for message in errors]
        if isinstance(refusal, UntoldChangeError) and said == refusal.messages:
            asked["errors"] = None  # nothing is wrong: the next step is asked for, in a sentence of its own
        return super().render_change_form(request, {**context, **asked}, *args, **kwargs)
