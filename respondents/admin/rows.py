"""Rows within another row's page: each is compared by itself with what somebody else made of it meanwhile."""

from __future__ import annotations

import re
from typing import Any, TypeVar, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseInlineFormSet, ModelForm
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import HttpRequest, QueryDict

from respondents.admin.forms import LOOK_ABOVE, WORDS, EditorialForm
from respondents.admin.meanwhile import UNDECIDED, Meanwhile, copies_of, in_words, seen_copy
from respondents.admin.rights import GuardedRows
from respondents.admin.seen import FIELD, by_and_when, read
from respondents.admin.standing_once import make_way, refuse_what_stands_twice
from respondents.models import EditorialModel

Row = TypeVar("Row", bound=EditorialModel)


class EditorialFormSet(BaseInlineFormSet[Row, Any, EditorialForm[Row]]):
    """The rows of a page. One that somebody else deleted meanwhile leaves it; what was typed into it is told."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.gone: list[Meanwhile] = []
        if self.is_bound and self.management_form.is_valid():
            self._let_go_of_deleted_rows()

    @property
    def kind(self) -> type[EditorialModel]:
        """The model of the rows."""
        return cast("type[EditorialModel]", self.model)

    def clean(self) -> None:
        super().clean()
        if self.gone:
            raise ValidationError(LOOK_ABOVE)

    def add_fields(self, form: EditorialForm[Row], index: int | None) -> None:
        super().add_fields(form, index)
        form.beside = {row.pk for row in self.get_queryset()}

    def validate_unique(self) -> None:
        """Say which rows would stand twice. Django compares those alone that were changed."""
        there = [form for form in self.forms if form.instance.pk or form.has_changed()]
        refuse_what_stands_twice(
            [form for form in there if form not in self.deleted_forms and form.is_valid()], self.fk.name
        )

    def save_existing_objects(self, commit: bool = True) -> list[Row]:  # noqa: FBT002 - Django's signature
        """Save the rows; those that take each other's place let go of their own first."""
        deleted = {form.instance.pk for form in self.deleted_forms}
        written = {form.instance.pk: form for form in self.initial_forms if form.has_changed()}
        siblings = self.kind._base_manager.filter(**{self.fk.name: self.instance})
        make_way({pk: form for pk, form in written.items() if pk}, deleted, siblings)
        return super().save_existing_objects(commit)

    def _let_go_of_deleted_rows(self) -> None:
        there = {row.pk for row in self.get_queryset()}
        seen = read(self.data.get(FIELD) or "").get(self.kind, {})
        gone = {}
        for index in range(self.initial_form_count()):
            pk = self.data.get(f"{self.add_prefix(index)}-id", "")
            if pk.isdecimal() and int(pk) in seen and int(pk) not in there:
                gone[index] = int(pk)
        told = [self._told(index, pk, seen[pk]) for index, pk in gone.items()]
        self.gone = [each for each in told if each is not None]
        if gone:
            self._close_ranks(set(gone))

    def _told(self, index: int, pk: int, version: int) -> Meanwhile | None:
        """What an editor had typed into a row that is gone; None if nothing, or if they too wanted it gone."""
        copies = copies_of(self.kind, pk)
        before = seen_copy(copies, version)
        if before is None:
            return Meanwhile(f"A {self.kind._meta.verbose_name} is not there any more.")
        form = self.form(
            data=self.data,
            prefix=self.add_prefix(index),
            instance=before.instance,
            use_required_attribute=False,
        )
        self.add_fields(form, index)
        typed = [name for name in form.changed_data if name not in {"id", self.fk.name}]
        if not typed or DELETION_FIELD_NAME in typed:
            return None
        words = [(str(form[name].label), in_words(form.fields[name], form[name].data)) for name in typed]
        name = f"The {self.kind._meta.verbose_name} “{before.instance}”"
        return Meanwhile(f"{name} was deleted{by_and_when(copies[-1])}.", lost=tuple(words))

    def _close_ranks(self, gone: set[int]) -> None:
        """Take the rows that are *gone* out of what was sent, and let those behind them move up."""
        row = re.compile(rf"\A((?:decide-)?{re.escape(str(self.prefix))})-(\d+)-(.+)\Z", re.DOTALL)

        def moved(name: str) -> str | None:
            match = row.match(name)
            if match is None:
                return name
            index = int(match[2])
            if index in gone:
                return None
            return f"{match[1]}-{index - sum(each < index for each in gone)}-{match[3]}"

        data = QueryDict(mutable=True)
        for name, values in self.data.lists():  # type: ignore[attr-defined]  # what a browser sent is a QueryDict
            if (now := moved(name)) is not None:
                data.setlist(now, values)
        data.setlist(UNDECIDED, [now for name in data.getlist(UNDECIDED) if (now := moved(name))])
        for count, number in (
            (TOTAL_FORM_COUNT, self.total_form_count()),
            (INITIAL_FORM_COUNT, self.initial_form_count()),
        ):
            data[f"{self.prefix}-{count}"] = str(number - len(gone))
        self.data = data
        del self.management_form


class EditorialInline(GuardedRows[Row]):
    """Rows within another row's page. Choices named in `shared_choices` are read once, not once a row."""

    form: type[ModelForm[Row]] = EditorialForm
    formset: Any = EditorialFormSet
    formfield_overrides = WORDS
    extra = 0
    view_on_site = False
    shared_choices: tuple[str, ...] = ()

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Choices without buttons beside them: a row has no room, and each has a page of its own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField[Any] | None:
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None and db_field.name in self.shared_choices:
            field.choices = list(iter(field.choices))  # type: ignore[arg-type]
        return field


class TabularRows(EditorialInline[Row], admin.TabularInline[Row, Any]):
    """Rows as a table."""


class StackedRows(EditorialInline[Row], admin.StackedInline[Row, Any]):
    """Rows one below the other."""
