"""Choosing the members of a body who are put on a round's list."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet

from questions.models import Round
from questions.models.recipients import NO_PARTY, PARTY_NOT_GIVEN
from respondents.models import Body, Membership, Tenure
from respondents.partial_dates import earliest

REASONS = {
    Tenure.HELD: "",
    Tenure.ENDED: "the seat has ended",
    Tenure.NOT_YET: "the seat has not begun",
    Tenure.UNKNOWN: "dates not known: check that they hold it",
}


@dataclass(frozen=True)
class Seat:
    """One seat as the list shows it: whether it is ticked, and what is to be looked at."""

    membership: Membership
    is_listed: bool
    is_ticked: bool
    reason: str

    @property
    def party_words(self) -> str:
        """The party of the seat, never a blank."""
        return self.membership.party.name if self.membership.party else NO_PARTY


class SeatFilter(forms.Form):
    """Which seats to show: those of a body, narrowed by area, party or role."""

    body = forms.ModelChoiceField(
        Body.objects.select_related("parent"), required=False, empty_label="choose a body"
    )
    area = forms.ChoiceField(required=False)
    party = forms.ChoiceField(required=False)
    role = forms.ChoiceField(required=False)

    def __init__(self, data: Any, *, body: Body | None) -> None:
        super().__init__({"body": body.pk if body else "", **{key: data[key] for key in data}})
        seats = body.memberships.all() if body else Membership.objects.none()
        rows = list(seats.values_list("area", "role", "party__slug", "party__name").distinct())
        self._offer("area", {(area, area) for area, *_ in rows})
        self._offer("role", {(role, role) for _, role, *_ in rows})
        self._offer("party", {(slug or PARTY_NOT_GIVEN, name or NO_PARTY) for *_, slug, name in rows})

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            offered = sorted((choice for choice in choices if choice[0]), key=lambda choice: choice[1])
            field.choices = [("", "all"), *offered]

    def seats(self) -> QuerySet[Membership]:
        """The seats that the filter leaves; none until a body is chosen."""
        if not self.is_valid() or self.cleaned_data["body"] is None:
            return Membership.objects.none()
        kept: QuerySet[Membership] = self.cleaned_data["body"].memberships.with_people()
        for name in ("area", "role"):
            if self.cleaned_data[name]:
                kept = kept.filter(**{name: self.cleaned_data[name]})
        match self.cleaned_data["party"]:
            case "":
                return kept
            case party if party == PARTY_NOT_GIVEN:
                return kept.filter(party=None)
            case party:
                return kept.filter(party__slug=party)


def seats_to_tick(
    round_: Round, memberships: Iterable[Membership], today: datetime.date, kept: set[str] | None = None
) -> list[Seat]:
    """The seats as the list shows them, as they are on the day the questions were or are put.

    Ended seats and those not begun are not ticked; of two seats of one person the first is. *kept* are the ticks
    of an editor who has been at the page already: they stay as they are.
    """
    day = earliest(round_.asked_on) or today
    listed = set(round_.recipients.values_list("politician", flat=True))
    seats: list[Seat] = []
    ticked: set[int] = set()
    for membership in memberships:
        tenure = membership.tenure_on(day)
        is_listed = membership.politician_id in listed
        again = membership.politician_id in ticked
        holds = tenure in {Tenure.HELD, Tenure.UNKNOWN}
        is_offered = holds and not is_listed and not again
        if is_offered:
            ticked.add(membership.politician_id)
        is_ticked = is_offered if kept is None else str(membership.pk) in kept
        reason = "ticked above for another seat" if again and holds else REASONS[tenure]
        seats.append(Seat(membership, is_listed, is_ticked, reason))
    return seats
