from __future__ import annotations

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from respondents.models.addresses import (
    AddressedModel,
    AddressedQuerySet,
    FormerAddress,
    FormerAddressQuerySet,
)


class BodyKind(models.TextChoices):
    """What sort of body a politician sits on."""

    PARLIAMENT = "parliament", "parliament"
    ASSEMBLY = "assembly", "assembly"
    COUNCIL = "council", "council"
    COMMITTEE = "committee", "committee"
    AUTHORITY = "authority", "authority"
    OTHER = "other", "other body"


class BodyQuerySet(AddressedQuerySet["Body"]):
    """Bodies, as the newsroom looks them up."""

    def with_parent(self) -> Self:
        """Each body with the council or parliament it belongs to at hand."""
        return self.select_related("parent")

    def at_address(self, slug: str) -> Body | None:
        """The body that *slug* names; None if there is no such body."""
        return self.filter(slug=slug).first()


class Body(AddressedModel):
    """What a politician sits on: a parliament, a council, or a committee, whose parent is its council."""

    slug = models.SlugField(
        max_length=80, unique=True, help_text="The end of the body's address on the public site."
    )
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=BodyKind)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="committees",
        help_text="The council or parliament that a committee belongs to.",
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "bodies"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("pk")),
                name="body_is_not_its_own_parent",
                violation_error_message="A body cannot be its own parent.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.parent.name})" if self.parent else self.name

    def get_absolute_url(self) -> str:
        return reverse("body", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def clean(self) -> None:
        """Refuse a circle of parents, and an address of another body."""
        super().clean()
        seen = {self.pk} if self.pk else set()
        above = self.parent
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": "This would make a circle: a body cannot sit under itself."})
            seen.add(above.pk)
            above = above.parent


class FormerBodySlug(FormerAddress):
    """An address that a body had before it was changed."""

    LEADS_TO = "body"

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="former_slugs")

    objects = FormerAddressQuerySet["FormerBodySlug"].as_manager()
