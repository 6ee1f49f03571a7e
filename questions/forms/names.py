"""People named in a box, one a line: what each line says, and whom it may mean."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from questions.actions import Named
from questions.models import Round
from respondents.models import Membership, Party, Politician, Tenure
from respondents.verbatim import VerbatimFormField

MOST_NAMES = 200
LONGEST = 200  # so many characters a name or an area may have
SOMEBODY_NEW = "new"
HOW = (
    "One a line: “Clive Lewis”, or with party and area “Clive Lewis, Labour, Norwich South”. "
    "A party is written as it is on file."
)


@dataclass(frozen=True)
class Typed:
    """One line of the box."""

    name: str
    party: Party | None
    area: str


@dataclass(frozen=True)
class Choice:
    """Somebody a line may mean, as the page offers them."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Line:
    """One line with those of that name on file, and who of them is meant.

    `seats` are theirs on the round's body, by politician; `meant` is empty until an editor chooses among several.
    """

    number: int
    typed: Typed
    found: tuple[Politician, ...]
    listed: frozenset[int]
    seats: Mapping[int, Membership]
    meant: str

    @property
    def field(self) -> str:
        """The name of the choice among those found."""
        return f"who_{self.number}"

    @property
    def politician(self) -> Politician | None:
        """Who is meant; None for somebody new, and until somebody is chosen."""
        return next((each for each in self.found if str(each.pk) == self.meant), None)

    @property
    def is_listed(self) -> bool:
        """Whether whoever is meant is on the list already."""
        return self.politician is not None and self.politician.pk in self.listed

    @property
    def choices(self) -> list[Choice]:
        """Those found, told apart by their addresses, and somebody new."""
        people = [
            Choice(
                str(each.pk),
                f"{each.name} ({each.slug}){', on the list already' if each.pk in self.listed else ''}",
                str(each.pk) == self.meant,
            )
            for each in self.found
        ]
        return [*people, Choice(SOMEBODY_NEW, "somebody new of this name", self.meant == SOMEBODY_NEW)]

    @property
    def named(self) -> Named:
        """Them as they go on the list: with the party and area that were typed, else those of their one seat."""
        seat = self.seats.get(self.politician.pk) if self.politician else None
        typed = self.typed
        if seat is None or typed.party or typed.area:
            return Named(typed.name, self.politician, typed.party, area=typed.area)
        return Named(typed.name, self.politician, seat.party, role=seat.role, area=seat.area)


class NamesForm(forms.Form):
    """The box of names."""

    names = VerbatimFormField(
        label="Names",
        max_length=50_000,
        help_text=HOW,
        widget=forms.Textarea(attrs={"rows": 10, "cols": 60}),
        error_messages={"required": "Nobody is named, so nobody was added."},
    )

    def clean_names(self) -> list[Typed]:
        """The lines; every one that cannot be read is told, and none is left out silently."""
        lines = [line for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if not lines:
            raise ValidationError("Nobody is named, so nobody was added.")
        if len(lines) > MOST_NAMES:
            raise ValidationError(f"These are {len(lines)} names: at most {MOST_NAMES} are added at a time.")
        parties = _parties_by_name()
        read, wrong = [], []
        for line in lines:
            try:
                read.append(_read(line, parties))
            except ValidationError as error:
                wrong += error.messages
        names = [typed.name for typed in read]
        twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
        wrong += [
            f"“{name}” stands there twice. Leave one out: a namesake is added by itself." for name in twice
        ]
        if wrong:
            raise ValidationError(wrong)
        return read


def _parties_by_name() -> dict[str, set[Party]]:
    """The parties on file by everything they are called, in small letters."""
    by_name: dict[str, set[Party]] = defaultdict(set)
    for party in Party.objects.all():
        for name in (party.name, party.adjective, party.slug, *party.other_names.splitlines()):
            by_name[name.strip().casefold()].add(party)
    return by_name


def _read(line: str, parties: Mapping[str, set[Party]]) -> Typed:
    """One line: a name, after it perhaps a party and an area, between commas or, as a table is copied, tabs."""
    parts = [" ".join(part.split()) for part in line.split("\t" if "\t" in line else ",")]
    name, called, *areas = [*parts, ""]
    area = ", ".join(filter(None, areas))
    if not name:
        raise ValidationError(f"“{line.strip()}”: the name is missing.")
    if max(len(name), len(area)) > LONGEST:
        raise ValidationError(f"“{name[:40]}…”: a name and an area have at most {LONGEST} characters.")
    found = parties.get(called.casefold(), set()) if called else set()
    if called and len(found) != 1:
        why = "several parties are" if found else "no party on file is"
        raise ValidationError(
            f"“{line.strip()}”: {why} called “{called}”. Write the name first, then the party as it is on file, "
            "or the name alone."
        )
    return Typed(name, next(iter(found), None), area)


def lines_of(round_: Round, typed: Sequence[Typed], today: datetime.date, sent: QueryDict) -> list[Line]:
    """Each line with those whom it may mean; five queries. What was chosen among them is in what was *sent*."""
    called = Politician.objects.called({each.name for each in typed})
    listed = frozenset(round_.recipients.values_list("politician", flat=True))
    seats = _only_seats(round_, called, today)
    lines = []
    for number, each in enumerate(typed, 1):
        found = tuple(politician for politician in called if politician.goes_by(each.name))
        offered = {*(str(politician.pk) for politician in found), SOMEBODY_NEW}
        likely = {0: SOMEBODY_NEW, 1: str(found[0].pk) if found else ""}.get(len(found), "")
        chosen = sent.get(f"who_{number}", "")
        lines.append(Line(number, each, found, listed, seats, chosen if chosen in offered else likely))
    return lines


def _only_seats(round_: Round, people: Iterable[Politician], today: datetime.date) -> dict[int, Membership]:
    """The seat of each of *people* on the round's body, where they have one there that has not ended, and no other."""
    if round_.body_id is None:
        return {}
    seats: dict[int, list[Membership]] = defaultdict(list)
    those = Membership.objects.filter(body=round_.body_id, politician__in=[each.pk for each in people])
    for seat in those.select_related("party"):
        if seat.tenure_on(today) in {Tenure.HELD, Tenure.UNKNOWN}:
            seats[seat.politician_id].append(seat)
    return {pk: held[0] for pk, held in seats.items() if len(held) == 1}


def people_meant(lines: Iterable[Line]) -> list[Named]:
    """Those who go on the list; refused with a sentence for each name of which nobody has said who is meant."""
    lines = list(lines)
    open_ = [line.typed.name for line in lines if not line.meant]
    if open_:
        raise ValidationError(
            [f"Several on file are called “{name}”: choose who is meant." for name in open_]
        )
    meant = [line.politician.pk for line in lines if line.politician]
    for line in lines:
        if line.politician and meant.count(line.politician.pk) > 1:
            raise ValidationError(f"{line.politician.name} is meant by two lines. Leave one out.")
    return [line.named for line in lines if not line.is_listed]
