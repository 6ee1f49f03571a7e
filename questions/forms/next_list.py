"""Whom a follow-up asks, as its page offers them: ticks for those asked before and those new, a taker for a place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.http import QueryDict

from questions.follow_ups import Candidate
from questions.models import Recipient
from questions.new_members import NewMember, Since, for_the_place_of
from respondents.models import Membership, Politician

Row = TypeVar("Row")

MOST_OTHERS = 100  # so many who sat there already are offered one by one; more are added on the draft
MOST_PEOPLE = 300  # so many politicians on file are offered for a place; others are put on the draft

GROUPS = {
    Since.JOINED: "Joined since",
    Since.NOT_LISTED: "On the body, and not on the earlier list",
    Since.NOT_KNOWN: "Dates of the seat not known",
}


@dataclass(frozen=True)
class Choice:
    """One who could take a place: what is sent, and how they are named."""

    value: str
    label: str


@dataclass(frozen=True)
class Person:
    """One candidate as the page shows them: whether they are ticked, and who takes their place if they left."""

    candidate: Candidate
    is_ticked: bool
    takers: tuple[tuple[str, tuple[Choice, ...]], ...] = ()
    taker: str = ""

    @property
    def place(self) -> str:
        """The name of the choice of who takes their place."""
        return f"place_{self.candidate.recipient.pk}"


@dataclass(frozen=True)
class NewPerson:
    """One who was on no earlier list, as the page shows them."""

    member: NewMember
    is_ticked: bool


@dataclass(frozen=True)
class Offer:
    """Everyone whom the page offers, and what an editor sent, if anything was.

    `meant` are those whom the choice is about, `gone` the others who left: somebody may take their place.
    """

    meant: Sequence[Candidate]
    gone: Sequence[Candidate]
    members: Sequence[NewMember]
    others: Sequence[Politician]
    sent: QueryDict | None
    ticks_first: bool

    @property
    def ready(self) -> list[Person]:
        """Those who are asked again without a doubt."""
        return [each for each in self._people(self.meant) if not each.candidate.reason]

    @property
    def to_decide(self) -> list[Person]:
        """Those whom an editor has to look at."""
        people = self._people(self.meant)
        return [each for each in people if each.candidate.reason and not each.candidate.has_left]

    @property
    def left(self) -> list[Person]:
        """Those who left."""
        return [each for each in self._people([*self.meant, *self.gone]) if each.candidate.has_left]

    @property
    def joined(self) -> list[NewPerson]:
        """Those who certainly joined since."""
        return self._new(Since.JOINED)

    @property
    def not_listed(self) -> list[NewPerson]:
        """Those who sit on the body, and were not on the list; none where they are too many to tick one by one."""
        return self._new(Since.NOT_LISTED, Since.NOT_KNOWN)

    @property
    def too_many_others(self) -> int:
        """How many more there are, where they are too many to tick one by one."""
        others = [each for each in self.members if each.since != Since.JOINED]
        return len(others) if len(others) > MOST_OTHERS else 0

    @property
    def offered(self) -> list[NewMember]:
        """The new ones that can be ticked."""
        return [each for each in self.members if each.since == Since.JOINED or not self.too_many_others]

    def _new(self, *since: Since) -> list[NewPerson]:
        kept = set(self.sent.getlist("member")) if self.sent is not None else set()
        return [
            NewPerson(each, str(each.membership.pk) in kept) for each in self.offered if each.since in since
        ]

    def _people(self, candidates: Iterable[Candidate]) -> list[Person]:
        kept = None if self.sent is None or "everyone" in self.sent else set(self.sent.getlist("recipient"))
        people = []
        for candidate in candidates:
            pk = candidate.recipient.pk
            is_ticked = self.ticks_first and candidate.is_carried if kept is None else str(pk) in kept
            takers = tuple(self._takers(candidate)) if candidate.has_left else ()
            taker = self.sent.get(f"place_{pk}", "") if self.sent is not None else ""
            people.append(Person(candidate, is_ticked, takers, taker))
        return people

    def _takers(self, candidate: Candidate) -> Iterable[tuple[str, tuple[Choice, ...]]]:
        """Who could take the place of somebody who left: new members of the same area or party come first."""
        ordered = for_the_place_of(candidate, self.offered)
        for since, heading in GROUPS.items():
            there = [each for each in ordered if each.since == since]
            if there:
                yield heading, tuple(_seat_choice(each) for each in there)
        known = {each.membership.politician_id for each in self.offered}
        others = [each for each in self.others if each.pk not in known]
        if others:
            yield "Somebody else on file", tuple(Choice(f"person-{each.pk}", each.name) for each in others)

    # --- what was sent ---------------------------------------------------------------------------

    def chosen(self, sent: QueryDict) -> list[Recipient]:
        """Whoever is asked again. Raises `ValidationError` for anybody who is not shown."""
        if "everyone" in sent:
            return [each.recipient for each in self.meant if each.is_carried]
        shown = {str(each.recipient.pk): each.recipient for each in (*self.meant, *self.gone)}
        return _among(shown, sent.getlist("recipient"))

    def chosen_members(self, sent: QueryDict) -> list[Membership]:
        """Whoever is new and asked."""
        return _among(
            {str(each.membership.pk): each.membership for each in self.offered}, sent.getlist("member")
        )

    def places(self, sent: QueryDict) -> dict[Recipient, Membership | Politician]:
        """Who takes whose place."""
        takers: dict[str, Membership | Politician] = {
            f"seat-{each.membership.pk}": each.membership for each in self.offered
        }
        takers |= {f"person-{each.pk}": each for each in self.others}
        taken: dict[Recipient, Membership | Politician] = {}
        for candidate in (*self.meant, *self.gone):
            if value := sent.get(f"place_{candidate.recipient.pk}", ""):
                taken[candidate.recipient] = _among(takers, [value])[0]
        return taken


def _seat_choice(member: NewMember) -> Choice:
    return Choice(f"seat-{member.membership.pk}", f"{member.name} ({member.seat_words})")


def _among(offered: Mapping[str, Row], sent: Iterable[str]) -> list[Row]:
    values = dict.fromkeys(sent)
    if any(value not in offered for value in values):
        raise ValidationError(
            "Somebody who was ticked or chosen is not among those shown here. No round was made."
        )
    return [offered[value] for value in values]


def people_for_places(candidates: Sequence[Candidate]) -> list[Politician]:
    """Who of the politicians on file can be chosen for a place: those never asked before.

    None where nobody left, or where they are too many for a list: they are put on the draft instead.
    """
    if not any(candidate.has_left for candidate in candidates):
        return []
    asked = {candidate.recipient.politician_id for candidate in candidates}
    found = list(Politician.objects.order_by("sort_name", "pk")[: MOST_PEOPLE + 1])
    return [each for each in found if each.pk not in asked] if len(found) <= MOST_PEOPLE else []
