from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

from respondents.models.editorial import EditorialModel, EditorialQuerySet


class PartyQuerySet(EditorialQuerySet["Party"]):
    """Parties, as the newsroom looks them up."""

    def get_by_natural_key(self, slug: str) -> Party:
        return self.get(slug=slug)


class Party(EditorialModel):
    """A political party, with the adjective that sentences use ("Conservative councillors")."""

    slug = models.SlugField(
        max_length=80, unique=True, help_text="The party's address on the public site. It stays as it is."
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
