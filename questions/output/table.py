"""The list as a table: who they are, where they stand, and which questions they answered."""

from __future__ import annotations

from collections.abc import Callable

from questions import sentences
from questions.models import Question, Recipient
from questions.output.blocks import Piece, Table
from questions.output.material import Material
from questions.pages.replies import replies_by_recipient, standing_words

NOT_GIVEN, NOT_KNOWN = "not given", "not known"


def table_piece(material: Material) -> Piece:
    """Everyone on the list beside every question; what is left of the number asked is a row of its own."""
    columns = _columns(material)
    replies = replies_by_recipient(material.replies)
    rows = []
    for recipient in material.recipients:
        standing = standing_words(recipient, replies.get(recipient.pk, []), material.at)
        if recipient.volunteered:
            standing = sentences.volunteered_words(recipient, standing)
        cells = [sentences.names_of([recipient]), *columns[recipient.pk], standing]
        rows.append(
            [*cells, *(_on_question(material, question, recipient) for question in material.questions)]
        )
    headings = ["Name", *columns[0], "Standing", *(_heading(question) for question in material.questions)]
    if material.count.not_named:
        left = [sentences.not_named_words(material.count)]
        rows.append(left + [NOT_KNOWN] * (len(headings) - 1))
    caption = f"{material.round.title}: where everyone asked stands, as of {sentences.day(material.now)}"
    return Piece(
        "table",
        "Table",
        "Everyone on the list, as they were when asked, and which questions they answered.",
        [Table(caption, headings, rows)] if material.recipients else [],
    )


def _columns(material: Material) -> dict[int, list[str]]:
    """Party, role, area and body of each recipient by primary key; under 0 their headings. None is wholly empty."""
    round_body = material.round.body.name if material.round.body else ""
    facts: dict[str, Callable[[Recipient], str]] = {
        "Party": lambda each: each.party.adjective if each.party else "",
        "Role": lambda each: each.role,
        "Area": lambda each: each.area,
    }
    if any(recipient.body for recipient in material.recipients):
        facts["Body"] = lambda each: each.body.name if each.body else round_body
    columns: dict[int, list[str]] = {0: []}
    for heading, fact in facts.items():
        cells = {recipient.pk: fact(recipient) for recipient in material.recipients}
        if any(cells.values()) or heading == "Party":
            columns[0].append(heading)
            for pk, cell in cells.items():
                columns.setdefault(pk, []).append(cell or NOT_GIVEN)
    return columns


def _heading(question: Question) -> str:
    return (
        f"{question.label}. {question.short_title}" if question.short_title else f"Question {question.label}"
    )


def _on_question(material: Material, question: Question, recipient: Recipient) -> str:
    given = material.given.get((recipient.pk, question.pk), [])
    is_put = material.is_put(question, recipient)
    return sentences.on_question_words(recipient, question, given, is_put=is_put)
