from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.urls import reverse

from questions.models.publication import published_condition
from respondents.models.addresses import (
    AddressedModel,
    AddressedQuerySet,
    FormerAddress,
    FormerAddressQuerySet,
)


class CampaignQuerySet(AddressedQuerySet["Campaign"]):
    """Campaigns, as the newsroom speaks of them."""

    def published(self, at: datetime.datetime | None = None) -> Self:
        """Campaigns with a round that is public: a campaign has no other moment of its own."""
        return self.filter(published_condition(at, "rounds__")).distinct()

    def at_address(self, slug: str) -> Campaign | None:
        """The campaign that *slug* names; None if there is none among these."""
        return self.filter(slug=slug).first()

    def with_round_count(self, at: datetime.datetime | None = None) -> Self:
        """Each campaign with the number of its public rounds (`round_count`)."""
        public = models.Q(published_condition(at, "rounds__"))
        return self.annotate(round_count=models.Count("rounds", filter=public, distinct=True))


class Campaign(AddressedModel):
    """An editorial campaign or investigation. It is public as soon as one of its rounds is."""

    slug = models.SlugField(
        max_length=120, unique=True, help_text="The end of the campaign's address on the public site."
    )
    title = models.CharField(max_length=200)
    summary = models.TextField(blank=True, help_text="Public: what it is about, in a paragraph or two.")

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("campaign", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class FormerCampaignSlug(FormerAddress):
    """An address that a campaign had before it was changed."""

    LEADS_TO = "campaign"

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="former_slugs")

    objects = FormerAddressQuerySet["FormerCampaignSlug"].as_manager()
