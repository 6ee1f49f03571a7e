from __future__ import annotations

from django.db import models

from respondents.models.editorial import EditorialModel, EditorialQuerySet
from respondents.models.politicians import Politician


class AddressKind(models.TextChoices):
    """How a politician is reached at an address."""

    EMAIL = "email", "e-mail"
    PHONE = "phone", "telephone"
    POST = "post", "post"
    OTHER = "other", "other"


class ContactAddress(EditorialModel):
    """Where a politician can be reached. Private: it stands on no public surface whatever."""

    politician = models.ForeignKey(Politician, on_delete=models.CASCADE, related_name="contact_addresses")
    kind = models.CharField(max_length=10, choices=AddressKind, default=AddressKind.EMAIL)
    value = models.CharField("address", max_length=300)
    private_note = models.TextField(blank=True, help_text="For the newsroom only.")

    objects = EditorialQuerySet["ContactAddress"].as_manager()

    class Meta:
        ordering = ["kind", "value"]
        verbose_name_plural = "contact addresses"
        constraints = [
            models.UniqueConstraint(
                fields=["politician", "kind", "value"],
                name="contact_address_stands_once",
                violation_error_message="This address is already on file for this person.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.politician}"
