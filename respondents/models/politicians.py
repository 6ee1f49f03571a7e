from __future__ import annotations

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.urls import reverse

from respondents.models.addresses import (
    AddressedModel,
    AddressedQuerySet,
    FormerAddress,
    FormerAddressQuerySet,
)
from respondents.models.editorial import EditorialModel, EditorialQuerySet


def sort_name_of(name: str) -> str:
    """A first guess at how an index lists somebody, the last word first: “Lewis, Clive”. Some are sorted otherwise."""
    *first, last = name.split() or [name]
    return f"{last}, {' '.join(first)}" if first else last


class PoliticianQuerySet(AddressedQuerySet["Politician"]):
    """Politicians, as the newsroom looks them up."""

    def at_address(self, slug: str) -> Politician | None:
        """The politician whom *slug* names; None if there is none."""
        return self.filter(slug=slug).first()

    def among(self, keys: models.QuerySet[Any, Any]) -> Self:
        """Politicians whose primary keys are among *keys*."""
        return self.filter(pk__in=keys)

    def other_than(self, *politicians: Politician) -> Self:
        """Everybody but *politicians*."""
        return self.exclude(pk__in=[politician.pk for politician in politicians])

    def among_those(self, keys: Collection[int], names: Collection[str]) -> Self:
        """Those with one of the primary *keys*, and whoever else has one of *names*."""
        return self.filter(models.Q(pk__in=keys) | models.Q(name__in=names))

    def called(self, names: Collection[str]) -> list[Politician]:
        """Those who go by exactly one of *names*, now or as one of their other names; two queries."""
        called = list(self.filter(name__in=names))
        others = self.exclude(other_names="").exclude(name__in=names)
        return [*called, *(each for each in others if any(each.goes_by(name) for name in names))]


class Politician(AddressedModel):
    """A person who is asked. Published addresses end in the slug, and lead on for ever if it is changed."""

    slug = models.SlugField(
        max_length=120, unique=True, help_text="The end of the person's address on the public site."
    )
    name = models.CharField(max_length=200, help_text="As the newsroom prints it: “Clive Lewis”.")
    sort_name = models.CharField(max_length=200, help_text="As an index lists it: “Lewis, Clive”.")
    honorific = models.CharField(
        max_length=40, blank=True, help_text="“Mr”, “Ms”, “Sir”; empty if not known."
    )
    other_names = models.TextField(blank=True, help_text="Other names the person goes by, one a line.")

    objects = PoliticianQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "slug"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("politician", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def numbers_merged(self) -> set[int]:
        """The numbers of the records that were merged with this one, or with one that was, for ever.

        Read from the history: an address that is taken up again leads on no more, and the merger is as true as before.
        """
        copies: Any = FormerSlug.history
        merged: set[int] = set()
        found = {self.pk}
        while found:
            rows = copies.filter(politician_id__in=found, merged_number__isnull=False)
            found = set(rows.values_list("merged_number", flat=True)) - merged
            merged |= found
        return merged

    def goes_by(self, name: str) -> bool:
        """Whether *name* is theirs, now or as one of their other names."""
        return name == self.name or name in self.other_names.splitlines()


class FormerSlug(FormerAddress):
    """An address that a politician had before it was changed, or before two records of one person were merged."""

    LEADS_TO = "politician"

    politician = models.ForeignKey(Politician, on_delete=models.CASCADE, related_name="former_slugs")
    merged_number = models.BigIntegerField(
        null=True,
        blank=True,
        editable=False,
        help_text="The number of the record that was merged and had this address; empty where it was only changed.",
    )

    objects = FormerAddressQuerySet["FormerSlug"].as_manager()


class IdentifierQuerySet(EditorialQuerySet["Identifier"]):
    """Identifiers, as the newsroom looks them up."""

    def get_by_natural_key(self, scheme: str, value: str) -> Identifier:
        return self.get(scheme=scheme, value=value)


class Identifier(EditorialModel):
    """The same politician in another scheme: a parliament's member number, Wikidata, a council's site."""

    politician = models.ForeignKey(Politician, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.SlugField(
        max_length=40, help_text="Whose identifier it is: “wikidata”, “parliament-member”."
    )
    value = models.CharField(max_length=200)

    objects = IdentifierQuerySet.as_manager()

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"],
                name="identifier_names_one_politician",
                violation_error_message="Another politician already has this identifier.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}: {self.value}"

    def natural_key(self) -> tuple[str, str]:
        return (self.scheme, self.value)
