"""What is due, over all rounds that are not withdrawn: the lists that the newsdesk begins and the admin shows whole."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber

from questions.models import Recipient, Response, Round
from questions.models.recipients import RecipientQuerySet
from questions.models.rounds import RoundQuerySet

NAMED = 3  # so many people are named where a line is about several


def awaited() -> RecipientQuerySet:
    """Everyone who may still reply, in rounds that are not withdrawn."""
    asked = Recipient.objects.asked().awaiting()
    return asked.filter(round__withdrawn_at__isnull=True)


def late(today: datetime.date) -> RecipientQuerySet:
    """Those awaited whose deadline has passed."""
    return awaited().past_deadline(today)


def due_today_or_late(today: datetime.date) -> RecipientQuerySet:
    """Those awaited whose deadline is today or has passed."""
    return awaited().due_on(today) | late(today)


def silences_to_put_forward(today: datetime.date) -> RecipientQuerySet:
    """Those who are late and were certainly reached in time: their silence can be put forward, and is not yet."""
    return late(today).reached_in_time().filter(put_forward_at__isnull=True)


def silences_to_confirm() -> RecipientQuerySet:
    """Those awaited whose silence was put forward: somebody else confirms it, or takes it back."""
    return awaited().filter(put_forward_at__isnull=False)


def bounced() -> RecipientQuerySet:
    """Those awaited with an approach that bounced and none after it that reached them."""
    return awaited().bounced()


def waiting_replies() -> QuerySet[Response]:
    """Responses that were never published, nor are set to be."""
    return Response.objects.filter(published_at__isnull=True, round__withdrawn_at__isnull=True)


def rounds_in_progress(at: datetime.datetime) -> RoundQuerySet:
    """Drafts, rounds that are set to be public, and public ones with somebody awaited or a reply to review."""
    return Round.objects.filter(
        Q(published_at__isnull=True)
        | Q(published_at__gt=at)
        | Exists(awaited().filter(round=OuterRef("pk")))
        | Exists(waiting_replies().filter(round=OuterRef("pk"))),
        withdrawn_at__isnull=True,
    )


def rounds_with(people: QuerySet[Recipient]) -> RoundQuerySet:
    """The rounds on whose lists any of *people* are, each with their `number_due`; the earliest deadline first."""
    there = people.filter(round=OuterRef("pk")).order_by().values("round")
    number = Subquery(there.annotate(those=Count("pk")).values("those"), output_field=IntegerField())
    counted = Round.objects.annotate(number_due=Coalesce(number, 0)).filter(number_due__gt=0)
    return counted.order_by("deadline_on", "pk")


def names_in(rounds: Iterable[Round], people: QuerySet[Recipient]) -> dict[int, list[str]]:
    """The first few of *people* on the list of each of *rounds*, by name; one query."""
    place = Window(RowNumber(), partition_by=F("round"), order_by=["position", "pk"])
    first = people.filter(round__in=[each.pk for each in rounds]).annotate(place=place)
    names: dict[int, list[str]] = defaultdict(list)
    for round_, name in first.filter(place__lte=NAMED).order_by("place").values_list("round", "name"):
        names[round_].append(name)
    return names
