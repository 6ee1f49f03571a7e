"""Every public page for search engines, with when it last changed: nothing that is not public, and no guesses."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.core.paginator import Paginator
from django.db.models import F, Max, QuerySet
from django.urls import reverse
from django.utils import timezone

from questions.models import Question, Recipient, Response, Round, moments
from questions.models.recipients import PARTY_NOT_GIVEN

LISTS = (
    "home",
    "answers",
    "politicians",
    "non-respondents",
    "corrections",
    "compare",
)  # they change with the record
PLAIN = ("how-we-count", "about")  # they are the same for every record: nothing says when they changed
Changed = dict[int, datetime.date]


def changes_of_rounds(at: datetime.datetime) -> Changed:
    """On which day readers were last told anything on the pages of each public round, by primary key: one query.

    That it and its replies are public, were withdrawn or came back, that a reply was recorded, that an answer is
    shown, and what corrections say. What editors do out of readers' sight is no change, and no hour says when they
    work.
    """
    public, replies = Round.objects.published(at), Response.objects.published(at)
    in_public_rounds = Response.objects.in_public_rounds(at)
    parts: list[QuerySet[Any, Any]] = [
        _latest(public, "pk", "published_at"),
        _latest(replies, "round", "published_at"),
        _latest(in_public_rounds.replies(), "round", "entered_at"),
        _latest(in_public_rounds.withdrawn(), "round", "withdrawn_at"),
        _latest(moments.copies_of_notes(at), "round", "history_date"),
        _latest(
            moments.changes_of("Answer", "withheld", response__in=_keys(replies)),
            "response__round",
            "history_date",
        ),
    ]
    first, *others = parts
    changed: dict[int, datetime.datetime] = {}
    for round_, moment in first.union(*others, all=True):
        changed[round_] = max(moment, changed.get(round_, moment))
    return {round_: timezone.localdate(moment) for round_, moment in changed.items()}


def _keys(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    keys: QuerySet[Any, Any] = rows.order_by().values("pk")
    return keys


def _latest(rows: QuerySet[Any, Any], path: str, moment: str) -> QuerySet[Any, Any]:
    of_rounds = rows.order_by().annotate(of_round=F(path)).values("of_round")
    counted: QuerySet[Any, Any] = of_rounds.annotate(latest=Max(moment)).values_list("of_round", "latest")
    return counted


@dataclass(frozen=True)
class Place:
    """One page: its address, and the day on which it last changed, where anything says so."""

    address: str
    changed: datetime.date | None = None


@dataclass
class PublicPages:
    """All pages that readers may see at the moment *at*: read with four queries, however many there are."""

    at: datetime.datetime

    @cached_property
    def changed(self) -> Changed:
        """When the pages of each public round last changed."""
        return changes_of_rounds(self.at)

    @cached_property
    def rounds(self) -> list[Round]:
        """The public rounds."""
        return list(Round.objects.published(self.at).with_context().order_by("pk"))

    @cached_property
    def asked(self) -> list[tuple[int, str | None, str | None, str | None, str | None]]:
        """For everyone asked: the round, and the slugs of the politician, the party, the body and its parent."""
        rows = Recipient.objects.published(self.at).order_by().distinct()
        paths = ("round", "politician__slug", "party__slug", "body__slug", "body__parent__slug")
        return list(rows.values_list(*paths))

    def section(self, name: str) -> list[Place]:
        """The pages of one section, in the order of their addresses."""
        return sorted(SECTIONS[name](self), key=lambda place: place.address)

    def latest(self, rounds: Iterable[int]) -> datetime.date:
        """When anything in *rounds* last changed."""
        return max(self.changed[round_] for round_ in rounds)


def _whole_record(pages: PublicPages) -> Iterator[Place]:
    latest = pages.latest(pages.changed) if pages.changed else None
    yield from (Place(reverse(name), latest) for name in LISTS)
    yield from (Place(reverse(name)) for name in PLAIN)


def _campaigns(pages: PublicPages) -> Iterator[Place]:
    return _together(pages, "campaign", ((each.campaign.slug, each.pk) for each in pages.rounds))


def _rounds(pages: PublicPages) -> Iterator[Place]:
    """Every round, and its whole on one page: whoever looks for words finds them there."""
    for name in ("round", "round-all"):
        yield from _together(pages, name, ((each.slug, each.pk) for each in pages.rounds))


def _questions(pages: PublicPages) -> Iterator[Place]:
    rows = Question.objects.published(pages.at).order_by()
    for slug, number, round_ in rows.values_list("round__slug", "number", "round"):
        yield Place(reverse("question", args=[slug, number]), pages.changed[round_])


def _politicians(pages: PublicPages) -> Iterator[Place]:
    return _together(pages, "politician", ((slug, round_) for round_, slug, *_ in pages.asked))


def _parties(pages: PublicPages) -> Iterator[Place]:
    asked = ((party or PARTY_NOT_GIVEN, round_) for round_, _, party, *_ in pages.asked)
    return _together(pages, "party", asked)


def _bodies(pages: PublicPages) -> Iterator[Place]:
    def of_rounds() -> Iterator[tuple[str | None, int]]:
        for each in pages.rounds:
            if each.body is not None:
                yield each.body.slug, each.pk
                yield each.body.parent.slug if each.body.parent else None, each.pk
        for round_, _, _, body, parent in pages.asked:
            yield body, round_
            yield parent, round_

    return _together(pages, "body", of_rounds())


def _together(pages: PublicPages, name: str, found: Iterable[tuple[str | None, int]]) -> Iterator[Place]:
    rounds: dict[str, set[int]] = {}
    for slug, round_ in found:
        if slug is not None:
            rounds.setdefault(slug, set()).add(round_)
    for slug, within in rounds.items():
        yield Place(reverse(name, args=[slug]), pages.latest(within))


SECTIONS = {
    "record": _whole_record,
    "campaigns": _campaigns,
    "rounds": _rounds,
    "questions": _questions,
    "politicians": _politicians,
    "parties": _parties,
    "bodies": _bodies,
}


class RecordSitemap(Sitemap[Place]):
    """One section, at the site's own address, whichever way it was asked for."""

    def __init__(self, pages: PublicPages, section: str, origin: str) -> None:
        self.places = pages.section(section)
        self.protocol, _, self.domain = origin.partition("://")

    def items(self) -> list[Place]:
        return self.places

    def location(self, item: Place) -> str:
        return item.address

    def lastmod(self, item: Place) -> datetime.date | None:
        return item.changed

    def get_domain(self, site: object = None) -> str:  # noqa: ARG002 - the framework's idea of it, which is not asked
        return self.domain

    @property
    def paginator(self) -> Paginator[Place]:
        return Paginator(self.places, self.limit)

    @property
    def latest(self) -> datetime.date | None:
        """When anything in the section last changed."""
        return max((each.changed for each in self.places if each.changed), default=None)
