"""What the pages of a round show: the count, how it was asked, the answers in one of three views, everyone asked.

A page holds every word as long as they are no more than a reader's first visit should carry. Where they are more,
it begins the answers and leads on; every word stands in the round's full page.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse

from questions import sentences
from questions.counting import Count, count_round
from questions.filters import PAGE
from questions.models import Approach, Correction, Recipient, Round, Source
from questions.models.rounds import rounds_after, rounds_before
from questions.narrowing import VIEW, Narrowing, View, narrowing
from questions.pages.changes import RoundChanges, changes_in
from questions.pages.gathered import Gathered, gather
from questions.pages.replies import (
    Claim,
    FoldedClaims,
    approaches_by_recipient,
    claims_about,
    folded_claims,
)
from questions.pages.round_answers import Asked, GivenAnswer, answers_given, asked_of
from questions.pages.round_grid import Grid, grid_of
from questions.pages.round_parts import Part, part_asked
from questions.pages.round_people import Group, People
from questions.pictures.seats import Picture, picture_of

MOST_CHARACTERS = 60_000  # of answers: more than these are begun, not shown whole
MANY = 60  # on a list: more than these are counted first and named later, and listed briefly
FEW = 20  # on a list: no more than these need no form to find one of them, and their claims stand open
SHORT = (
    140  # characters of an introduction: no more stand above the count, which has to be in the first screen
)
PER_PAGE = {View.PERSON: 40, View.GRID: 100}
ANSWERS = "#page.answers"


@dataclass(frozen=True)
class Link:
    """One way to look at the round."""

    label: str
    address: str
    is_here: bool


@dataclass(frozen=True)
class RoundPage:
    """Everything a page of a round shows. `grid` and `listing` are there in the views that need them.

    `everyone` are those on the list who are meant, by standing, each name with the address of what that person
    answered. The `claims` on those who did not answer stand whole; of many they are `folded` instead.
    """

    round: Round
    at: datetime.datetime
    count: Count
    narrowing: Narrowing
    views: tuple[Link, ...]
    told: tuple[str, ...]
    everyone: tuple[Group, ...]
    questions: tuple[Asked, ...]
    grid: Grid | None
    listing: Part | None
    is_whole: bool
    all_address: str
    claims: tuple[Claim, ...]
    folded: tuple[FoldedClaims, ...]
    sources: tuple[Source, ...]
    corrections: tuple[Correction, ...]
    before: tuple[Round, ...]
    after: tuple[Round, ...]
    changes: RoundChanges | None
    site: str = ""

    @property
    def standfirst(self) -> str:
        """What it is about, above the count; empty where it is too long to leave room for who answered."""
        words = self.round.introduction.strip()
        return words if len(words) <= SHORT and len(words.splitlines()) <= 1 else ""

    @property
    def introduction(self) -> str:
        """The introduction that stands below the count instead."""
        return "" if self.standfirst else self.round.introduction

    @property
    def headline(self) -> str:
        """The count in a sentence."""
        return sentences.headline(self.count, self.at)

    @property
    def description(self) -> str:
        """What stands beside a link to the round elsewhere."""
        return " ".join(filter(None, [self.standfirst, self.headline]))

    @property
    def fraction(self) -> str:
        """The fair rate."""
        return sentences.fraction(self.count)

    @property
    def fraction_beside(self) -> str:
        """The same where the headline has not said it."""
        return sentences.fraction_beside(self.count)

    @cached_property
    def picture(self) -> Picture:
        """Everyone asked, each name leading to everything that person answered."""
        return picture_of(self.count, lambda recipient: f"{self.person_address}#{recipient.slug}")

    @property
    def folds(self) -> bool:
        """Whether those of each standing are so many that their names are opened only by who wants them."""
        return self.is_long and self.narrowing.shown is None and self.view != View.PERSON

    @property
    def everyone_address(self) -> str:
        """Where those of each standing are listed: on this very page, as long as it lists everyone."""
        is_part = self.narrowing.shown is not None or (self.listing is not None and self.view == View.PERSON)
        return self.round.get_absolute_url() if is_part else ""

    @property
    def person_address(self) -> str:
        """Where a name leads to everything that person answered."""
        return _address(self.round, View.PERSON, {})

    @property
    def not_named(self) -> str:
        """The line for those whom the record does not name."""
        return sentences.not_named_words(self.count)

    @property
    def not_named_note(self) -> str:
        """What the record says of them."""
        return sentences.not_named_note(self.count)

    @property
    def view(self) -> View:
        """How the answers are laid out."""
        return self.narrowing.view

    @property
    def has_form(self) -> bool:
        """Whether there is a form to find somebody."""
        return len(self.count.recipients) > FEW or self.narrowing.shown is not None

    @property
    def claim_on_all(self) -> str:
        """What is the same in every claim that somebody did not answer."""
        return sentences.claim_on_all(self.round)

    @property
    def is_long(self) -> bool:
        """Whether everyone is more than a first screen can name."""
        return len(self.count.recipients) > MANY


@dataclass(frozen=True)
class _Read:
    """The rows of one page, before anything is chosen from them."""

    round: Round
    before: list[Round]
    after: list[Round]
    gathered: Gathered
    corrections: tuple[Correction, ...]
    approaches: dict[int, list[Approach]]

    @property
    def here(self) -> Gathered:
        return self.gathered.of(self.round)


def load_round_page(
    slug: str, at: datetime.datetime, asked: Mapping[str, str] | None = None, site: str = ""
) -> RoundPage | None:
    """The page of the round *slug* as readers may see it at the moment *at*; None if they may not.

    *asked* are the filters of its address: the view, and to whom it is narrowed. *site* stands before the
    addresses that are read on paper: “https://record.example.org”.
    """
    read = _read(slug, at)
    return None if read is None else replace(_page(read, at, asked or {}, everything=False), site=site)


def load_full_page(slug: str, at: datetime.datetime) -> RoundPage | None:
    """The page with every word of the round *slug*, however many they are; None if readers may not see it."""
    read = _read(slug, at)
    return None if read is None else _page(read, at, {}, everything=True)


def _read(slug: str, at: datetime.datetime) -> _Read | None:
    around = list(Round.objects.around(slug).published(at).with_context().in_order())
    round_ = next((each for each in around if each.slug == slug), None)
    if round_ is None:
        return None
    before = rounds_before(round_, around)
    corrections = tuple(Correction.objects.published(at).of_rounds(round_).with_context())
    return _Read(
        round_,
        before,
        rounds_after(round_, around),
        gather([round_, *before], at, corrections),
        corrections,
        approaches_by_recipient(Approach.objects.of_rounds(round_).in_order()),
    )


def _page(read: _Read, at: datetime.datetime, asked: Mapping[str, str], *, everything: bool) -> RoundPage:
    round_, here, addresses = read.round, read.here, read.gathered.addresses
    count = count_round(round_, here.recipients)
    chosen = narrowing(here.recipients, asked, at)
    shown = [each for each in _in_order(count) if chosen.keeps(each)]
    answering = [
        reply
        for reply in here.replies
        if chosen.shown is None or any(each.recipient_id in chosen.shown for each in reply.signatories)
    ]
    characters = sum(len(answer.public_text) for reply in answering for answer in reply.answers)
    whole = everything or characters <= MOST_CHARACTERS
    given = answers_given(here.questions, here.replies, addresses, read.corrections, whole=whole)
    listing, told = None, list(chosen.told)
    listed = shown
    if chosen.view in PER_PAGE and len(shown) > MANY:
        listing = _listing(chosen, shown, asked)
        told += listing.told
        listed = list(listing.page.object_list)
    is_brief = len(shown) > MANY and not everything
    people = People(here, given, read.approaches, at, is_brief=is_brief)
    everyone = people.groups(count, listed if chosen.view == View.PERSON else shown)
    answered = {reply.response.pk for reply in answering}
    silent = [each for each in here.recipients if each.is_silent and chosen.keeps(each)]
    folds = len(silent) > FEW and not everything
    given_here = [each for each in given if each.reply.response.pk in answered]
    return RoundPage(
        round=round_,
        at=at,
        count=count,
        narrowing=chosen,
        views=tuple(_links(round_, chosen)),
        told=tuple(told),
        everyone=everyone,
        questions=tuple(asked_of(here.questions, given, given_here)),
        grid=_grid(here, everyone, listed, given, is_brief=is_brief) if chosen.view == View.GRID else None,
        listing=listing,
        is_whole=whole,
        all_address=reverse("round-all", args=[round_.slug]),
        claims=() if folds else tuple(claims_about(silent, read.approaches, at)),
        folded=tuple(folded_claims(silent, read.approaches, at)) if folds else (),
        sources=tuple(Source.objects.of_round(round_)),
        corrections=read.corrections,
        before=tuple(read.before),
        after=tuple(read.after),
        changes=changes_in(round_, read.before, read.gathered, addresses.answers, at),
    )


def _in_order(count: Count) -> list[Recipient]:
    """Everyone on the list by standing, as the page names them; whoever wrote in unasked comes last."""
    return [*(each for line in count.lines for each in line.recipients), *count.volunteers]


def _grid(
    here: Gathered,
    everyone: Sequence[Group],
    listed: Sequence[Recipient],
    given: Sequence[GivenAnswer],
    *,
    is_brief: bool,
) -> Grid:
    words = {entry.recipient.pk: entry.words for group in everyone for entry in group.entries}
    return grid_of(here, [(each, words[each.pk]) for each in listed], given, is_brief=is_brief)


def _links(round_: Round, chosen: Narrowing) -> list[Link]:
    return [
        Link(view.label, _address(round_, view, chosen.chosen) + ANSWERS, view == chosen.view)
        for view in View
    ]


def _address(round_: Round, view: View, chosen: Mapping[str, str]) -> str:
    """The address of a view of the round, narrowed as it is; the plain one for the view that needs no name."""
    query = QueryDict(mutable=True)
    if view != View.QUESTION:
        query[VIEW] = view.value
    query.update(chosen)
    address = round_.get_absolute_url()
    return f"{address}?{query.urlencode()}" if query else address


def _listing(chosen: Narrowing, shown: Sequence[Recipient], asked: Mapping[str, str]) -> Part:
    """The page of a long list that the reader asked for."""
    page, told = part_asked(Paginator(shown, PER_PAGE[chosen.view]), asked.get(PAGE, "1"))
    words = sentences.page_of_people(page.start_index(), page.end_index(), len(shown))
    query = QueryDict(mutable=True)
    query[VIEW] = chosen.view.value
    query.update(chosen.chosen)
    return Part(page, words, tuple(told), query.urlencode())
