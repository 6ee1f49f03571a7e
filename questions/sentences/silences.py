"""What editors are told of a silence on its way: the evidence, how far it has come, and why it goes no further."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import User

from questions.models import Approach, ApproachKind, Decision, Outcome, Recipient, Source
from questions.sentences.asking import made_words
from questions.sentences.claims import whose_word
from questions.sentences.words import by_channel, capitalised, day, isolated, join_names, minute, quoted
from respondents.partial_dates import spell


def attempt_words(approach: Approach) -> str:
    """One contact attempt: “asked by e-mail on 3 July 2017”, “reminded by letter in July 2017 (automatic reply)”."""
    asked = "reminded" if approach.kind == ApproachKind.REMINDER else "asked"
    how = by_channel(approach.channel, approach.get_channel_display())
    outcome = f"({approach.get_outcome_display()})" if approach.outcome != Outcome.SENT else ""
    return " ".join(filter(None, [asked, how, made_words(approach), outcome]))


def evidence_words(recipient: Recipient, source: Source | None, approaches: Sequence[Approach]) -> str:
    """The evidence of a silence as it stands, in a sentence: the source's word, or who was reached and by when."""
    if source is not None:
        published = f", {spell(source.published_on)}" if source.published_on else ""
        publication = f" ({isolated(source.publication)}{published})" if source.publication else ""
        return f"The source {quoted(source.title)}{publication} says so."
    delivered = [attempt_words(approach) for approach in approaches if approach.was_delivered]
    return f"{capitalised(join_names(delivered))}; the deadline of {spell(recipient.deadline_on)} had passed."


def name_of_editor(user: User | None) -> str:
    """An editor as colleagues know them."""
    return (user.get_full_name() or user.get_username()) if user else "somebody whose name is not on record"


def silence_words(recipient: Recipient) -> str:
    """How far a silence has come: not at all, put forward, or confirmed; by whom and when."""
    put_forward = ""
    if recipient.put_forward_at is not None:
        by = name_of_editor(recipient.put_forward_by)
        put_forward = f"put forward by {by} on {minute(recipient.put_forward_at)}"
    if recipient.decision != Decision.NO_RESPONSE:
        return f"{capitalised(put_forward)}." if put_forward else "Nothing yet."
    by = f" by {name_of_editor(recipient.decided_by)}" if recipient.decided_by else ""
    when = minute(recipient.decided_at) if recipient.decided_at else spell(recipient.decided_on)
    confirmed = f"Confirmed{by}{f' on {when}' if when else ''}"
    if confirmed == "Confirmed":
        confirmed = f"Did not respond, {whose_word(recipient)}"
    return f"{confirmed}{f'; {put_forward}' if put_forward else ''}."


def withdrawn_silence_words(recipient: Recipient) -> str:
    """What stood there of somebody whose silence is withdrawn, for the public note; while it still stands."""
    when = f" since {day(recipient.decided_at)}" if recipient.decided_at else ""
    return f"The record said{when} of {isolated(recipient.name)}: {recipient.standing.label}, {whose_word(recipient)}."


def instead_of_silence_words(recipient: Recipient, reason: str) -> str:
    """What the record says now that a silence is withdrawn, and why."""
    return f"It says: {recipient.standing.label}. {reason.strip()}"
