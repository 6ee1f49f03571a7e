from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

from respondents.models.addresses import (
    AddressedModel,
    AddressedQuerySet,
    FormerAddress,
    FormerAddressQuerySet,
)


class PartyQuerySet(AddressedQuerySet["Party"]):
    """Parties, as the newsroom looks them up."""


class Party(AddressedModel):
    """A political party, with the adjective that sentences use ("Conservative councillors")."""

    slug = models.SlugField(
        max_length=80, unique=True, help_text="The end of the party's address on the public site."
    )
    name = models.CharField(max_length=200, help_text="As it stands alone: “Liberal Democrats”.")
    adjective = models.CharField(
        max_length=200, help_text="As it stands before a person: “Liberal Democrat” councillor."
    )
    colour = models.CharField(
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"\A#[0-9a-fA-F]{6}\Z", "A colour is written like #d50000.")],
        help_text="For pictures, written like #d50000. A colour never stands without the name.",
    )
    other_names = models.TextField(blank=True, help_text="Other names the party goes by, one a line.")

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "parties"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("party", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


class FormerPartySlug(FormerAddress):
    """An address that a party had before it was changed."""

    LEADS_TO = "party"

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="former_slugs")

    objects = FormerAddressQuerySet["FormerPartySlug"].as_manager()
