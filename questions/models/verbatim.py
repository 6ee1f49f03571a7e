"""Other people's words, kept byte for byte.

A browser sends CRLF for every line end and Django's form fields strip outer white space: both would
change a quote on an unchanged save. The fields here undo the first and leave out the second.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
UNUSUAL = re.compile(r"[\x80-\x9f]")


def validate_no_control_characters(value: str) -> None:
    """Refuse NUL and every control character other than tab and newline, saying which and where."""
    if found := FORBIDDEN.search(value):
        line = value.count("\n", 0, found.start()) + 1
        raise ValidationError(
            "The text has a control character (%(code)s) in line %(line)d that cannot be kept. "
            "Remove it and save again; nothing was changed.",
            code="control_character",
            params={"code": code_point(found.group()), "line": line},
        )


def code_point(character: str) -> str:
    """A character by its number, as Unicode writes it: ``U+0085``."""
    return f"U+{ord(character):04X}"


def unusual_characters(value: str) -> list[str]:
    """The code points in *value* (``U+0080`` to ``U+009F``) that are kept but deserve an editor's look."""
    return sorted({code_point(character) for character in UNUSUAL.findall(value)})


def with_newlines(value: str) -> str:
    """*value* with the line ends that a browser sends (CRLF) as the newlines that were stored."""
    return value.replace("\r\n", "\n")


def paragraphs_of(value: str) -> list[str]:
    """The paragraphs of a text: what stands between empty lines, inner line ends kept."""
    return [part for part in re.split(r"\n[ \t]*\n\s*", value.strip("\n")) if part.strip()]


class VerbatimFormField(forms.CharField):
    """A box for other people's words: nothing is stripped, and a browser's CRLF is a newline again."""

    widget = forms.Textarea

    def __init__(self, **kwargs: Any) -> None:
        kwargs["strip"] = False
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return with_newlines(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return with_newlines(data or "") != (initial or "")


class VerbatimTextField(models.TextField[str, str]):
    """Text that is somebody else's words: stored exactly, spaces and line ends included."""

    description = "Words kept byte for byte"
    default_validators = [validate_no_control_characters]

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": VerbatimFormField, **kwargs})
