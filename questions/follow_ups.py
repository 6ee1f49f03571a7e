"""Whom a follow-up round would ask: everyone the rounds before asked, with the seat they hold now.

Nobody is silently dropped. Whoever left, was excused or whose dates are not known stands on the list
with the reason why an editor has to decide; so does whoever was asked in an earlier round of the chain only.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db import models

from questions.changes import Identity, identity
from questions.models import Answer, Question, Recipient, Round, Standing
from questions.models.questions import gather_put_to
from questions.models.rounds import rounds_before
from questions.models.standings import CountsAs
from questions.sentences import asking_again
from respondents.models import Membership, Party, Tenure
from respondents.partial_dates import latest


class Whom(models.TextChoices):
    """Whom to ask again."""

    SILENT = "silent", "the silent"
    DECLINED = "declined", "those who declined"
    DID_NOT_ANSWER = "did_not_answer", "all who did not answer"
    LEFT_OPEN = "left_open", "those who left a question open"
    EVERYONE = "everyone", "everyone"


STANDINGS = {
    Whom.SILENT: {Standing.NO_RESPONSE, Standing.AWAITING},
    Whom.DECLINED: {Standing.DECLINED},
}


@dataclass(frozen=True)
class Candidate:
    """Somebody who might be asked again: as they were when last asked, and as they are now.

    `reason` says what an editor has to look at, empty when there is nothing; `is_carried` whether they are
    asked again unless the editor says otherwise. `left_open` are the numbers of the questions put to them that no
    answer of theirs on file answers, and `withdrawn` those that only a withdrawn reply does.
    """

    recipient: Recipient
    party: Party | None
    role: str
    area: str
    reason: str
    is_carried: bool
    has_left: bool = False
    is_listed: bool = True
    left_open: frozenset[int] = frozenset()
    withdrawn: frozenset[int] = frozenset()

    @property
    def seat_words(self) -> str:
        """Their party, role and area now, the party never a blank."""
        return asking_again.seat_words(self.party, self.role, self.area)

    @property
    def seat_words_before(self) -> str:
        """The same when they were asked, empty where nothing changed."""
        before = asking_again.seat_words(self.recipient.party, self.recipient.role, self.recipient.area)
        return before if before != self.seat_words else ""

    @property
    def did_not_answer(self) -> bool:
        """Whether no reply of theirs counts in the round they were last asked in."""
        return self.recipient.standing.counts_as != CountsAs.REPLIED

    def undecided(self, reason: str) -> Candidate:
        """The same, with one more reason to look at them, and not asked again unless an editor says so."""
        return replace(self, reason="; ".join(filter(None, [reason, self.reason])), is_carried=False)


def candidates_for(round_: Round, day: datetime.date) -> list[Candidate]:
    """Everyone on the list of *round_*, as they would be asked again on *day*; with five queries.

    After them come those asked in a round that it goes back to and not in this one, unless somebody
    took their place since.
    """
    rounds = list(Round.objects.back_from(round_))
    recipients = list(
        Recipient.objects.of_rounds(*rounds)
        .with_standing()
        .select_related("party", "politician", "body", "round", "takes_place_of")
        .in_order()
    )
    listed = [each for each in recipients if each.round_id == round_.pk]
    seats = _seats_of(recipients)
    answering = _Answering.of(round_)
    candidates = [answering.told_of(_candidate(each, seats, day)) for each in listed]
    for each in _asked_before_only(recipients, [round_, *rounds_before(round_, rounds)]):
        earlier = replace(_candidate(each, seats, day), is_listed=False)
        candidates.append(earlier.undecided(asking_again.not_asked_in_words(round_, each)))
    return candidates


def chosen_by(
    whom: Whom, candidates: Sequence[Candidate], question: Question | None = None
) -> list[Candidate]:
    """The candidates whom *whom* is about, those to be decided on included; *question* is the one left open.

    Whoever answered in part did not answer the rest: whether they are asked again is for an editor to say, unless
    the choice is about that one question.
    """
    match whom:
        case Whom.EVERYONE:
            return list(candidates)
        case Whom.LEFT_OPEN:
            number = question.number if question is not None else 0
            return [
                each.undecided(asking_again.WITHDRAWN) if number in each.withdrawn else each
                for each in candidates
                if number in each.left_open | each.withdrawn
            ]
        case Whom.DID_NOT_ANSWER:
            in_part = Standing.PARTLY_ANSWERED
            return [
                each.undecided(asking_again.IN_PART) if each.recipient.standing == in_part else each
                for each in candidates
                if each.did_not_answer or each.recipient.standing == in_part
            ]
        case _:
            return [each for each in candidates if each.recipient.standing in STANDINGS[whom]]


def _asked_before_only(recipients: Sequence[Recipient], rounds: Sequence[Round]) -> list[Recipient]:
    """Those asked in the earlier of *rounds*, the latest first, and in none since; nobody whose place was taken."""
    gone = {identity(each.takes_place_of) for each in recipients if each.takes_place_of is not None}
    known: set[Identity] = {identity(each) for each in recipients if each.round_id == rounds[0].pk}
    found = []
    for round_ in rounds[1:]:
        asked = [each for each in recipients if each.round_id == round_.pk and not each.volunteered]
        found += [each for each in asked if identity(each) not in known | gone]
        known |= {identity(each) for each in asked}
    return found


@dataclass(frozen=True)
class _Answering:
    """Who answered what in a round, on file, published or not: questions put, and answers by recipient."""

    put: dict[Question, set[int]]
    answered: dict[int, set[int]]
    withdrawn: dict[int, set[int]]

    @classmethod
    def of(cls, round_: Round) -> _Answering:
        """The same of *round_*; with two queries."""
        put = gather_put_to(Question.objects.of_rounds(round_).with_put_to())
        answered: dict[int, set[int]] = defaultdict(set)
        withdrawn: dict[int, set[int]] = defaultdict(set)
        for row in Answer.objects.of_rounds(round_).by_signatory():
            (withdrawn if row.withdrawn_at else answered)[row.recipient_id].add(row.question_id)
        return cls(put, answered, withdrawn)

    def told_of(self, candidate: Candidate) -> Candidate:
        """The candidate, with the questions they left open."""
        pk = candidate.recipient.pk
        put = [each for each, alone in self.put.items() if not each.dropped_on and (not alone or pk in alone)]
        unanswered = [each for each in put if each.pk not in self.answered[pk]]
        return replace(
            candidate,
            left_open=frozenset(each.number for each in unanswered if each.pk not in self.withdrawn[pk]),
            withdrawn=frozenset(each.number for each in unanswered if each.pk in self.withdrawn[pk]),
        )


def _seats_of(recipients: list[Recipient]) -> dict[tuple[int, int], list[Membership]]:
    """The seats of everyone by politician and body."""
    people = {recipient.politician_id for recipient in recipients if recipient.politician_id is not None}
    seats: dict[tuple[int, int], list[Membership]] = defaultdict(list)
    for membership in Membership.objects.filter(politician__in=people).select_related("party"):
        seats[membership.politician_id, membership.body_id].append(membership)
    return seats


def _candidate(
    recipient: Recipient, seats: dict[tuple[int, int], list[Membership]], day: datetime.date
) -> Candidate:
    as_asked = (recipient.party, recipient.role, recipient.area)
    stood = asking_again.stood_words(recipient)
    left = recipient.standing == Standing.LEFT
    body = recipient.body_id or recipient.round.body_id
    if recipient.politician_id is None or body is None:
        return Candidate(recipient, *as_asked, reason=stood, is_carried=not stood, has_left=left)
    seat = _seat_now(recipient, seats.get((recipient.politician_id, body), []), day)
    held = seat.membership
    now = (held.party, held.role, held.area) if held else as_asked
    reasons = [reason for reason in (stood, seat.reason) if reason]
    return Candidate(
        recipient,
        *now,
        reason="; ".join(reasons),
        is_carried=seat.may_sit and not stood,
        has_left=left or seat.has_ended,
    )


@dataclass(frozen=True)
class _Seat:
    """What is known of somebody's seat on a day: which it is, what is to be looked at, and whether they may sit."""

    membership: Membership | None
    reason: str
    may_sit: bool
    has_ended: bool = False


def _seat_now(recipient: Recipient, seats: list[Membership], day: datetime.date) -> _Seat:
    by_tenure: dict[Tenure, list[Membership]] = defaultdict(list)
    for seat in sorted(seats, key=lambda seat: (seat.area != recipient.area, seat.role != recipient.role)):
        by_tenure[seat.tenure_on(day)].append(seat)
    if held := by_tenure[Tenure.HELD]:
        return _Seat(held[0], "" if len(held) == 1 else asking_again.SEVERAL_SEATS, may_sit=True)
    if by_tenure[Tenure.UNKNOWN]:  # nothing treats an undated seat as the current one: they stay as asked
        return _Seat(None, asking_again.NO_DATES, may_sit=True)
    if ended := by_tenure[Tenure.ENDED]:
        last = max(ended, key=lambda seat: latest(seat.end) or day)
        return _Seat(None, asking_again.left_words(last.end), may_sit=False, has_ended=True)
    if by_tenure[Tenure.NOT_YET]:
        return _Seat(None, asking_again.NOT_BEGUN, may_sit=False)
    return _Seat(None, asking_again.NO_SEAT, may_sit=True)
