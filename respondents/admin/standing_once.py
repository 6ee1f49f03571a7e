"""What stands once only - a number in its round, somebody on a list, a seat, an address - told before it is saved.

Django leaves out a rule as soon as one of its fields is read-only on the page, or leads to the row whose page it is.
A page compares its rows with each other, and everything else with what is on file. Rows that take each other's
place are saved by way of values that are free, within the save's transaction; the history has none of those.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from itertools import count
from typing import Any, TypeAlias

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import UniqueConstraint
from django.forms import ModelForm
from django.forms.models import InlineForeignKeyField

from respondents.models import EditorialModel

Form: TypeAlias = ModelForm[Any]
Key: TypeAlias = tuple[Hashable, ...]
# Fields that take any value for a moment: a number, or words of no certain shape.
LOOSE = {models.CharField, models.SlugField, models.PositiveSmallIntegerField}


def rules_written_by(form: Form) -> Iterator[tuple[UniqueConstraint, list[str]]]:
    """The rules on what stands once that *form* may break, each with those of its fields that are boxes of the form."""
    for rule in form.instance._meta.concrete_model._meta.constraints:
        if isinstance(rule, UniqueConstraint) and rule.fields and rule.condition is None:
            boxes = [name for name in rule.fields if _is_box(form, name)]
            if boxes:
                yield rule, boxes


def refuse_what_stands_already(form: Form, beside: Collection[int]) -> None:
    """Say on *form* what is on file already, in no row that stands *beside* it on its page."""
    row = form.instance
    for rule, boxes in rules_written_by(form):
        is_written = row._state.adding or set(boxes) & set(form.changed_data)
        if len(boxes) == len(rule.fields) or not is_written or set(rule.fields) & set(form.errors):
            continue  # Django has looked, nothing of it is new, or something is wrong already
        key = key_of(row, rule)
        others = type(row)._default_manager.exclude(pk__in={*beside, row.pk} - {None})
        if key is not None and others.filter(**dict(zip(rule.fields, key, strict=True))).exists():
            _say(form, rule, boxes)


def refuse_what_stands_twice(forms: Iterable[Form], parent: str) -> None:
    """Say on those of a page's rows that were changed where they are like another; all belong to one *parent*."""
    seen: set[tuple[str, Key]] = set()
    for form in sorted(forms, key=lambda each: each.has_changed()):
        for rule, boxes in rules_written_by(form):
            key = key_of(form.instance, rule, without=parent)
            if key is None or set(boxes) & set(form.errors):
                continue
            if (rule.name, key) in seen and form.has_changed():
                _say(form, rule, boxes)
            seen.add((rule.name, key))


def make_way(changed: Mapping[int, Form], deleted: Collection[int], siblings: models.QuerySet[Any]) -> None:
    """Let go of what one of the *changed* rows on file holds and another is to have.

    *changed* are the forms of the rows by number, those that are to be *deleted* among them; *siblings* are all rows
    of the page. Each row that lets go is saved or deleted next, in the same transaction.
    """
    if len(changed) < 2:
        return
    on_file = {row.pk: row for row in siblings.filter(pk__in=changed)}
    for rule, boxes in rules_written_by(next(iter(changed.values()))):
        then = {pk: key_of(row, rule) for pk, row in on_file.items()}
        now = {pk: key_of(form.instance, rule) for pk, form in changed.items() if pk not in deleted}
        wanted = set(now.values()) - {None}
        in_the_way = [pk for pk, key in then.items() if key in wanted and key != now.get(pk)]
        loose = [siblings.model._meta.get_field(name) for name in boxes]
        kept = next((field for field in loose if type(field) in LOOSE), None)
        if not in_the_way or kept is None:
            continue
        free = _free_values(kept, siblings, [form.instance for form in changed.values()])
        for pk in in_the_way:
            siblings.model._base_manager.filter(pk=pk).update(**{kept.name: next(free)})


def key_of(row: models.Model, rule: UniqueConstraint, without: str = "") -> Key | None:
    """What of *row* stands once; None where a part of it is not given."""
    fields = [row._meta.get_field(name) for name in rule.fields if name != without]
    key: Key = tuple(getattr(row, field.attname) for field in fields)  # type: ignore[union-attr]  # fields of its own
    return None if None in key else key


def _is_box(form: Form, name: str) -> bool:
    return name in form.fields and not isinstance(form.fields[name], InlineForeignKeyField)


def _say(form: Form, rule: UniqueConstraint, boxes: Collection[str]) -> None:
    """Say it at the one box that can be at fault, else of the row as a whole."""
    box = next(iter(boxes)) if len(boxes) == 1 else NON_FIELD_ERRORS
    told = ValidationError(rule.get_violation_error_message(), code="stands_already")
    form.add_error(None if box == NON_FIELD_ERRORS else box, told)


def _free_values(
    field: Any, siblings: models.QuerySet[Any], typed: Iterable[EditorialModel]
) -> Iterator[Any]:
    """Values that no row of the page has or is to have."""
    taken = {*siblings.values_list(field.attname, flat=True), *(getattr(row, field.attname) for row in typed)}
    numbers = count(1) if isinstance(field, models.IntegerField) else map(str, count(1))
    return (value for value in numbers if value not in taken)
