"""A row that comes from a fixture: its name for people, what is wrong with it, and how it differs from the one kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.serializers.base import DeserializedObject
from django.db import models

from questions.integrity import KEPT_WORDS, key_of
from questions.models import Recipient, concerns_readers
from respondents.models import AddressedModel, EditorialModel
from respondents.verbatim import unusual_characters, validate_no_control_characters


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
    except ObjectDoesNotExist:  # it is named after a row that is not there yet
        key = f"number {row.pk}"
    return f"{row._meta.label_lower} ({key})"


def unresolved(row: DeserializedObject) -> set[str]:
    """The fields of *row* that refer to rows which were not there yet when it was read."""
    return {field.name for field in row.deferred_fields or {}}


def check_by_itself(row: models.Model) -> None:
    """Refuse with a `ValidationError` what the row's own fields do not allow.

    What it refers to may come later in the fixture, so links are left to `check_with_links`.
    """
    links = {field.name for field in row._meta.concrete_fields if field.is_relation}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, KEPT_WORDS) and isinstance(value, str):
            try:
                validate_no_control_characters(value)
            except ValidationError as error:
                raise ValidationError({field.name: error.messages}) from None
    row.clean_fields(exclude=links)


def unusual_in(row: models.Model) -> list[str]:
    """The fields of *row* with characters that are kept but deserve a look, and which these are."""
    found = []
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, KEPT_WORDS) and isinstance(value, str) and (codes := unusual_characters(value)):
            found.append(f"{field.name}: {', '.join(codes)}")
    return found


def check_against_constraints(row: DeserializedObject) -> None:
    """Say with a `ValidationError` why the database refused a row, as far as a constraint tells."""
    row.object.validate_unique(exclude=unresolved(row))
    row.object.validate_constraints(exclude=unresolved(row))


def check_with_links(row: models.Model) -> None:
    """Refuse with a `ValidationError` a row that its model refuses once everything it refers to is there."""
    row.clean()


def row_on_file(row: EditorialModel, using: str) -> EditorialModel | None:
    """The row that *row* would overwrite, None if it is a new one."""
    if row.pk is None:
        return None
    return type(row)._base_manager.using(using).filter(pk=row.pk).first()


def address_kept(row: EditorialModel, on_file: EditorialModel) -> str:
    """Let *row* keep the address of the one on file; why it cannot, where readers know that address.

    A fixture that was written before an address was changed still means the row that has had it, and does not
    change it back. An address is changed in the admin only: there the old one leads on.
    """
    slug, today = getattr(row, "slug", None), getattr(on_file, "slug", None)
    if slug == today or not isinstance(on_file, AddressedModel | Recipient):
        return ""
    if isinstance(on_file, AddressedModel) and on_file.has_been_at(str(slug)):
        row.slug = today  # type: ignore[attr-defined]  # it has one
        return ""
    if concerns_readers(on_file):
        return f"Readers know it as “{today}”, which no fixture changes to “{slug}”."
    return ""


def difference_from(on_file: models.Model, row: DeserializedObject) -> tuple[str, ...]:
    """The fields in which *row* differs from the one on file, many-to-many ones included, the version left out."""
    differing = unresolved(row)
    for field in on_file._meta.concrete_fields:
        if field.primary_key or field.name == "version":
            continue
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
