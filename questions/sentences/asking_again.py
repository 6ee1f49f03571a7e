"""Why an editor has to look at somebody before asking them again, and what changed about them since."""

from __future__ import annotations

from questions.models import Recipient, Round, Standing
from questions.models.recipients import NO_PARTY
from questions.sentences.words import isolated, number_words, on
from respondents.models import Membership, Party
from respondents.partial_dates import spell

SEVERAL_SEATS = "holds several seats on the body: check which one is meant"
NO_DATES = "the dates of the seat are not on file: check that they still hold it"
NO_SEAT = "no seat on the body is on file: check that they still hold one"
NOT_BEGUN = "their seat on the body has not begun"
IN_PART = "answered in part in the earlier round"
WITHDRAWN = "their answer to it was withdrawn"


def asked_again_words(
    round_: Round, number: int | None, *, of_the_silent: bool, new: int = 0, or_before: bool = False
) -> str:
    """Whom a follow-up asks, after “We asked …”: “five of those who had not answered “Norfolk's nine MPs””.

    *new* are those asked who were not on its list; *or_before* says that some were on an earlier one only.
    """
    parts = []
    if number is None or number:
        many = "some" if number is None else number_words(number)
        asked = f"asked in “{round_}” or before" if or_before else f"asked in “{round_}”"
        silent = of_the_silent and not or_before
        parts.append(f"{many} of those {f'who had not answered “{round_}”' if silent else asked}")
    if new:
        was = "was" if new == 1 else "were"
        parts.append(f"{number_words(new)} who {was} not on the list of “{round_}”")
    return ", and ".join(parts)


def seat_words(party: Party | None, role: str, area: str) -> str:
    """Party, role and area in a row, the party never a blank."""
    return ", ".join(filter(None, [party.name if party else NO_PARTY, role, area]))


def left_words(end: str) -> str:
    """That somebody holds no seat on the body any more; *end* is when the last one ended, a partial date."""
    return f"no longer holds a seat on the body: it ended {on(end)}"


def stood_words(recipient: Recipient) -> str:
    """What of an earlier round speaks against asking somebody again; empty if nothing does."""
    if recipient.volunteered:
        return "wrote in without being asked"
    if recipient.standing in {Standing.EXCUSED, Standing.LEFT, Standing.UNREACHABLE}:
        wording = f": {isolated(recipient.decision_wording)}" if recipient.decision_wording else ""
        return f"{recipient.standing.label} in the earlier round{wording}"
    return ""


def not_asked_in_words(round_: Round, recipient: Recipient) -> str:
    """That somebody was asked in a round before *round_*, and not in that one."""
    return f"asked in “{recipient.round}”, and not in “{round_}”"


def member_words(membership: Membership, *, joined: bool, dated: bool) -> str:
    """What is known of the seat of somebody who was not on the earlier list."""
    if not dated:
        return "the dates of the seat are not on file: not known to hold it now"
    if joined:
        return f"joined the body {on(membership.start)}"
    return f"on the body since {spell(membership.start)}; was not on the earlier list"
