from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from respondents.models.editorial import EditorialModel, EditorialQuerySet


class PoliticianQuerySet(EditorialQuerySet["Politician"]):
    """Politicians, as the newsroom looks them up."""

    def get_by_natural_key(self, slug: str) -> Politician:
        return self.get(slug=slug)

    def among(self, keys: models.QuerySet[Any, Any]) -> Self:
        """Politicians whose primary keys are among *keys*."""
        return self.filter(pk__in=keys)

    def named(self, *words: str) -> Self:
        """Those of whose name or other names every one of *words* is a part."""
        chosen = self
        for word in words:
            chosen = chosen.filter(models.Q(name__icontains=word) | models.Q(other_names__icontains=word))
        return chosen


class Politician(EditorialModel):
    """A person who is asked. The slug is permanent: published addresses end in it."""

    slug = models.SlugField(
        max_length=120, unique=True, help_text="The person's address on the public site, for ever."
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

    def clean(self) -> None:
        """Refuse an address that leads to somebody else for ever."""
        if self._state.adding and FormerSlug.objects.leading_from(self.slug) is not None:
            raise ValidationError(
                {"slug": "This address belonged to somebody and leads to them for ever: choose another."}
            )

    def goes_by(self, name: str) -> bool:
        """Whether *name* is theirs, now or as one of their other names."""
        return name == self.name or name in self.other_names.splitlines()


class FormerSlugQuerySet(EditorialQuerySet["FormerSlug"]):
    """Former addresses, as the newsroom looks them up."""

    def get_by_natural_key(self, slug: str) -> FormerSlug:
        return self.get(slug=slug)

    def leading_from(self, slug: str) -> FormerSlug | None:
        """The former address *slug*, with the politician it leads to now; None if nobody ever had it."""
        return self.select_related("politician").filter(slug=slug).first()

    def leading_from_any(self, slugs: Iterable[str]) -> dict[str, str]:
        """The addresses that former addresses among *slugs* lead to now."""
        return dict(self.filter(slug__in=list(slugs)).values_list("slug", "politician__slug"))


class FormerSlug(EditorialModel):
    """An address that a politician had before two records of the same person were merged."""

    slug = models.SlugField(max_length=120, unique=True)
    politician = models.ForeignKey(Politician, on_delete=models.PROTECT, related_name="former_slugs")

    objects = FormerSlugQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug

    def natural_key(self) -> tuple[str]:
        return (self.slug,)


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
