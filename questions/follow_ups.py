"""Whom a follow-up round would ask: everyone the earlier round asked, with the seat they hold now.

Nobody is silently dropped. Whoever left, was excused or whose dates are not known stands on the list
with the reason why an editor has to decide.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass, replace

from django.db import models

from questions.models import Recipient, Round, Standing
from questions.models.recipients import NO_PARTY
from questions.models.standings import CountsAs
from respondents.models import Membership, Party, Tenure


class Whom(models.TextChoices):
    """Whom to ask again."""

    DID_NOT_ANSWER = "did_not_answer", "all who did not answer"
    EVERYONE = "everyone", "everyone"


@dataclass(frozen=True)
class Candidate:
    """Somebody who might be asked again: as they were when asked, and as they are now.

    `reason` says what an editor has to look at, empty when there is nothing; `is_carried` whether they are
    asked again unless the editor says otherwise.
    """

    recipient: Recipient
    party: Party | None
    role: str
    area: str
    reason: str
    is_carried: bool

    @property
    def party_words(self) -> str:
        """Their party now, never a blank."""
        return self.party.name if self.party else NO_PARTY

    @property
    def did_not_answer(self) -> bool:
        """Whether no reply of theirs counts in the earlier round."""
        return self.recipient.standing.counts_as != CountsAs.REPLIED


def candidates_for(round_: Round, day: datetime.date) -> list[Candidate]:
    """Everyone on the list of *round_*, as they would be asked again on *day*, with two queries."""
    recipients = list(
        round_.recipients.with_standing().select_related("party", "politician", "body").in_order()
    )
    seats = _seats_of(recipients)
    return [_candidate(round_, recipient, seats, day) for recipient in recipients]


def chosen_by(whom: Whom, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates whom *whom* is about, those to be decided on included.

    Whoever answered in part did not answer the rest: whether they are asked again is for an editor to say.
    """
    if whom == Whom.EVERYONE:
        return candidates
    chosen = []
    for candidate in candidates:
        if candidate.recipient.standing == Standing.PARTLY_ANSWERED:
            reasons = filter(None, ["answered in part in the earlier round", candidate.reason])
            chosen.append(replace(candidate, reason="; ".join(reasons), is_carried=False))
        elif candidate.did_not_answer:
            chosen.append(candidate)
    return chosen


def _seats_of(recipients: list[Recipient]) -> dict[tuple[int, int], list[Membership]]:
    """The seats of everyone by politician and body."""
    people = [recipient.politician_id for recipient in recipients if recipient.politician_id is not None]
    seats: dict[tuple[int, int], list[Membership]] = defaultdict(list)
    for membership in Membership.objects.filter(politician__in=people).select_related("party"):
        seats[membership.politician_id, membership.body_id].append(membership)
    return seats


def _candidate(
    round_: Round,
    recipient: Recipient,
    seats: dict[tuple[int, int], list[Membership]],
    day: datetime.date,
) -> Candidate:
    as_asked = (recipient.party, recipient.role, recipient.area)
    stood = _reason_from_standing(recipient)
    if recipient.politician_id is None:
        return Candidate(recipient, *as_asked, reason=stood, is_carried=not stood)
    body = recipient.body_id or round_.body_id
    held = seats.get((recipient.politician_id, body), []) if body else []
    seat, seat_reason, still_sits = _seat_now(recipient, held, day)
    now = (seat.party, seat.role, seat.area) if seat else as_asked
    reasons = [reason for reason in (stood, seat_reason) if reason]
    return Candidate(recipient, *now, reason="; ".join(reasons), is_carried=still_sits and not stood)


def _reason_from_standing(recipient: Recipient) -> str:
    if recipient.volunteered:
        return "wrote in without being asked"
    if recipient.standing in {Standing.EXCUSED, Standing.LEFT, Standing.UNREACHABLE}:
        wording = f": {recipient.decision_wording}" if recipient.decision_wording else ""
        return f"{recipient.standing.label} in the earlier round{wording}"
    return ""


def _seat_now(
    recipient: Recipient, seats: list[Membership], day: datetime.date
) -> tuple[Membership | None, str, bool]:
    """The seat they hold on *day*, what is to be looked at, and whether they still sit as far as is known."""
    by_tenure: dict[Tenure, list[Membership]] = defaultdict(list)
    for seat in sorted(seats, key=lambda seat: (seat.area != recipient.area, seat.role != recipient.role)):
        by_tenure[seat.tenure_on(day)].append(seat)
    if held := by_tenure[Tenure.HELD]:
        several = "" if len(held) == 1 else "holds several seats on the body: check which one is meant"
        return held[0], several, True
    if by_tenure[Tenure.UNKNOWN]:  # nothing treats an undated seat as the current one: they stay as asked
        return None, "the dates of the seat are not on file: check that they still hold it", True
    if not seats:
        return None, "no seat on the body is on file: check that they still hold one", True
    return None, "no longer holds a seat on the body", False
