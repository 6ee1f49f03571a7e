"""A rule of the record that the database held against a save, as the sentence that belongs to it.

Forms check every rule before they save. What comes as far as the database was saved by somebody else in between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import CheckConstraint, UniqueConstraint

NOTHING_WAS_CHANGED = "Nothing was changed. Look at what stands there now, and save again."
ANY_RULE = "The record does not take this: it stands there already, or it breaks a rule of the record."
# SQLite names the columns that may not stand twice, or the rule that was broken.
TWICE = re.compile(r"UNIQUE constraint failed: (?P<columns>.+)")
BROKEN = re.compile(r"CHECK constraint failed: (?P<rule>\w+)")


def refusal_of(error: IntegrityError) -> ValidationError:
    """What the database refused, in the words of the rule; of a rule without words, that it refused."""
    sentence = _sentences().get(_rule_of(error), ANY_RULE)
    return ValidationError(f"{sentence} {NOTHING_WAS_CHANGED}", code="broken_rule")


def _rule_of(error: IntegrityError) -> str:
    """The name of the rule, or the columns that may not stand twice; empty where the database does not say."""
    told = getattr(error.__cause__, "diag", None)
    if told is not None:  # PostgreSQL names every rule
        return str(told.constraint_name or "")
    found = BROKEN.search(str(error)) or TWICE.search(str(error))
    return found[1] if found else ""


def _sentences() -> dict[str, str]:
    """The sentence of every rule, by its name, and of what stands once also by its columns."""
    sentences = {}
    for model in apps.get_models():
        for rule in model._meta.constraints:
            if isinstance(rule, CheckConstraint | UniqueConstraint):
                sentences[rule.name] = str(rule.get_violation_error_message())
            if isinstance(rule, UniqueConstraint):
                sentences[_columns(model, rule.fields)] = sentences[rule.name]
    return sentences


def _columns(model: type[models.Model], names: Sequence[str]) -> str:
    """Columns as SQLite names them: “questions_question.round_id, questions_question.number”."""
    columns = (str(model._meta.get_field(name).column) for name in names)  # type: ignore[union-attr]  # fields of its own
    return ", ".join(f"{model._meta.db_table}.{column}" for column in columns)
