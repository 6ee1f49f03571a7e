"""Making one politician of two records of the same person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from questions.actions.acts import act
from questions.actions.history import hold, note_in_history
from questions.models import Recipient
from questions.sentences import join_names
from respondents.models import ContactAddress, FormerSlug, Identifier, Membership, Politician

MEMBERSHIP_KEY = ("body_id", "role", "area", "start")
ADDRESS_KEY = ("kind", "value")


@dataclass(frozen=True)
class Merger:
    """What would become of two records of one person: *other* goes into *kept*.

    What *kept* has already word for word is not moved and goes with the other record. `refusals` say what
    stands in the way; nothing may be merged while there are any.
    """

    kept: Politician
    other: Politician
    recipients: tuple[Recipient, ...]
    memberships: tuple[Membership, ...]
    identifiers: tuple[Identifier, ...]
    addresses: tuple[ContactAddress, ...]
    former_slugs: tuple[FormerSlug, ...]
    doubles: tuple[Membership | ContactAddress, ...]
    names: tuple[str, ...]
    refusals: tuple[str, ...]


def plan_merger(kept: Politician, other: Politician) -> Merger:
    """What merging *other* into *kept* would move, and what stands in its way; nothing is changed."""
    seats = {_key(each, MEMBERSHIP_KEY): each for each in kept.memberships.all()}
    addresses = {_key(each, ADDRESS_KEY): each for each in kept.contact_addresses.all()}
    memberships = list(other.memberships.select_related("body", "party", "politician"))
    others_addresses = list(other.contact_addresses.select_related("politician"))
    recipients = list(other.recipients.select_related("round").order_by("round_id"))
    same_seats = [each for each in memberships if _key(each, MEMBERSHIP_KEY) in seats]
    same_addresses = [each for each in others_addresses if _key(each, ADDRESS_KEY) in addresses]
    refusals = []
    if kept.pk == other.pk:
        refusals.append("This is the same record twice: choose another one.")
    both = set(kept.recipients.values_list("round_id", flat=True))
    refusals += [
        f"Both are on the list of “{each.round}”, so they were asked as two people. "
        "Take one of them off that list first, if it is still a draft."
        for each in recipients
        if each.round_id in both
    ]
    for seat in same_seats:
        there = seats[_key(seat, MEMBERSHIP_KEY)]
        if (seat.party_id, seat.end) != (there.party_id, there.end):
            refusals.append(
                f"They hold the same seat with another party or end: {seat}. Make the two alike first."
            )
    known = {kept.name, *kept.other_names.splitlines()}
    names = [
        name for name in (other.name, *other.other_names.splitlines()) if name.strip() and name not in known
    ]
    return Merger(
        kept=kept,
        other=other,
        recipients=tuple(recipients),
        memberships=tuple(each for each in memberships if each not in same_seats),
        identifiers=tuple(other.identifiers.all()),
        addresses=tuple(each for each in others_addresses if each not in same_addresses),
        former_slugs=tuple(other.former_slugs.all()),
        doubles=(*same_seats, *same_addresses),
        names=tuple(dict.fromkeys(names)),
        refusals=tuple(refusals),
    )


def _key(row: Membership | ContactAddress, names: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in names)


@act
def merge_politicians(*, kept: Politician, other: Politician, by: User) -> Politician:
    """Move everything of *other* to *kept*, for ever; *other*'s address leads to *kept* from then on.

    Nobody's words change, and on every list the name stays as it was when they were asked. *other*'s names
    become other names of *kept*. Raises `ValidationError` with all that stands in the way.
    """
    for politician in sorted((kept, other), key=lambda each: each.pk):
        hold(politician)
    merger = plan_merger(kept, other)
    if merger.refusals:
        raise ValidationError([*merger.refusals, "Nothing was changed."])
    for double in merger.doubles:
        double.delete()
    moved: tuple[Any, ...] = (
        *merger.recipients,
        *merger.memberships,
        *merger.identifiers,
        *merger.addresses,
        *merger.former_slugs,
    )
    for row in moved:
        row.politician = kept
        row.save(update_fields=["politician"])
    if merger.names:
        kept.other_names = "\n".join(filter(None, [kept.other_names.rstrip("\n"), *merger.names]))
        kept.full_clean()
        kept.save(update_fields=["other_names"])
    slug, name, number = other.slug, other.name, other.pk
    other.delete()
    FormerSlug.objects.create(slug=slug, politician=kept, merged_number=number)
    note_in_history(kept, by, told(merger, name, slug))
    return kept


def told(merger: Merger, name: str, slug: str) -> str:
    """The merger as the history tells it."""
    rounds = [f"“{each.round}”" for each in merger.recipients]
    lists = f" Moved their place on the list of {join_names(rounds)}." if rounds else ""
    return f"Merged with the record of {name} (/politicians/{slug}/), which leads here now.{lists}"
