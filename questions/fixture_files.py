"""A fixture as a file: what it holds, how far it has been read, and what stopped the reading."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.serializers.base import DeserializationError
from django.db import models

from questions.fixture_rows import sentences_of
from questions.integrity import KEPT_WORDS
from respondents.models import EditorialModel

NAMING_FIELDS = (
    "slug",
    "key",
    "scheme",
    "value",
    "round",
    "response",
    "recipient",
    "question",
    "politician",
    "number",
)


@dataclass
class FixtureFile:
    """A fixture that is being read. `read` counts the objects that came out of it so far."""

    path: str
    content: bytes
    skips_unknown: bool = False
    read: int = 0

    @property
    def name(self) -> str:
        """The file as people know it."""
        return "The fixture from standard input" if self.path == "-" else Path(self.path).name

    @cached_property
    def objects(self) -> list[tuple[int, Any]]:
        """The objects of a JSON file, each with its place, as the file has them; empty for other formats."""
        try:
            text = self.content.decode()
            raws = (
                json.loads(text)
                if text.lstrip().startswith("[")
                else list(map(json.loads, text.splitlines()))
            )
        except ValueError:
            return []
        return [
            (place, raw)
            for place, raw in enumerate(raws, 1)
            if not (self.skips_unknown and model_named(raw) is None)
        ]

    @property
    def current(self) -> tuple[int, Any]:
        """The object that is being read, with its place in the file; None for other formats than JSON."""
        return self.objects[self.read] if self.read < len(self.objects) else (self.read + 1, None)

    def fault_in_current(self) -> str:
        """What is wrong with the current object as the file has it; empty when nothing is.

        Django makes text of whatever it finds: an answer `false` would be kept as the word “False”.
        """
        _, raw = self.current
        model = model_named(raw)
        if model is None or not issubclass(model, EditorialModel):
            return ""
        texts = {field.name for field in model._meta.get_fields() if isinstance(field, KEPT_WORDS)}
        for name, value in raw["fields"].items():
            if name in texts and value is not None and not isinstance(value, str):
                return f"{name} is {json.dumps(value)} and no text: put it in quotation marks"
        return ""

    def what_stopped(self, error: Exception, using: str) -> str:
        """Why the file could not be read on, as a sentence that names the object."""
        cause = innermost(error)
        if isinstance(cause, json.JSONDecodeError):
            return f"{self.name} cannot be read as JSON: {cause}."
        if isinstance(cause, UnicodeDecodeError):
            return f"{self.name} is not a text in UTF-8: byte {cause.start} cannot be read."
        place, raw = self.current
        model = model_named(raw)
        missing = missing_link(links_in(model, raw["fields"]), using) if model else ""
        return f"{self.name}, {named(raw, place)}: {missing or reason_of(error)}"


def model_named(raw: Any) -> type[models.Model] | None:
    """The model of an object in a JSON file; None where it names none."""
    if not isinstance(raw, Mapping) or not isinstance(raw.get("fields"), Mapping):
        return None
    try:
        return apps.get_model(raw["model"])
    except (KeyError, LookupError, TypeError, ValueError, AttributeError):
        return None


def named(raw: Any, place: int) -> str:
    """An object that could not be read, as people are told of it: its place, and what it says of itself."""
    words = f"object {place}"
    if isinstance(raw, Mapping) and isinstance(raw.get("model"), str):
        words += f", {raw['model']}"
        fields = raw.get("fields")
        if isinstance(fields, Mapping):
            said = [f"{name} {spelt(fields[name])}" for name in NAMING_FIELDS if name in fields]
            words += f" ({', '.join(said)})" if said else ""
    return words


def spelt(key: Any) -> str:
    """A natural key as people read it: its parts."""
    return " / ".join(map(str, key)) if isinstance(key, list | tuple) else str(key)


def links_in(
    model: type[models.Model], fields: Mapping[str, Any]
) -> list[tuple[models.Field[Any, Any], Any]]:
    """The fields of an object that refer to other rows, with what the file says there."""
    links = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [(field, fields[field.name]) for field in links if field.is_relation and field.name in fields]


def missing_link(links: Iterable[tuple[models.Field[Any, Any], Any]], using: str) -> str:
    """The first of *links* that names a row which is not there, as a sentence; empty when all are."""
    for field, value in links:
        other = field.related_model
        if not isinstance(other, type):
            continue
        for key in value if field.many_to_many and isinstance(value, list) else [value]:
            if not isinstance(key, list):
                continue
            try:
                other._default_manager.db_manager(using).get_by_natural_key(*key)  # type: ignore[attr-defined]
            except ObjectDoesNotExist:
                return (
                    f"{field.name} names {other._meta.label_lower} ({spelt(key)}), which is not there: "
                    "load it first, or correct the name."
                )
            except (TypeError, ValueError):
                return f"{field.name} is not a name of {other._meta.label_lower}: {spelt(key)}."
    return ""


def innermost(error: BaseException) -> BaseException:
    """The error that all others were raised from."""
    cause = error.__cause__
    if cause is None and isinstance(error, DeserializationError):
        cause = error.__context__  # Django wraps it without saying so
    return innermost(cause) if cause else error


def reason_of(error: BaseException) -> str:
    """What an error says, in its own words, without those that were put around it."""
    cause = innermost(error)
    if isinstance(cause, ValidationError):
        return sentences_of(cause)
    words = str(cause).strip() or type(cause).__name__
    return words.rstrip(".") + "."
