"""Erasing where a politician can be reached: from rows, from the history and from the log."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalChanges

from questions.actions.acts import act
from questions.actions.history import hold, note_in_history
from questions.models import Approach
from respondents.history import not_recording
from respondents.models import ContactAddress, EditorialModel, Politician

ERASED = "[erased]"


@dataclass(frozen=True)
class Mention:
    """A text in which an erased address still stands, for an editor to look at: evidence is not rewritten."""

    row: models.Model
    field: str


@act
def erase_contact_details(*, addresses: Iterable[ContactAddress], by: User) -> list[Mention]:
    """Remove *addresses* of one politician for ever, wherever the record itself keeps them, and say that it was done.

    They go from the contact addresses, from the approaches that were made to them, from every copy of both in
    the history, and from the log. Returns the texts in which they still stand: originals, notes, archived
    articles, published words. Raises `ValidationError` if none is given.
    """
    erased = list(addresses)
    if not erased:
        raise ValidationError("Choose at least one address to erase. Nothing was changed.")
    politician: Politician = erased[0].politician
    hold(politician)
    values = [address.value for address in erased]
    with not_recording():
        for address in erased:
            number = address.pk
            address.delete()
            copies: Any = ContactAddress.history
            copies.filter(id=number).update(value=ERASED, private_note="")
        for approach in Approach.objects.filter(_holding(values, ["made_to", "private_note"])):
            approach.made_to = without(approach.made_to, values)
            approach.private_note = without(approach.private_note, values)
            approach.save(update_fields=["made_to", "private_note"])
    _erase_from_copies(values)
    _erase_from_log(values)
    kinds = ", ".join(sorted(address.get_kind_display() for address in erased))
    note_in_history(politician, by, f"Erased contact details: {kinds}.")
    return mentions_of(values)


def without(text: str, values: Iterable[str]) -> str:
    """*text* with every one of *values* erased, however it is capitalised."""
    for value in values:
        text = re.sub(re.escape(value), ERASED, text, flags=re.IGNORECASE)
    return text


def mentions_of(values: Iterable[str]) -> list[Mention]:
    """Where any of *values* stands in a text of the record."""
    found = []
    for model in apps.get_models():
        if issubclass(model, EditorialModel) and not model._meta.proxy:
            for name in _texts(model):
                rows = model._base_manager.filter(_holding(values, [name]))
                found += [Mention(row, str(model._meta.get_field(name).verbose_name)) for row in rows]  # type: ignore[union-attr]  # a field of its own
    return found


def _erase_from_copies(values: Iterable[str]) -> None:
    """Erase them from the copies of contact addresses and approaches, of other people and rows long gone too."""
    for model in (ContactAddress, Approach):
        copies: Any = model.history
        names = _texts(copies.model)
        for copy in copies.filter(_holding(values, names)):
            for name in names:
                setattr(copy, name, without(getattr(copy, name), values))
            copy.save()


def _erase_from_log(values: Iterable[str]) -> None:
    names = ["object_repr", "change_message"]
    for entry in LogEntry.objects.filter(_holding(values, names)):
        for name in names:
            setattr(entry, name, without(getattr(entry, name), values))
        entry.save()


def _texts(model: type[models.Model]) -> list[str]:
    """The fields of *model* that hold words of people, not of the program."""
    skipped = (
        {"history_type", "history_change_reason", "slug", "key"}
        if issubclass(model, HistoricalChanges)
        else set()
    )
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in skipped
    ]


def _holding(values: Iterable[str], names: Iterable[str]) -> Q:
    """The rows in which any of *values* stands in any of the fields *names*."""
    condition = Q(pk__in=[])
    for name in names:
        for value in values:
            condition |= Q(**{f"{name}__icontains": value})
    return condition
