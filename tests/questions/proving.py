"""What the tests of `verify` have in common."""

from __future__ import annotations

import io
import json
from typing import Any

from django.core.management import CommandError, call_command

from questions.models import Answer

MPS = "norfolk-mps"
COMMITTEE = "childrens-services-committee"


def verify(**options: Any) -> str:
    """What the command prints when there is no fault; raises CommandError where there is one."""
    out = io.StringIO()
    call_command("verify", stdout=out, **options)
    return out.getvalue()


def faults() -> list[tuple[str, str]]:
    """The rule and the row of every fault, after a look that the command fails exactly when there is one."""
    out = io.StringIO()
    status = 0
    try:
        call_command("verify", as_json=True, stdout=out)
    except CommandError as error:
        status = error.returncode
    found = [(fault["rule"], fault["key"]) for fault in json.loads(out.getvalue())["faults"]]
    assert status == (1 if found else 0)
    return found


def with_words(answer: Answer, words: str) -> None:
    """Change the words of an answer behind everybody's back."""
    Answer._base_manager.filter(pk=answer.pk).update(text=words)


def answer_of(response: str, number: int) -> Answer:
    return Answer.objects.get(response__slug=response, question__number=number)


def key(response: str, number: int) -> str:
    round_ = MPS if response.startswith("mps") else COMMITTEE
    return f"{round_} / {response} / {round_} / {number}"
