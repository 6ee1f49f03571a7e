from __future__ import annotations

import uuid

from django.db import models

THE_ONE = 1


class RecordQuerySet(models.QuerySet["Record"]):
    """The record as a whole."""

    def the_one(self) -> Record:
        """The one that this database holds. Every `migrate` makes it where it is missing."""
        return self.get(pk=THE_ONE)


class Record(models.Model):
    """The record as a whole, with a number of its own that no other has: what is named for ever is named after it.

    The number is made once, with the database, and goes wherever that is copied to. Nobody enters or sees it.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE, editable=False)
    number = models.UUIDField(default=uuid.uuid4, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # nobody enters, changes or looks at it
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=THE_ONE),
                name="record_stands_alone",
                violation_error_message="A database holds one record.",
            )
        ]

    def __str__(self) -> str:
        return f"record {self.number}"

    def permanent_id(self, name: str) -> str:
        """The id, for ever, of what is called *name* within this record: no other record has it."""
        return uuid.uuid5(self.number, name).urn
