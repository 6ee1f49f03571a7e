"""A row that comes from a fixture: its name for people, what is wrong with it, and how it differs from the one on file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.serializers.base import DeserializedObject
from django.db import models

from questions.integrity import KEPT_WORDS, key_of
from questions.models.verbatim import validate_no_control_characters
from respondents.models import EditorialModel


@dataclass(frozen=True)
class Difference:
    """A row on file that a fixture would overwrite, and the fields in which the two differ."""

    model: str
    key: str
    fields: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.model} ({self.key}): {', '.join(self.fields)}"


def name_of(row: models.Model) -> str:
    """A row as people are told of it: its model and its natural key."""
    try:
        key = key_of(row)
    except ObjectDoesNotExist:  # it is named after a row that is not there
        key = "without a key"
    return f"{row._meta.label_lower} ({key})"


def name_in_file(raw: Any, number: int) -> str:
    """An object that could not be read, as people are told of it: its place in the file and what it says of itself."""
    model, fields = (raw.get("model"), raw.get("fields")) if isinstance(raw, Mapping) else (None, None)
    named = f"object {number}"
    if isinstance(model, str):
        named += f", a {model}"
    if isinstance(fields, Mapping):
        keys = ("slug", "key", "number", "scheme", "value", "round", "response", "recipient", "question", "politician")
        said = [f"{key} {spelt(fields[key])}" for key in keys if key in fields]
        named += f" ({', '.join(said)})" if said else ""
    return named


def spelt(value: Any) -> str:
    """A value of a fixture as people read it: a natural key by its parts."""
    return " / ".join(str(part) for part in value) if isinstance(value, list) else str(value)


def fault_in_file(raw: Any) -> str:
    """What is wrong with an object as it stands in a JSON file; empty when nothing is.

    Django makes text of whatever it finds: an answer `false` would be kept as the word “False”.
    """
    model = model_named(raw)
    if model is None or not issubclass(model, EditorialModel):
        return ""
    names = {field.name for field in model._meta.get_fields() if isinstance(field, KEPT_WORDS)}
    for name, value in raw["fields"].items():
        if name in names and value is not None and not isinstance(value, str):
            return f"{name} is {value!r} and not a text: put it in quotation marks"
    return ""


def model_named(raw: Any) -> type[models.Model] | None:
    """The model of an object in a JSON file; None where it names none."""
    if not isinstance(raw, Mapping) or not isinstance(raw.get("fields"), Mapping):
        return None
    try:
        return apps.get_model(raw["model"])
    except (KeyError, LookupError, TypeError, ValueError, AttributeError):
        return None


def unresolved(row: DeserializedObject) -> set[str]:
    """The fields of *row* that refer to rows which were not there yet when it was read."""
    return {field.name for field in row.deferred_fields or {}}


def check_by_itself(row: DeserializedObject) -> None:
    """Refuse with a `ValidationError` what the row's own fields and the database's constraints do not allow.

    What it refers to may come later in the fixture, so links are left to `check_with_links`.
    """
    obj = row.object
    links = {field.name for field in obj._meta.concrete_fields if field.is_relation}
    for field in obj._meta.concrete_fields:
        value = getattr(obj, field.attname)
        if isinstance(field, KEPT_WORDS) and isinstance(value, str):
            try:
                validate_no_control_characters(value)
            except ValidationError as error:
                raise ValidationError({field.name: error.messages}) from None
    obj.clean_fields(exclude=links)
    obj.validate_unique(exclude=unresolved(row))
    obj.validate_constraints(exclude=unresolved(row))


def check_with_links(row: models.Model) -> None:
    """Refuse with a `ValidationError` a row that its model refuses once everything it refers to is there."""
    row.clean()


def row_on_file(row: DeserializedObject, using: str) -> models.Model | None:
    """The row that *row* would overwrite, None if it is a new one."""
    if row.object.pk is None:
        return None
    return row.object._meta.model._base_manager.using(using).filter(pk=row.object.pk).first()


def difference_from(on_file: models.Model, row: DeserializedObject) -> tuple[str, ...]:
    """The fields in which *row* differs from the one on file, many-to-many ones included, the version left out."""
    differing = unresolved(row)
    for field in on_file._meta.concrete_fields:
        if not field.primary_key and field.name != "version":
            if getattr(on_file, field.attname) != getattr(row.object, field.attname):
                differing.add(field.name)
    for name, related in (row.m2m_data or {}).items():
        if set(getattr(on_file, name).values_list("pk", flat=True)) != numbers_of(related):
            differing.add(name)
    names = [field.name for field in (*on_file._meta.concrete_fields, *on_file._meta.many_to_many)]
    return tuple(name for name in names if name in differing)


def numbers_of(related: Iterable[Any]) -> set[Any]:
    """The primary keys of rows that a fixture links to."""
    return {other.pk if isinstance(other, models.Model) else other for other in related}


def sentences_of(error: ValidationError) -> str:
    """The sentences of a refusal, each with the field that it is about."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(
        message if field == "__all__" else f"{field}: {message}"
        for field, messages in error.message_dict.items()
        for message in messages
    )
