"""A round in numbers, for people in a line and for programs as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from questions.integrity import Fault
from questions.models.verbatim import paragraphs_of
from questions.proof.reading import RoundOnFile


def numbers_of(on_file: RoundOnFile) -> dict[str, Any]:
    """What a round comes to. Standings that nobody has are left out; groups of unknown size add no number."""
    count = on_file.count
    asked = [recipient for recipient in on_file.recipients if not recipient.volunteered]
    answers = on_file.published_answers
    return {
        "asked": count.asked_count,
        "standings": {line.standing.value: line.number for line in count.lines if line.number},
        "not_named": None if count.asked_count is None else count.not_named,
        "groups": [
            {"label": recipient.name, "size": recipient.size, "standing": recipient.standing.value}
            for recipient in asked
            if recipient.is_unnamed
        ],
        "questions": len(on_file.questions),
        "responses": len(on_file.published_replies),
        "answers": len(answers),
        "paragraphs": sum(len(paragraphs_of(answer.text)) for answer in answers),
    }


def as_json(rounds: Iterable[RoundOnFile], faults: Iterable[Fault]) -> dict[str, Any]:
    """All of it, for programs."""
    return {
        "rounds": {on_file.slug: numbers_of(on_file) for on_file in rounds},
        "faults": [
            {"rule": fault.rule, "model": fault.model, "key": fault.key, "message": fault.message}
            for fault in faults
        ],
    }


def in_a_line(on_file: RoundOnFile) -> str:
    """One round, for people."""
    numbers = numbers_of(on_file)
    standings = [f"{number} {name}" for name, number in numbers["standings"].items()]
    standings += [
        f"{group['label']} {group['standing']}" for group in numbers["groups"] if group["size"] is None
    ]
    if numbers["not_named"]:
        standings.append(f"{numbers['not_named']} not named")
    asked = "number asked not known" if numbers["asked"] is None else f"{numbers['asked']} asked"
    holds = [plural(numbers[f"{what}s"], what) for what in ("question", "response", "answer", "paragraph")]
    return f"{on_file.slug}: {asked} ({', '.join(standings) or 'nobody on the list'}); {', '.join(holds)}."


def plural(number: int, what: str) -> str:
    """“1 answer”, “12 answers”."""
    return f"{number} {what}{'' if number == 1 else 's'}"
