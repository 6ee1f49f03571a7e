"""Other people's words, kept byte for byte."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.db import models

from respondents.verbatim import VerbatimFormField, validate_no_control_characters

__all__ = ["VerbatimTextField", "paragraphs_of", "validate_no_control_characters"]


def paragraphs_of(value: str) -> list[str]:
    """The paragraphs of a text: what stands between empty lines, inner line ends kept."""
    return [part for part in re.split(r"\n(?:[ \t]*\n)+", value.strip("\n")) if part.strip()]


class VerbatimTextField(models.TextField[str, str]):
    """Text that is somebody else's words: stored exactly, spaces and line ends included."""

    description = "Words kept byte for byte"
    default_validators = [validate_no_control_characters]

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        return super().formfield(**{"form_class": VerbatimFormField, **kwargs})
