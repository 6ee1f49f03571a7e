"""The claims that somebody did not respond or declined, each with its evidence."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from questions.models import Approach, Recipient, Round, Standing
from questions.sentences.asking import approach_words, asked_words
from questions.sentences.words import capitalised, day, isolated, on
from respondents.partial_dates import spell


def claim(
    recipient: Recipient, round_: Round, approaches: Sequence[Approach], as_of: datetime.datetime
) -> str:
    """The whole claim that somebody did not respond or declined: how asked, by when, how often, whose word, as of.

    For a non-respondent of *round_* only; anyone else gets an empty claim.
    """
    if not recipient.is_silent:
        return ""
    return f"{claim_on_all(round_)} {claim_on_one(recipient, approaches, as_of)}"


def claim_on_all(round_: Round) -> str:
    """What is the same in every claim of a round: how it asked, and by when."""
    return f"{capitalised(asked_words(round_))}."


def claim_on_one(recipient: Recipient, approaches: Sequence[Approach], as_of: datetime.datetime) -> str:
    """The rest of the claim on one non-respondent: how often they were asked, whose word it is, as of when."""
    parts = []
    if recipient.own_deadline_on:
        parts.append(f"They were given until {spell(recipient.own_deadline_on)}.")
    if attempts := approach_words(approaches):
        parts.append(f"{capitalised(attempts)}.")
    if recipient.standing == Standing.NO_RESPONSE:
        parts.append(f"{capitalised(recipient.standing.label)}, {whose_word(recipient)}.")
        parts.append(f"No reply to this round is on record as of {day(as_of)}.")
    else:
        parts.append(f"{capitalised(recipient.standing.label)}, as of {day(as_of)}.")
    if recipient.has_since_replied:
        parts.append("They have since replied to a later round.")
    return " ".join(parts)


def claims_to_open(standing: Standing, number: int) -> str:
    """What opens the claims on so many people: “Did not respond: all 190 names”."""
    names = "the one name" if number == 1 else f"all {number} names"
    return f"{capitalised(standing.label)}: {names}"


def whose_word(recipient: Recipient) -> str:
    """Whose word a decision is: the source's, or the newsroom's with its date.

    The public wording is the newsroom's own, so it never stands in quotation marks.
    """
    wording = recipient.decision_wording.rstrip(".")
    wording = f": {isolated(wording)}" if wording else ""
    if recipient.decision_source is not None:
        source = recipient.decision_source
        return f"as reported by {isolated(source.publication or source.title)}{wording}"
    when = f" {on(recipient.decided_on)}" if recipient.decided_on else ""
    return f"as the newsroom recorded{when}{wording}"
