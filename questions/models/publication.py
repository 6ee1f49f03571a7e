"""When something is public. Every public queryset starts from the one condition here."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone


def published_condition(at: datetime.datetime | None = None, through: str = "") -> Q:
    """The rows that are public at the moment *at* (now, if none is given).

    *through* is the path from the rows asked about to the publishable one: ``"response__"``.
    """
    moment = at or timezone.now()
    not_withdrawn = Q(**{f"{through}withdrawn_at__isnull": True}) | Q(
        **{f"{through}withdrawn_at__gt": moment}
    )
    return Q(**{f"{through}published_at__lte": moment}) & not_withdrawn


class Publishable(models.Model):
    """What a publisher makes public, and may withdraw: a round, or a reply."""

    published_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When it was first made public; empty for a draft."
    )
    withdrawn_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When it was taken down again."
    )
    withdrawal_note = models.TextField(
        blank=True, help_text="Public: readers who come to the address are told this."
    )

    class Meta:
        abstract = True

    def is_published(self, at: datetime.datetime | None = None) -> bool:
        """Whether it is public at the moment *at*: the same condition as `published_condition`."""
        moment = at or timezone.now()
        if self.published_at is None or self.published_at > moment:
            return False
        return self.withdrawn_at is None or self.withdrawn_at > moment

    def was_public(self, at: datetime.datetime | None = None) -> bool:
        """Whether it has been public by the moment *at*, withdrawn since or not."""
        return self.published_at is not None and self.published_at <= (at or timezone.now())

    def is_withdrawn(self, at: datetime.datetime | None = None) -> bool:
        """Whether it was public once and has been taken down by the moment *at*."""
        return self.withdrawn_at is not None and self.withdrawn_at <= (at or timezone.now())
