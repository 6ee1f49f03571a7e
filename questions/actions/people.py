"""Putting people on a round's list by their names: those on file, and those who are new to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from questions.actions.acts import act
from questions.actions.corrections import Note
from questions.actions.history import hold, note_in_history
from questions.actions.rounds import Places, refuse_unsound
from questions.actions.telling import tell_readers
from questions.models import Recipient, Round
from respondents.models import FormerSlug, Party, Politician, sort_name_of


@dataclass(frozen=True)
class Named:
    """Somebody to be put on a list. No politician: they are new, and a record of them is made."""

    name: str
    politician: Politician | None = None
    party: Party | None = None
    role: str = ""
    area: str = ""


@act
def add_people(
    *, round: Round, people: Sequence[Named], by: User, correction: Note | None = None
) -> list[Recipient]:
    """Put *people* on the round's list in their order, and make a record of each who is new. All or none.

    Whoever is on the list already is left as they are. Readers of a public round are told in a *correction*. Raises
    `ValidationError` where nobody is named, and for a name that cannot be kept.
    """
    if not people:
        raise ValidationError("Nobody is named, so nobody was added.")
    tell_readers(correction)
    hold(round)
    places = Places(round)
    added = []
    for named in people:
        politician = named.politician or _new_politician(named.name, by)
        if places.is_free_for(politician):
            added.append(places.give(politician, party=named.party, role=named.role, area=named.area))
    refuse_unsound(round)
    if added:
        note_in_history(round, by, f"Added {len(added)} to the list.")
    return added


def _new_politician(name: str, by: User) -> Politician:
    """A record of somebody of whom none is on file, with an address that leads to nobody else."""
    base, number = slugify(name)[:110] or "person", 2
    slug = base
    while _is_taken(slug):
        slug, number = f"{base}-{number}", number + 1
    politician = Politician(slug=slug, name=name, sort_name=sort_name_of(name))
    politician.full_clean()
    politician.save()
    note_in_history(politician, by, "Added with a round's list.", added=True)
    return politician


def _is_taken(slug: str) -> bool:
    return Politician.objects.filter(slug=slug).exists() or bool(FormerSlug.objects.leading_from(slug))
