"""What cannot be between the rounds of a chain: places that nobody left, and answers of somebody else's carried on."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from questions.models import Answer, Recipient, Round, Signatory
from questions.models.chains import Earlier, same_one


def broken_chains(using: str) -> Iterator[tuple[str, models.Model, str]]:
    """Every such row, with the rule it breaks and a sentence for the person who has to put it right."""
    yield from _places_of_no_earlier_round(using)
    yield from _places_not_free(using)
    yield from _answers_carried_for_others(using)


def _places_of_no_earlier_round(using: str) -> Iterator[tuple[str, models.Model, str]]:
    strange = (
        Recipient.objects.using(using)
        .filter(takes_place_of__isnull=False)
        .exclude(
            ~Q(takes_place_of__round=F("round")),
            takes_place_of__round__in=Earlier(F("round"), Round, "follows"),
        )
        .select_related("round", "takes_place_of__round")
        .order_by("pk")
    )
    for recipient in strange:
        earlier = recipient.takes_place_of
        if earlier is not None:
            yield (
                "place-of-no-earlier-round",
                recipient,
                (
                    f"It takes the place of {earlier.name} on the list of the round {earlier.round.slug}, which this "
                    "round does not go back to: choose somebody of a round that it follows."
                ),
            )


def _places_not_free(using: str) -> Iterator[tuple[str, models.Model, str]]:
    there = Recipient.objects.using(using).filter(
        round=OuterRef("round"), politician=OuterRef("takes_place_of__politician")
    )
    strange = (
        Recipient.objects.using(using)
        .filter(Exists(there))
        .select_related("round", "takes_place_of")
        .order_by("pk")
    )
    for recipient in strange:
        if recipient.takes_place_of is not None:
            yield (
                "place-not-free",
                recipient,
                (
                    f"It takes the place of {recipient.takes_place_of.name}, who is on the same list: "
                    "take one of them off it."
                ),
            )


def _answers_carried_for_others(using: str) -> Iterator[tuple[str, models.Model, str]]:
    gave = Signatory.objects.using(using).filter(
        same_one("recipient__", "recipient__"), response__answers=OuterRef(OuterRef("carried_from"))
    )
    others = Signatory.objects.using(using).filter(~Exists(gave), response=OuterRef("response"))
    strange = (
        Answer.objects.using(using)
        .filter(Exists(others), carried_from__isnull=False)
        .select_related("response__round", "question__round")
        .order_by("pk")
    )
    for answer in strange:
        yield (
            "carried-from-somebody-elses",
            answer,
            "It carries forward an answer that not all of its signatories gave: choose an earlier one of their own.",
        )
