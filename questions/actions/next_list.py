"""The list of a follow-up round: who is asked again, who is new, who takes whose place, who waits for a decision."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError

from questions.counting import count_round
from questions.follow_ups import Candidate, Whom, chosen_by
from questions.models import Question, Recipient, Round
from questions.new_members import NewMember, Since
from questions.sentences import asked_again_words, asking_again
from respondents.models import Membership, Politician, Tenure


@dataclass(frozen=True)
class Again:
    """Somebody who is asked again, as they are now."""

    candidate: Candidate

    def recipient(self, day: datetime.date) -> Recipient:  # noqa: ARG002 - a newcomer's depends on the day
        """Them on the new list, not saved yet."""
        earlier = self.candidate.recipient
        return Recipient(
            slug=earlier.slug,
            kind=earlier.kind,
            politician=earlier.politician,
            name=earlier.politician.name if earlier.politician else earlier.name,
            party=self.candidate.party,
            role=self.candidate.role,
            area=self.candidate.area,
            body=earlier.body,
            size=earlier.size,
            private_note=f"To check: {self.candidate.reason}." if self.candidate.reason else "",
        )


@dataclass(frozen=True)
class Newcomer:
    """Somebody who was on no earlier list: with the seat they hold and the place they take, as far as there are any."""

    politician: Politician
    seat: Membership | None
    candidate: Candidate | None = None

    @classmethod
    def of(cls, taker: Membership | Politician, candidate: Candidate | None = None) -> Newcomer:
        """The same of a seat, or of a person of whom none is known."""
        if isinstance(taker, Politician):
            return cls(taker, None, candidate)
        return cls(taker.politician, taker, candidate)

    def why_not_on(self, day: datetime.date) -> str:
        """Why the seat is none to be asked for on *day*; empty if it may be."""
        tenure = self.seat.tenure_on(day) if self.seat else Tenure.HELD
        if tenure in {Tenure.ENDED, Tenure.NOT_YET}:
            what = "has ended" if tenure == Tenure.ENDED else "has not begun"
            return f"The seat of {self.politician.name} {what}. No round was made."
        return ""

    def recipient(self, day: datetime.date) -> Recipient:
        """Them on the new list, not saved yet."""
        seat, place = self.seat, self.candidate.recipient if self.candidate else None
        made = Recipient(
            slug=self.politician.slug,
            politician=self.politician,
            name=self.politician.name,
            takes_place_of=place,
            body=place.body if place else None,
        )
        if seat is None:
            made.private_note = "To check: their party, role and area are not known."
            return made
        made.party, made.role, made.area = seat.party, seat.role, seat.area
        if seat.tenure_on(day) == Tenure.UNKNOWN:
            made.private_note = f"To check: {asking_again.NO_DATES}."
        return made


@dataclass(frozen=True)
class NextList:
    """Who goes on the new list, in order; a substitute stands where whoever left stood.

    `undecided` are those left for a decision or by one; `not_asked` who joined since and is not asked.
    """

    entries: Sequence[Again | Newcomer]
    undecided: Sequence[Candidate]
    not_asked: Sequence[NewMember]

    @property
    def carried(self) -> list[Candidate]:
        """Those asked again."""
        return [entry.candidate for entry in self.entries if isinstance(entry, Again)]

    @property
    def new(self) -> int:
        """How many are on it who were on no earlier list."""
        return len(self.entries) - len(self.carried)

    @property
    def count(self) -> int | None:
        """The number asked, None when it has groups of unknown size."""
        numbers = [candidate.recipient.number for candidate in self.carried]
        return None if None in numbers else sum(number or 0 for number in numbers) + self.new

    def population(self, round_: Round, candidates: Sequence[Candidate]) -> str:
        """Whom the follow-up asks, never said to be more than are on the list, for an editor to better."""
        listed = [candidate.recipient for candidate in candidates if candidate.is_listed]
        whole = [candidate.recipient for candidate in self.carried] == listed and not self.new
        if whole and not count_round(round_, listed).not_named:
            return round_.population
        count = self.count
        return asked_again_words(
            round_,
            None if count is None else count - self.new,
            of_the_silent=all(candidate.did_not_answer for candidate in self.carried),
            new=self.new,
            or_before=not all(candidate.is_listed for candidate in self.carried),
        )[:300]

    @property
    def notes(self) -> str:
        """The private note that names whoever is not asked, and why."""
        parts = []
        if self.undecided:
            lines = [
                f"- {each.recipient.name}: {each.reason or 'left out by hand'}" for each in self.undecided
            ]
            parts.append("\n".join(["Not asked again until somebody decides:", *lines]))
        if self.not_asked:
            lines = [f"- {each.name}, {each.seat_words}: {each.facts}" for each in self.not_asked]
            parts.append("\n".join(["New on the body, and not asked:", *lines]))
        return "\n\n".join(parts)


def whom_to_carry(
    candidates: Sequence[Candidate],
    whom: Whom | str | Iterable[Recipient],
    considered: Iterable[Recipient] = (),
    question: Question | None = None,
) -> tuple[list[Candidate], list[Candidate]]:
    """The candidates who are asked again, and those left for a decision or by one."""
    if isinstance(whom, str):
        if whom not in Whom.values:
            raise ValidationError(
                f"“{whom}” is nobody to ask: say {' or '.join(Whom.values)}, or whom by name."
            )
        if whom == Whom.LEFT_OPEN and (question is None or question.dropped_on):
            raise ValidationError(
                "Say which question was left open: one of the round that was not dropped after it was sent."
            )
        meant = chosen_by(Whom(whom), candidates, question)
        return (
            [candidate for candidate in meant if candidate.is_carried],
            [candidate for candidate in meant if not candidate.is_carried],
        )
    chosen = {recipient.pk for recipient in whom}
    if strangers := chosen - {candidate.recipient.pk for candidate in candidates}:
        raise ValidationError(f"{len(strangers)} of those chosen are not on the list of the earlier round.")
    left_out = {recipient.pk for recipient in considered} - chosen
    return (
        [candidate for candidate in candidates if candidate.recipient.pk in chosen],
        [candidate for candidate in candidates if candidate.recipient.pk in left_out],
    )


def next_list(
    candidates: Sequence[Candidate],
    carried: Sequence[Candidate],
    undecided: Sequence[Candidate],
    *,
    joined: Iterable[Membership],
    substitutes: Mapping[Recipient, Membership | Politician],
    proposed: Sequence[NewMember],
    day: datetime.date,
) -> NextList:
    """Put together the list: a substitute stands where whoever left stood, those who *joined* come last.

    Raises `ValidationError` for a place that is not free, and for somebody who would stand on the list twice.
    """
    again = {candidate.recipient.pk for candidate in carried}
    taking = [
        _substitute(candidates, again, place, Newcomer.of(taker)) for place, taker in substitutes.items()
    ]
    places = {each.candidate.recipient.pk: each for each in taking if each.candidate}
    entries: list[Again | Newcomer] = []
    for candidate in candidates:
        if substitute := places.get(candidate.recipient.pk):
            entries.append(substitute)
        elif candidate.recipient.pk in again:
            entries.append(Again(candidate))
    substituting = {each.politician.pk for each in taking}
    added = {seat.politician_id: Newcomer.of(seat) for seat in joined}
    entries += [newcomer for pk, newcomer in added.items() if pk not in substituting]
    _refuse_newcomers(candidates, [each for each in entries if isinstance(each, Newcomer)], day)
    on_it = substituting | added.keys()
    return NextList(
        entries,
        [candidate for candidate in undecided if candidate.recipient.pk not in places],
        [
            each
            for each in proposed
            if each.since == Since.JOINED and each.membership.politician_id not in on_it
        ],
    )


def _substitute(
    candidates: Sequence[Candidate], again: set[int], place: Recipient, newcomer: Newcomer
) -> Newcomer:
    """The *newcomer* in the *place* of one of the *candidates*, who must have left and is not asked *again*."""
    candidate = next((each for each in candidates if each.recipient == place), None)
    if candidate is None:
        refusal = f"{place.name} is not on the list of the earlier round, so nobody takes their place."
    elif not candidate.has_left:
        refusal = f"{place.name} is not known to have left, so nobody takes their place: enter when their seat ended."
    elif place.pk in again:
        refusal = (
            f"{place.name} is asked again, and {newcomer.politician.name} takes their place: choose one."
        )
    else:
        return replace(newcomer, candidate=candidate)
    raise ValidationError(f"{refusal} No round was made.")


def _refuse_newcomers(
    candidates: Sequence[Candidate], newcomers: Sequence[Newcomer], day: datetime.date
) -> None:
    """Refuse somebody who was asked before, whose seat is none now, or who would stand on the list twice."""
    before = {candidate.recipient.politician_id for candidate in candidates}
    seen: set[int] = set()
    for newcomer in newcomers:
        name = newcomer.politician.name
        if newcomer.politician.pk in before:
            raise ValidationError(
                f"{name} was asked before: they are on the list for themselves. No round was made."
            )
        if newcomer.politician.pk in seen:
            raise ValidationError(f"{name} cannot take the place of two people at once. No round was made.")
        if reason := newcomer.why_not_on(day):
            raise ValidationError(reason)
        seen.add(newcomer.politician.pk)
