"""Words as they were typed: the boxes in which editors enter them, and the characters that cannot be kept.

A browser sends CRLF for every line end and Django's form fields strip outer white space: both would
change a quote on an unchanged save. The boxes here undo the first and leave out the second.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator

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


class VerbatimFormField(forms.CharField):
    """A box for words that are kept as typed: nothing is stripped, and a browser's CRLF is a newline again."""

    widget: type[forms.Widget] = forms.Textarea
    refused = (validate_no_control_characters,)

    def __init__(self, **kwargs: Any) -> None:
        kwargs["strip"] = False
        super().__init__(**kwargs)
        # Django's own check for NUL says less than the one that stands here.
        self.validators = [*self.refused, *(v for v in self.validators if not _is_check_for_nul(v))]

    def to_python(self, value: Any) -> str:
        return with_newlines(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return with_newlines(data or "") != (initial or "")


class LineFormField(VerbatimFormField):
    """A box for one line of our own: outer white space is left out of what is newly typed, and only of that."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> str:
        return super().to_python(value).strip()


def _is_check_for_nul(validator: object) -> bool:
    return isinstance(validator, ProhibitNullCharactersValidator)
