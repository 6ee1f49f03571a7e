"""What the tests of `loaddata` have in common: loading, being refused, and looking at everything there is."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from respondents.history import history_tables

Fixture = Callable[..., str]


def an_object(model: str, **fields: Any) -> dict[str, Any]:
    return {"model": model, "fields": fields}


def an_answer(text: Any, **fields: Any) -> dict[str, Any]:
    fields = {"response": ["spring", "from-ann"], "question": ["spring", 2], "text": text} | fields
    return an_object("questions.answer", **fields)


def load(*labels: str, **options: Any) -> str:
    """Load fixtures; what the command said."""
    out = io.StringIO()
    call_command("loaddata", *labels, stdout=out, **options)
    return out.getvalue()


def refusal(*labels: str, **options: Any) -> str:
    """The sentence with which a load is refused, after a look that not a byte of the record has changed."""
    before, out = dump(), io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("loaddata", *labels, stdout=out, **options)
    assert dump() == before
    assert "Installed" not in out.getvalue()
    assert refused.value.returncode == 1
    return str(refused.value)


def dump(*apps: str) -> str:
    """Everything in the database, or in *apps*, with primary keys and many-to-many links; without its history."""
    out = io.StringIO()
    call_command("dumpdata", *apps, exclude=[table._meta.label for table in history_tables()], stdout=out)
    return out.getvalue()


class Terminal(io.StringIO):
    """Somebody at a terminal, who answers what they were made with."""

    def isatty(self) -> bool:
        return True
