"""Members of a body who were not on the list of a round: whom its follow-up might ask besides.

They are proposed, never asked by themselves. A seat without dates is told as such and never treated as held.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from questions.follow_ups import Candidate
from questions.models import Round
from questions.sentences import asking_again
from respondents.models import Membership, Tenure
from respondents.partial_dates import certainly_after


class Since(IntEnum):
    """How somebody comes to be on the body and not on the list, as far as the dates tell."""

    JOINED = 1
    NOT_LISTED = 2
    NOT_KNOWN = 3


@dataclass(frozen=True)
class NewMember:
    """Somebody who was on no list of the chain, with the seat they hold or may hold."""

    membership: Membership
    since: Since

    @property
    def name(self) -> str:
        """Who it is."""
        return self.membership.politician.name

    @property
    def seat_words(self) -> str:
        """Party, role and area, the party never a blank."""
        return asking_again.seat_words(self.membership.party, self.membership.role, self.membership.area)

    @property
    def facts(self) -> str:
        """What is known of the seat."""
        return asking_again.member_words(
            self.membership, joined=self.since == Since.JOINED, dated=self.since != Since.NOT_KNOWN
        )


def new_members(round_: Round, candidates: Iterable[Candidate], day: datetime.date) -> list[NewMember]:
    """Who sits on the body of *round_* on *day*, or may, and is none of the *candidates*; with one query.

    Whoever certainly joined after the round was asked comes first.
    """
    if round_.body is None:
        return []
    known = {each.recipient.politician_id for each in candidates}
    found: dict[int, NewMember] = {}
    for membership in round_.body.memberships.with_people():
        if membership.politician_id in known:
            continue
        member = _member(round_, membership, day)
        if member is not None:
            other = found.get(membership.politician_id)
            if other is None or member.since < other.since:
                found[membership.politician_id] = member
    return sorted(found.values(), key=lambda each: each.since)


def _member(round_: Round, membership: Membership, day: datetime.date) -> NewMember | None:
    match membership.tenure_on(day):
        case Tenure.HELD:
            joined = certainly_after(membership.start, round_.asked_on)
            return NewMember(membership, Since.JOINED if joined else Since.NOT_LISTED)
        case Tenure.UNKNOWN:
            return NewMember(membership, Since.NOT_KNOWN)
        case _:
            return None


def for_the_place_of(candidate: Candidate, members: Sequence[NewMember]) -> list[NewMember]:
    """The *members*, those who seem to have come for somebody who left first: of the same area, then the same party."""
    then = candidate.recipient

    def distance(member: NewMember) -> tuple[bool, bool, int]:
        seat = member.membership
        return (
            not (then.area and seat.area == then.area),
            then.party_id is None or seat.party_id != then.party_id,
            member.since,
        )

    return sorted(members, key=distance)
