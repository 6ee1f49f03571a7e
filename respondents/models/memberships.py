from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models

from respondents.models.bodies import Body
from respondents.models.editorial import EditorialModel, EditorialQuerySet
from respondents.models.parties import Party
from respondents.models.politicians import Politician
from respondents.partial_dates import (
    PartialDateField,
    certainly_after,
    earliest,
    latest,
    partial_date_constraint,
    spell,
)


class Tenure(StrEnum):
    """Whether a seat is held on a day, as far as its dates tell."""

    HELD = "held"
    NOT_YET = "not yet held"
    ENDED = "no longer held"
    UNKNOWN = "dates not known"


class MembershipQuerySet(EditorialQuerySet["Membership"]):
    """Seats, as the newsroom looks them up."""

    def get_by_natural_key(self, politician: str, body: str, role: str, area: str, start: str) -> Membership:
        return self.get(
            politician__in=Politician.objects.known_as(politician).order_by(),
            body__in=Body.objects.known_as(body).order_by(),
            role=role,
            area=area,
            start=start,
        )

    def with_people(self) -> Self:
        """Each seat with its politician and party at hand, in the order an index has."""
        return self.select_related("politician", "party", "body").order_by("politician__sort_name", "pk")


class Membership(EditorialModel):
    """A politician's seat on a body over time: party, role and area, with dates as far as they are known."""

    politician = models.ForeignKey(Politician, on_delete=models.PROTECT, related_name="memberships")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships")
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        help_text="Empty when it is not known or there is none.",
    )
    role = models.CharField(max_length=200, blank=True, help_text="“chairman”, “cabinet member for schools”.")
    area = models.CharField(max_length=200, blank=True, help_text="The constituency, ward or division.")
    start = PartialDateField()
    end = PartialDateField()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["politician__sort_name", "body__name", "start"]
        constraints = [
            models.UniqueConstraint(
                fields=["politician", "body", "role", "area", "start"],
                name="membership_stands_once",
                violation_error_message="This seat is already on file for this person.",
            ),
            partial_date_constraint("membership", "start"),
            partial_date_constraint("membership", "end"),
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.politician.name, self.role, self.area, self.body.name]))

    def natural_key(self) -> tuple[str, str, str, str, str]:
        return (*self.politician.natural_key(), *self.body.natural_key(), self.role, self.area, self.start)

    natural_key.dependencies = ["respondents.politician", "respondents.body"]  # type: ignore[attr-defined]

    @property
    def dates(self) -> str:
        """The seat's dates as an editor reads them."""
        if not self.start and not self.end:
            return "no dates on file"
        return f"{spell(self.start) or '?'} to {spell(self.end) or 'now, as far as is known'}"

    def tenure_on(self, day: datetime.date) -> Tenure:
        """Whether the seat is held on *day*.

        A seat with a known start and no end is held as far as the record knows. Without a start,
        only a seat that has certainly ended is known about.
        """
        begins, begins_by, ends = earliest(self.start), latest(self.start), latest(self.end)
        if ends is not None and ends < day:
            return Tenure.ENDED
        if begins is None or begins_by is None:
            return Tenure.UNKNOWN
        if begins > day:
            return Tenure.NOT_YET
        may_end = earliest(self.end)
        if begins_by > day or (may_end is not None and may_end < day):
            return Tenure.UNKNOWN
        return Tenure.HELD

    def clean(self) -> None:
        """Refuse a seat that ends before it starts."""
        if certainly_after(self.start, self.end):
            raise ValidationError({"end": "The seat would end before it starts."})
