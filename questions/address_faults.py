"""Addresses that are in use and lead somewhere else as well: no page can tell which of the two is meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models

from questions.models import Campaign, Round
from respondents.models import AddressedModel, Body, Party, Politician, former_addresses

ADDRESSED: tuple[type[AddressedModel], ...] = (Campaign, Round, Party, Body, Politician)


def addresses_of_two(using: str) -> Iterator[tuple[str, models.Model, str]]:
    """Every former address that something of its kind has today, with a sentence for whoever has to put it right."""
    for model in ADDRESSED:
        former = former_addresses(model)
        kept: Any = model._base_manager.using(using)
        in_use = kept.values("slug")
        rows = former._base_manager.using(using).filter(slug__in=in_use).select_related(former.LEADS_TO)
        for row in rows.order_by("slug"):
            kind, leads_to = model._meta.verbose_name, getattr(row, former.LEADS_TO)
            told = (
                f"It leads to “{leads_to}”, and another {kind} has this address today: give that one another."
            )
            yield "address-of-two", row, told
