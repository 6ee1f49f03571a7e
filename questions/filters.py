"""The filters of the public lists. Their names are part of the site's addresses and stay as they are.

A value that a list does not know is told to the reader in a sentence; the other filters go on working.
Filters on people mean one and the same recipient: `party=labour&standing=answered` finds whoever was asked
under Labour's name and answered in that round, not a Labour recipient beside somebody who answered.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.functional import cached_property

from questions.counted_choices import CountedSelect
from questions.models import Recipient, Round, Standing
from questions.models.answer_adjectives import AnswerQuerySet
from questions.models.recipients import PARTY_NOT_GIVEN, RecipientQuerySet
from questions.search.asked import Asked, read
from questions.search.names import named
from questions.sentences import NO_PARTY, capitalised
from respondents.models.politicians import PoliticianQuerySet

LONGEST_SEARCH = 200
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
LARGEST_NUMBER = 32767  # of a question: more does not fit its column
PAGE, AFTER, BEFORE = PLACES = ("page", "after", "before")  # which part of the list is shown

ON_PEOPLE = ("campaign", "round", "body", "party", "standing")
UNPRINTABLE = "\ufffd"  # stands for what a page cannot print
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Offered:
    """What the lists offer to choose from: only what is public."""

    campaigns: Choices
    rounds: Choices
    bodies: Choices
    parties: Choices

    @classmethod
    def at(cls, at: datetime.datetime) -> Offered:
        """The choices as they are at the moment *at*: one query."""
        rows = list(Round.objects.published(at).with_parties_and_bodies())
        parties = {(each.party_slug, each.party_name) for each in rows if each.party_slug}
        own = {(each.body_slug, each.body_name, each.body_parent) for each in rows}
        others = {(each.other_slug, each.other_name, each.other_parent) for each in rows}
        bodies = {
            (slug, f"{name} ({parent})" if parent else name) for slug, name, parent in own | others if slug
        }
        return cls(
            campaigns=sorted({(each.campaign_slug, each.campaign_title) for each in rows}, key=_by_label),
            rounds=list(dict.fromkeys((each.slug, each.title) for each in rows)),
            bodies=sorted(bodies, key=_by_label),
            parties=[*sorted(parties, key=_by_label), (PARTY_NOT_GIVEN, capitalised(NO_PARTY))],
        )


def _by_label(choice: tuple[str, str]) -> str:
    return choice[1].casefold()


def words_filter(label: str) -> django_filters.CharFilter:
    """The box to search in."""
    has_letters = RegexValidator(UNPRINTABLE, "It has a character that no text has.", inverse_match=True)
    return django_filters.CharFilter(label=label, max_length=LONGEST_SEARCH, validators=[has_letters])


class RecordFilter(django_filters.FilterSet):
    """What every list can be narrowed by. Lists take away what does not fit them and add their own."""

    q = words_filter("Words or names")
    campaign = django_filters.ChoiceFilter(label="Campaign", empty_label="Any campaign", widget=CountedSelect)
    round = django_filters.ChoiceFilter(label="Round", empty_label="Any round", widget=CountedSelect)
    body = django_filters.ChoiceFilter(label="Body", empty_label="Any body", widget=CountedSelect)
    party = django_filters.ChoiceFilter(
        label="Party when asked", empty_label="Any party", widget=CountedSelect
    )
    standing = django_filters.ChoiceFilter(
        label="Standing",
        empty_label="Any standing",
        widget=CountedSelect,
        choices=[(each.value, capitalised(each.label)) for each in Standing],
    )

    def __init__(
        self,
        data: Mapping[str, str],
        *,
        at: datetime.datetime,
        queryset: QuerySet[Any],
        offered: Offered | None = None,
    ) -> None:
        super().__init__({name: printable(value) for name, value in data.items()}, queryset=queryset)
        self.at = at
        offered = offered or Offered.at(at)
        choices = {
            "campaign": offered.campaigns,
            "round": offered.rounds,
            "body": offered.bodies,
            "party": offered.parties,
        }
        for name in choices.keys() & self.filters.keys():
            self.filters[name].extra["choices"] = choices[name]

    @property
    def refused(self) -> list[str]:
        """A sentence for each value that the list does not know, and for each name that is no filter of it."""
        form: forms.Form = self.form
        sentences = [self._refusal(name) for name in form.errors]
        unknown = [name for name in self.data if name not in self.filters and name not in PLACES]
        sentences += [
            f"This list has no filter “{shortened(name)}”: it was left out." for name in unknown[:3]
        ]
        return [*sentences, *self.told_of_search]

    @property
    def told_of_search(self) -> tuple[str, ...]:
        """A sentence where what was typed has nothing to look for."""
        return () if self.asked.words else self.asked.told

    @cached_property
    def asked(self) -> Asked:
        """The words looked for, each of which must occur."""
        return read(self.words)

    def _refusal(self, name: str) -> str:
        value = shortened(self.data.get(name) or "")
        if hasattr(self.form.fields[name], "choices"):
            return f"“{value}” is none of the choices of the filter “{name}”: the list is shown without it."
        why = " ".join(str(message) for message in self.form.errors[name])
        return f"The filter “{name}” cannot use “{value}”, so the list is shown without it. {why}"

    @property
    def words(self) -> str:
        """What was typed to be searched for; empty if it could not be used."""
        return str(self.form.cleaned_data.get("q") or "")

    def narrowed(self, recipients: RecipientQuerySet, *, without: str = "") -> RecipientQuerySet:
        """Those of *recipients* whom the filters on people mean; *without*: as if this one were not set."""
        chosen = self.form.cleaned_data | {without: ""}
        if slug := chosen.get("campaign"):
            recipients = recipients.of_campaign(slug)
        if slug := chosen.get("round"):
            recipients = recipients.of_round(slug)
        if slug := chosen.get("body"):
            recipients = recipients.of_body(slug)
        if slug := chosen.get("party"):
            recipients = recipients.of_party(slug)
        if standing := chosen.get("standing"):
            recipients = recipients.standing(Standing(standing), at=self.at)
        return recipients

    def narrows_people(self, *, without: str = "") -> bool:
        """Whether any filter on people is set; *without*: another one than this."""
        return any(self.form.cleaned_data.get(name) for name in ON_PEOPLE if name != without)


class WholeNumberFilter(django_filters.Filter):
    """A number without a fraction."""

    field_class = forms.IntegerField


class AnswerFilter(RecordFilter):
    """Published answers, by their words and signatories, by whom they are and what they answer."""

    question = WholeNumberFilter(
        label="Question number", min_value=1, max_value=LARGEST_NUMBER, widget=CountedSelect
    )

    @property
    def told_of_search(self) -> tuple[str, ...]:
        """Sentences about what was typed and could not be used as it stands."""
        return self.asked.told

    def filter_queryset(self, queryset: AnswerQuerySet) -> AnswerQuerySet:
        return self.worded(self.signed(queryset))

    def signed(self, answers: AnswerQuerySet) -> AnswerQuerySet:
        """Those of *answers* that anybody signed whom the filters on people mean."""
        return answers.signed_by_any(self.people()) if self.narrows_people() else answers

    def worded(self, answers: AnswerQuerySet, *, without: str = "") -> AnswerQuerySet:
        """Those of *answers* that the other filters mean; *without*: as if this one were not set."""
        number = self.form.cleaned_data.get("question")
        if number and without != "question":
            answers = answers.numbered(number)
        return answers.mentioning(*self.asked.words)

    def people(self, *, without: str = "") -> RecipientQuerySet:
        """Whoever the filters on people mean."""
        return self.narrowed(Recipient.objects.published(self.at), without=without)


class PeopleFilter(RecordFilter):
    """A list of people. `listed` is what of a recipient is listed once, `names` what they are found by."""

    listed: str
    names: tuple[str, ...]
    q = words_filter("Name")

    def everyone(self) -> RecipientQuerySet:
        """All the recipients whom the list is about, before anything narrows it."""
        raise NotImplementedError


class PoliticianFilter(PeopleFilter):
    """Everyone on a public list, by name and by how they were asked and where they stood."""

    listed = "politician"
    names = ("politician__name", "politician__other_names")

    def everyone(self) -> RecipientQuerySet:
        return Recipient.objects.published(self.at)

    def filter_queryset(self, queryset: PoliticianQuerySet) -> PoliticianQuerySet:
        asked = self.narrowed(self.everyone())
        return named(queryset.among(asked.values("politician")), self.words, "name", "other_names")


class NonRespondentFilter(PeopleFilter):
    """Everyone who declined or did not respond, by name and by how they were asked."""

    listed = "pk"
    names = ("name",)

    standing = django_filters.ChoiceFilter(
        label="Standing",
        empty_label="Declined or did not respond",
        widget=CountedSelect,
        choices=[(each.value, capitalised(each.label)) for each in Standing.silent()],
    )

    def everyone(self) -> RecipientQuerySet:
        recipients: RecipientQuerySet = self.queryset
        return recipients

    def filter_queryset(self, queryset: RecipientQuerySet) -> RecipientQuerySet:
        return named(self.narrowed(queryset), self.words, *self.names)


def printable(value: str) -> str:
    """*value* with a mark in place of every character that a page cannot print."""
    return CONTROL_CHARACTERS.sub(UNPRINTABLE, value)


def shortened(text: str) -> str:
    """*text* as a sentence about it shows it: printable, and not too long."""
    text = printable(text)
    return text if len(text) <= 60 else f"{text[:59]}…"
