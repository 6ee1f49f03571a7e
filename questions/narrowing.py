"""Which view of a round a reader asked for, and to whom of its list they narrowed it.

Both are part of the round's address and stay as they are: `view`, `party`, `area`, `standing`, `q`, `page`. A
value that is not known is told in a sentence, and the rest goes on working. Names that are no filter are left
alone: stories link here, and whoever passes a link on adds their own.
"""

from __future__ import annotations

import datetime
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import django_filters
from django import forms
from django.core.validators import RegexValidator
from django.utils.functional import cached_property

from questions import sentences
from questions.facets import counts_of_people, put_beside
from questions.filters import (
    LONGEST_SEARCH,
    UNPRINTABLE,
    Offered,
    RecordFilter,
    shortened,
)
from questions.models import Recipient
from questions.models.recipients import PARTY_NOT_GIVEN
from questions.search.asked import Asked, read
from questions.search.names import begin_words
from questions.sentences import NO_PARTY, capitalised

VIEW = "view"


class View(enum.StrEnum):
    """How a round's answers are laid out."""

    QUESTION = "question"
    PERSON = "person"
    GRID = "grid"

    @property
    def label(self) -> str:
        """What the link to it says."""
        return {View.QUESTION: "By question", View.PERSON: "By person", View.GRID: "Grid"}[self]


class RoundFilter(RecordFilter):
    """Those on one round's list, by name, party, area and standing."""

    campaign = None
    round = None
    body = None
    q = django_filters.CharFilter(
        label="Find a name",
        max_length=LONGEST_SEARCH,
        validators=[RegexValidator(UNPRINTABLE, "It has a character that no name has.", inverse_match=True)],
    )
    area = django_filters.CharFilter(
        label="Area when asked",
        max_length=LONGEST_SEARCH,
        validators=[RegexValidator(UNPRINTABLE, "It has a character that no area has.", inverse_match=True)],
    )

    def keeps(self, recipient: Recipient) -> bool:
        """Whether the reader means *recipient*, whose party and standing are at hand."""
        chosen, own = self.form.cleaned_data, choices_of(recipient)
        return self.is_worded(recipient) and all(chosen.get(name) in {"", None, own[name]} for name in own)

    def is_worded(self, recipient: Recipient) -> bool:
        """Whether the name and the area are what the reader typed."""
        return begin_words(self.names_begin, [recipient.name]) and begin_words(
            self.area_begins, [recipient.area]
        )

    def count(self, recipients: Iterable[Recipient]) -> None:
        """Put beside each choice how many of *recipients* it would show."""
        worded = [(choices_of(each), each.pk) for each in recipients if self.is_worded(each)]
        put_beside(self.form, counts_of_people(worded, self.form.cleaned_data))

    @cached_property
    def names_begin(self) -> list[str]:
        """What words of the name have to begin with."""
        return [word.text for word in self.asked.words]

    @cached_property
    def area_begins(self) -> list[str]:
        """What words of the area have to begin with."""
        return [word.text for word in self._area.words]

    @property
    def _area(self) -> Asked:
        return read(str(self.form.cleaned_data.get("area") or ""))

    @property
    def told_of_search(self) -> tuple[str, ...]:
        """Sentences about a name and an area that have nothing to look for."""
        return (*super().told_of_search, *(() if self._area.words else self._area.told))

    @property
    def narrows(self) -> bool:
        """Whether any filter is set, and could be used."""
        chosen = self.form.cleaned_data
        return bool(
            self.names_begin or self.area_begins or any(chosen.get(each) for each in ("party", "standing"))
        )


@dataclass(frozen=True)
class Narrowing:
    """What a reader asked a round's page for. `shown` are the primary keys of those meant; None: everyone."""

    view: View
    form: forms.Form
    shown: frozenset[int] | None
    told: tuple[str, ...]
    chosen: dict[str, str]

    def keeps(self, recipient: Recipient) -> bool:
        """Whether *recipient* is among those meant."""
        return self.shown is None or recipient.pk in self.shown


def narrowing(recipients: Iterable[Recipient], asked: Mapping[str, str], at: datetime.datetime) -> Narrowing:
    """What *asked*, the filters of an address, means on the list of *recipients*."""
    listed = list(recipients)
    known = {name: asked[name] for name in RoundFilter.base_filters if asked.get(name)}
    filters = RoundFilter(known, at=at, queryset=Recipient.objects.none(), offered=_offered(listed))
    told = filters.refused
    filters.count(listed)
    wanted = asked.get(VIEW) or View.QUESTION
    if wanted not in set(View):
        told.append(sentences.unknown_view(shortened(wanted)))
    shown = None
    if filters.narrows:
        shown = frozenset(each.pk for each in listed if filters.keeps(each))
        told.append(sentences.narrowed_words(len(shown), len(listed)))
    usable = {name: value for name, value in known.items() if filters.form.cleaned_data.get(name)}
    view = View(wanted) if wanted in set(View) else View.QUESTION
    return Narrowing(view, filters.form, shown, tuple(told), usable)


def choices_of(recipient: Recipient) -> dict[str, str]:
    """What a recipient, whose party and standing are at hand, is chosen by."""
    party = recipient.party.slug if recipient.party else PARTY_NOT_GIVEN
    return {"party": party, "standing": recipient.standing.value}


def _offered(recipients: Iterable[Recipient]) -> Offered:
    parties = {(each.party.slug, each.party.name) for each in recipients if each.party}
    choices = sorted(parties, key=lambda choice: choice[1].casefold())
    return Offered([], [], [], [*choices, (PARTY_NOT_GIVEN, capitalised(NO_PARTY))])
