"""What changed from one round to the one that follows it, per person and question.

People are matched by politician, and organisations and groups by their short name; questions by what
they *repeat*. A change is a statement about named people, so where nothing certain can be said, the
kind says just that.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from questions.models import Answer, Question, Recipient, Standing
from questions.models.standings import CountsAs


class Change(models.TextChoices):
    """What became of one question to one person since the round before."""

    ANSWERED_NOW = "answered_now", "answered now"
    CHANGED = "changed", "changed"
    UNCHANGED = "unchanged", "unchanged"
    ANSWERED_AGAIN = "answered_again", "answered both times"
    STILL_SILENT = "still_silent", "still silent"
    DECLINED = "declined", "declined to answer"
    NOT_THIS_TIME = "not_this_time", "did not answer this time"
    LEFT_OPEN = "left_open", "replied, without an answer to this"
    NOT_PUBLIC = "not_public", "replied; the words are not public"
    WITHHELD = "withheld", "answered; the words are not shown"
    AWAITING = "awaiting", "asked again, no reply yet"
    NOT_COUNTED = "not_counted", "not counted against them"
    FIRST_ASKED = "first_asked", "first asked now"
    NOT_ASKED_BEFORE = "not_asked_before", "not asked in the round before"


@dataclass(frozen=True)
class QuestionChange:
    """What changed for one person at one question; `before` and `now` are answers, None where there is none."""

    question: Question
    change: Change
    before: Answer | None
    now: Answer | None


@dataclass(frozen=True)
class PersonChange:
    """What changed for one recipient of the later round; `before` is None for whoever was not asked before."""

    recipient: Recipient
    before: Recipient | None
    questions: tuple[QuestionChange, ...]


@dataclass(frozen=True)
class RoundState:
    """One round as the comparison needs it: everyone with standings, and each one's answers by question.

    `answers` maps a recipient's primary key to ``{question primary key: answer}``; `put` maps it to the
    primary keys of the questions put to them. `is_first` says that the round follows no other: only then
    is whoever is missing from it certainly *first asked* in the next.
    """

    recipients: tuple[Recipient, ...]
    questions: tuple[Question, ...]
    answers: dict[int, dict[int, Answer]]
    put: dict[int, set[int]]
    is_first: bool

    @property
    def asked(self) -> list[Recipient]:
        """Those who were asked: not whoever wrote in."""
        return [recipient for recipient in self.recipients if not recipient.volunteered]


def identity(recipient: Recipient) -> tuple[str, int | str]:
    """What makes a recipient the same one in another round."""
    if recipient.politician_id is not None:
        return ("politician", recipient.politician_id)
    return (recipient.kind, recipient.slug)


def what_changed(before: RoundState, now: RoundState) -> list[PersonChange]:
    """What changed for everyone on the later round's list, in its order."""
    earlier_by_identity = {identity(recipient): recipient for recipient in before.asked}
    changes = []
    for recipient in now.asked:
        earlier = earlier_by_identity.get(identity(recipient))
        changes.append(
            PersonChange(recipient, earlier, tuple(_question_changes(before, now, earlier, recipient)))
        )
    return changes


def _question_changes(
    before: RoundState, now: RoundState, earlier: Recipient | None, recipient: Recipient
) -> Iterable[QuestionChange]:
    answers = now.answers.get(recipient.pk, {})
    earlier_answers = before.answers.get(earlier.pk, {}) if earlier else {}
    asked_before = before.put.get(earlier.pk, set()) if earlier else set()
    for question in now.questions:
        if question.pk not in now.put.get(recipient.pk, set()):
            continue
        answer = answers.get(question.pk)
        earlier_answer = earlier_answers.get(question.repeats_id or 0)
        if question.repeats_id in asked_before:
            change = change_of(recipient, earlier, answer, earlier_answer)
        elif question.repeats_id is None or before.is_first:
            change = Change.FIRST_ASKED
        else:
            change = Change.NOT_ASKED_BEFORE
        yield QuestionChange(question, change, earlier_answer, answer)


def not_asked_again(before: RoundState, now: RoundState) -> list[Recipient]:
    """Those on the earlier round's list who are not on the later one's."""
    asked_again = {identity(recipient) for recipient in now.recipients}
    return [recipient for recipient in before.asked if identity(recipient) not in asked_again]


def compared(earlier: Answer, answer: Answer) -> Change:
    """Whether two answers of one person are the same.

    Only their own whole words can be told to have changed: a summary is the newsroom's, and of a cut answer
    something is missing.
    """
    if answer.carried_from_id is not None:
        return Change.UNCHANGED
    if any(one.is_paraphrase or one.is_cut for one in (earlier, answer)):
        return Change.ANSWERED_AGAIN
    same = (answer.text, answer.position) == (earlier.text, earlier.position)
    return Change.UNCHANGED if same else Change.CHANGED


def change_of(
    recipient: Recipient,
    before: Recipient | None,
    answer: Answer | None,
    earlier: Answer | None,
) -> Change:
    """The kind of change at one question that was asked both times.

    *recipient* and *before* are the same one on the two lists, *answer* and *earlier* the answers of each.
    *Still silent* is said only of whoever did not respond both times: to decline is to reply.
    """
    if answer is not None:
        if answer.withheld or (earlier is not None and earlier.withheld):
            return Change.WITHHELD
        if earlier is None:
            return Change.ANSWERED_NOW
        return compared(earlier, answer)
    if recipient.standing == Standing.REPLIED:
        return Change.NOT_PUBLIC
    if recipient.standing == Standing.DECLINED:
        return Change.DECLINED
    match recipient.standing.counts_as:
        case CountsAs.DID_NOT_ANSWER:
            was_silent = before is not None and before.standing == Standing.NO_RESPONSE
            return Change.STILL_SILENT if was_silent else Change.NOT_THIS_TIME
        case CountsAs.OPEN:
            return Change.AWAITING
        case CountsAs.NOT_COUNTED | CountsAs.UNKNOWN:
            return Change.NOT_COUNTED
        case _:
            return Change.LEFT_OPEN
