"""The forms of the admin: words are kept as typed, what is unchanged is left alone, nothing is saved unread.

Stock Django would strip outer white space, keep a browser's CRLF, and save a page over whatever somebody else
had saved since it was drawn.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, TypeVar, cast

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget, AdminURLFieldWidget
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import ModelForm, MultiWidget
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import InlineForeignKeyField
from django.http import QueryDict
from django.utils.functional import cached_property

from respondents.admin.meanwhile import (
    MINE,
    THEIRS,
    UNDECIDED,
    Clash,
    Meanwhile,
    Part,
    decision_name,
    in_words,
    part_of,
)
from respondents.admin.seen import FIELD, Versions, read
from respondents.admin.standing_once import refuse_what_stands_already
from respondents.models import EditorialModel
from respondents.verbatim import LineFormField, VerbatimFormField, with_newlines

Row = TypeVar("Row", bound=EditorialModel)

WORDS: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.TextField: {"form_class": VerbatimFormField},
    models.CharField: {"form_class": LineFormField},
    models.SlugField: {"form_class": forms.SlugField, "widget": AdminTextInputWidget},
    models.URLField: {"form_class": forms.URLField, "widget": AdminURLFieldWidget, "assume_scheme": "https"},
}
LOOK_ABOVE = "Nothing was saved. Look at what was changed meanwhile, at the top of the page, and save again."
DECIDE_ABOVE = "Somebody else changed this too. Choose at the top of the page which text is to stand."


class EditorialForm(ModelForm[Row]):
    """A form that leaves alone what an editor did not change, and what somebody else changed meanwhile.

    An unchanged row is not checked again, which also spares a page with thirty rows hundreds of queries.
    `refusal` is what an act refused after the form itself was found in order; the page then says why.
    `meanwhile` is what others did to the rows of the form while its page was open; nothing is then saved until
    the editor has seen it and, where both changed the same box, has chosen.
    `beside` are the rows on the same page, by number: what may stand once only is compared with theirs there.
    """

    refusal: ValidationError | None = None
    beside: Collection[int] = ()
    meanwhile: Sequence[Meanwhile] = ()
    is_compared = False

    # What is shown, and as which version

    def rows_shown(self) -> list[EditorialModel]:
        """The rows whose fields the form shows: the page says which version of them it shows."""
        return [] if self.instance.pk is None else [self.instance]

    def parts(self) -> list[Part]:
        """The rows that the form may write, each with its boxes. A form over several rows says which are whose."""
        if self.instance.pk is None:
            return []
        own = [*self.instance._meta.concrete_fields, *self.instance._meta.many_to_many]
        names = [kept.name for kept in own if not kept.primary_key and kept.name in self.fields]
        boxes = {name: name for name in names if not isinstance(self.fields[name], InlineForeignKeyField)}
        return [part_of(self.instance, self.seen, boxes)]

    @property
    def seen(self) -> Versions:
        """The versions that the page had shown."""
        return read(self.data.get(FIELD) or "")

    # What others did meanwhile

    def compare(self) -> None:
        """Find out, once, what others did meanwhile; let boxes that were left alone hold what is on file now."""
        if self.is_bound and not self.is_compared:
            self.is_compared = True
            found = [self._compared(part) for part in self.parts()]
            self.meanwhile = [each for each in found if each is not None]

    def _compared(self, part: Part) -> Meanwhile | None:
        """What the editor must know of *part* before it is saved; None if nothing."""
        names = [name for name in part.boxes if name in self.fields and not self.fields[name].disabled]
        left_open = [name for name in names if self.add_prefix(name) in self._undecided]
        if not part.what_happened:
            clashes = [name for name in left_open if not self._is_decided(name)]
            return self._told(part, f"{part.name} waits for your decision.", clashes) if clashes else None
        then = part.then
        touched = [name for name in names if then is None or self._differs(name, then[name])]
        mine = [name for name in {*touched, *left_open} if self._differs(name, self._on_file(name))]
        clashes = [
            name
            for name in mine
            if then is None or name in left_open or not self._same(name, then[name], self._on_file(name))
        ]
        for name in set(names) - set(mine):
            self._put(name, self._on_file(name))
        if self._not_deleted(names):
            return self._told(part, f"{part.name} {part.what_happened}, so it was not deleted.", [])
        if not mine:
            return None
        kept = [name for name in names if name in mine and name not in clashes]
        return self._told(part, f"{part.name} {part.what_happened}.", clashes, kept)

    def _told(self, part: Part, sentence: str, clashes: Sequence[str], kept: Sequence[str] = ()) -> Meanwhile:
        labels = {part.labels.get(name, self._label(name)) for name in clashes}
        return Meanwhile(
            sentence=sentence,
            clashes=tuple(self._clash(part, name) for name in part.boxes if name in clashes),
            told=tuple(change for change in part.told if change.label not in labels),
            kept=tuple(self._label(name) for name in kept),
        )

    def _clash(self, part: Part, name: str) -> Clash:
        box = self.fields[name]
        typed = self._typed(name)
        return Clash(
            box=self.add_prefix(name),
            box_id=self[name].id_for_label or self[name].auto_id,
            label=self._label(name),
            theirs=in_words(box, self._on_file(name)),
            mine=in_words(box, with_newlines(typed) if isinstance(typed, str) else typed),
            saved=part.saved(name),
        )

    @cached_property
    def _undecided(self) -> set[str]:
        return set(cast("QueryDict", self.data).getlist(UNDECIDED))

    def _is_decided(self, name: str) -> bool:
        """Whether the editor has chosen between two texts; what is on file is then put back if they chose that."""
        if not self._differs(name, self._on_file(name)):
            return True
        decision = self.data.get(decision_name(self.add_prefix(name)))
        if decision == THEIRS:
            self._put(name, self._on_file(name))
        return decision in {THEIRS, MINE}

    def _not_deleted(self, names: Sequence[str]) -> bool:
        """Take back the tick that would delete a row which somebody else has changed."""
        if DELETION_FIELD_NAME not in self.fields or not self._typed(DELETION_FIELD_NAME):
            return False
        self._put(DELETION_FIELD_NAME, value=False)
        for name in names:
            self._put(name, self._on_file(name))
        return True

    # Boxes

    def _label(self, name: str) -> str:
        return str(self[name].label)

    def _on_file(self, name: str) -> Any:
        return self[name].initial

    def _typed(self, name: str) -> Any:
        return self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    def _differs(self, name: str, value: Any) -> bool:
        """Whether something else than *value* was typed."""
        return self.fields[name].has_changed(value, self._typed(name))

    def _same(self, name: str, one: Any, other: Any) -> bool:
        """Whether two values fill a box alike; an empty one has many faces."""
        first, second = (self.fields[name].prepare_value(value) for value in (one, other))
        if isinstance(first, list | tuple) and isinstance(second, list | tuple):
            return sorted(map(str, first)) == sorted(map(str, second))
        return bool(first == second) or (_is_blank(first) and _is_blank(second))

    def _put(self, name: str, value: Any) -> None:
        """Let a box hold *value*, as if it had been sent so."""
        for key, values in _as_sent(self.fields[name], self.add_prefix(name), value).items():
            self.own_data.setlist(key, values)

    @cached_property
    def own_data(self) -> QueryDict:
        """What was sent, as a copy for this form alone, which from now on reads it."""
        own = cast("QueryDict", self.data).copy()
        self.data = own
        return own

    # Django's steps

    @cached_property
    def changed_data(self) -> list[str]:
        """The boxes that will be written, once those left alone hold what is on file."""
        self.compare()
        return super().changed_data

    def full_clean(self) -> None:
        self.compare()
        if self.instance.pk:
            self.empty_permitted = True
        super().full_clean()
        if not self.is_bound:
            return
        for each in self.meanwhile:
            for clash in each.clashes:
                self.add_error(
                    clash.box.removeprefix(f"{self.prefix}-") if self.prefix else clash.box, DECIDE_ABOVE
                )
        if self.meanwhile:
            self.add_error(None, LOOK_ABOVE)
        if self.refusal is not None:
            self._say_why(self.refusal)

    def clean(self) -> dict[str, Any] | None:
        """Keep unchanged words byte for byte while others on the page are changed."""
        cleaned = super().clean()
        kept = self.cleaned_data if cleaned is None else cleaned
        for name, value in kept.items():
            if isinstance(value, str) and self.instance.pk and name not in self.changed_data:
                kept[name] = self.get_initial_for_field(self.fields[name], name) or ""
        return kept

    def validate_unique(self) -> None:
        """Say what may stand once only and is on file already, also where the page shows only a part of it."""
        super().validate_unique()
        refuse_what_stands_already(self, self.beside)

    def _say_why(self, refusal: ValidationError) -> None:
        if not hasattr(refusal, "error_dict"):
            self.add_error(None, refusal)
            return
        for name, errors in refusal.error_dict.items():
            self.add_error(name if name in self.fields else None, errors)


def _is_blank(value: Any) -> bool:
    return value is None or value is False or value in ("", [])


def _as_sent(box: forms.Field, name: str, value: Any) -> dict[str, list[str]]:
    """What a browser would send for *box* with *value* in it; nothing at all for a box without a tick."""
    widget: Any = getattr(box.widget, "widget", box.widget)  # choices are wrapped in their buttons
    value = box.prepare_value(value)
    if isinstance(widget, forms.CheckboxInput):
        return {name: ["on"] if value else []}
    if isinstance(widget, MultiWidget):
        inside: Any = widget
        parts = zip(inside.widgets, inside.widgets_names, inside.decompress(value), strict=True)
        return {name + suffix: [inner.format_value(part) or ""] for inner, suffix, part in parts}
    shown = widget.format_value(value)
    return {name: shown if isinstance(shown, list) else [shown or ""]}
