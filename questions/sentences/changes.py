"""What became of people between the rounds of a chain: where they stood, who left, who took whose place."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from questions.models import Recipient, Standing
from questions.sentences.words import isolated, number_words


def change_words(
    earlier: Sequence[Recipient], now: Recipient, *, is_first: bool = True, place: str = ""
) -> str:
    """Where somebody stood in the rounds before and where they stand in this one.

    *earlier* is the same one on the lists before, the latest first. Where there is none, *is_first* says that this
    is certain to be the first time; *place* is what `place_words` says of them.
    """
    label = now.standing.label
    if not earlier:
        before = "first asked in this round" if is_first else "not named among those asked before"
        return "; ".join(filter(None, [place, f"{before}: {label}"]))
    if earlier[0].standing != now.standing:
        words = f"{earlier[0].standing.label} before; now {label}"
    elif any(each.standing != now.standing for each in earlier):
        words = f"{label}, as the last time they were asked"
    elif len(earlier) == 1:
        words = f"{label}, both times"
    else:
        words = f"{label}, all {number_words(len(earlier) + 1)} times"
    return "; ".join(filter(None, [place, words]))


def place_words(
    recipient: Recipient, at: datetime.datetime | None = None, *, to_editors: bool = False
) -> str:
    """Whose place somebody takes: “in the place of Ann Bell, who left”; empty for anybody else.

    Readers are told nothing of a place on the list of a round that is not public at the moment *at*.
    """
    earlier = recipient.takes_place_of
    if earlier is None or not (to_editors or earlier.round.is_published(at)):
        return ""
    return f"in the place of {isolated(earlier.name)}, who left"


def replaced_words(taken_by: Recipient) -> str:
    """That somebody left, and who was asked instead."""
    return f"left; {isolated(taken_by.name)} was asked in their place"


def not_asked_again_words(recipient: Recipient, taken_by: Recipient | None) -> str:
    """Why somebody of the round before is not on this one's list, as far as the record says."""
    if taken_by is not None:
        return replaced_words(taken_by)
    if recipient.standing in {Standing.LEFT, Standing.EXCUSED, Standing.UNREACHABLE}:
        return recipient.decision_wording or recipient.standing.label
    return ""
