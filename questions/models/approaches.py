from __future__ import annotations

import datetime
import secrets
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from questions.models import public_fields
from questions.models.publication import published_condition
from respondents.models import EditorialModel, EditorialQuerySet
from respondents.partial_dates import (
    PartialDateField,
    certainly_after,
    latest,
    partial_date_constraint,
    spell,
)

if TYPE_CHECKING:
    from questions.models.recipients import Recipient
    from questions.models.rounds import Round


def new_key() -> str:
    """A short random name for a row that fixtures and links need to name for ever."""
    return secrets.token_hex(6)


class Channel(models.TextChoices):
    """The way a contact was made, or a reply came."""

    EMAIL = "email", "e-mail"
    LETTER = "letter", "letter"
    PHONE = "phone", "telephone"
    IN_PERSON = "in_person", "in person"
    FORM = "form", "web form"
    SOCIAL = "social", "social media"
    OTHER = "other", "another way"


class ApproachKind(models.TextChoices):
    """Whether it was the first asking or another."""

    REQUEST = "request", "request"
    REMINDER = "reminder", "reminder"


class Outcome(models.TextChoices):
    """What became of a contact attempt. A bounce is not a silence; an automatic reply is not an answer."""

    SENT = "sent", "sent"
    BOUNCED = "bounced", "bounced"
    ACKNOWLEDGED = "acknowledged", "acknowledged"
    AUTO_REPLY = "auto_reply", "automatic reply"
    PROMISED = "promised", "promised to reply"
    NEVER_SENT = "never_sent", "never sent"

    @classmethod
    def delivered(cls) -> list[Outcome]:
        """The outcomes after which the questions lay before the recipient, as far as anyone can tell."""
        return [cls.SENT, cls.ACKNOWLEDGED, cls.AUTO_REPLY, cls.PROMISED]


class ApproachQuerySet(EditorialQuerySet["Approach"]):
    """Approaches, as the newsroom speaks of them."""

    def get_by_natural_key(self, key: str) -> Approach:
        return self.get(key=key)

    def published(self, at: datetime.datetime | None = None) -> Self:
        """Approaches made in rounds that readers may see."""
        return self.filter(published_condition(at, "recipient__round__"))

    def of_rounds(self, *rounds: Round) -> Self:
        """Approaches to anyone on the lists of *rounds*."""
        return self.filter(recipient__round__in=[round_.pk for round_ in rounds])

    def to_recipients(self, *recipients: Recipient) -> Self:
        """Approaches to *recipients*."""
        return self.filter(recipient__in=[recipient.pk for recipient in recipients])

    def delivered(self) -> Self:
        """Approaches that reached the recipient, as far as anyone can tell."""
        return self.filter(outcome__in=Outcome.delivered())

    def in_order(self) -> Self:
        """As they were made."""
        return self.order_by("made_on", "pk")


class Approach(EditorialModel):
    """One contact attempt with a recipient. What became of it moves on, until somebody is called silent after it."""

    PUBLIC_FIELDS = public_fields.APPROACH

    key = models.SlugField(
        max_length=120, unique=True, default=new_key, help_text="A short name for it, for fixtures."
    )
    recipient = models.ForeignKey("questions.Recipient", on_delete=models.PROTECT, related_name="approaches")
    kind = models.CharField(max_length=10, choices=ApproachKind, default=ApproachKind.REQUEST)
    made_on = PartialDateField("made on")
    made_on_words = models.CharField(max_length=100, blank=True, help_text="The source's own words for it.")
    channel = models.CharField(max_length=20, choices=Channel, default=Channel.EMAIL)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="approaches_made",
        help_text="Who made it. Readers do not see this.",
    )
    made_to = models.CharField(
        "to whom", max_length=200, blank=True, help_text="Private: the address or office it went to."
    )
    outcome = models.CharField(max_length=15, choices=Outcome, default=Outcome.SENT)
    private_note = models.TextField(blank=True, help_text="For the newsroom only.")

    objects = ApproachQuerySet.as_manager()

    class Meta:
        ordering = ["recipient", "made_on", "pk"]
        verbose_name_plural = "approaches"
        constraints = [partial_date_constraint("approach", "made_on")]

    def __str__(self) -> str:
        return f"{self.recipient.name}, {self.told}"

    def clean(self) -> None:
        """Refuse an attempt that certainly lies ahead, and one whose day is given twice.

        The words are for a day that is not known: readers get the day where there is one, so words that differ from
        it would never be seen.
        """
        if certainly_after(self.made_on, timezone.localdate().isoformat()):
            ahead = "lies ahead: an approach is recorded once it is made. Correct the date."
            raise ValidationError({"made_on": f"{spell(self.made_on)} {ahead}"})
        if self.made_on and self.made_on_words:
            twice = f"The day ({spell(self.made_on)}) and words for it (“{self.made_on_words}”) are both filled in"
            raise ValidationError({"made_on": f"{twice}: readers get one of them. Empty the other."})

    def natural_key(self) -> tuple[str]:
        return (self.key,)

    def was_public(self, at: datetime.datetime | None = None) -> bool:
        return self.recipient.was_public(at)

    def public_fields(self) -> tuple[str, ...]:
        """What became of it is part of what is said of somebody silent, and of nobody else."""
        if self.recipient.is_silent:
            return self.PUBLIC_FIELDS
        return tuple(name for name in self.PUBLIC_FIELDS if name != "outcome")

    @property
    def made(self) -> str:
        """When it was made, as a reader sees it; empty when it is not known."""
        return spell(self.made_on) or self.made_on_words

    @property
    def told(self) -> str:
        """It without whom it went to: “request by e-mail, 3 July 2026: sent”."""
        when = f", {self.made}" if self.made else ""
        return (
            f"{self.get_kind_display()} by {self.get_channel_display()}{when}: {self.get_outcome_display()}"
        )

    @property
    def was_delivered(self) -> bool:
        """Whether it reached the recipient, as far as anyone can tell."""
        return self.outcome in Outcome.delivered()

    def came_after(self, other: Approach) -> bool:
        """Whether it was made after *other*; where the days do not tell, whether it was recorded after it."""
        if self.made_on and self.made_on != other.made_on:
            return self.made_on > other.made_on
        return self.pk > other.pk

    def was_made_by(self, day: str) -> bool:
        """Whether it was certainly made on the partial date *day* or before."""
        made, until = latest(self.made_on), latest(day)
        return made is not None and until is not None and made <= until
