from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone

from questions.models import moments, public_fields
from questions.models.campaigns import Campaign
from questions.models.chains import Earlier, Later
from questions.models.publication import Publishable, published_condition
from questions.models.sources import Source
from respondents.models import Body
from respondents.models.addresses import (
    AddressedModel,
    AddressedQuerySet,
    FormerAddress,
    FormerAddressQuerySet,
)
from respondents.partial_dates import PartialDateField, certainly_after, partial_date_constraint, spell


class Method(models.TextChoices):
    """How the questions of a round were put."""

    EMAIL = "email", "e-mail"
    LETTER = "letter", "letter"
    PHONE = "phone", "telephone"
    IN_PERSON = "in_person", "in person"
    FORM = "form", "web form"
    SEVERAL = "several", "several ways"


class RoundQuerySet(AddressedQuerySet["Round"]):
    """Rounds, as the newsroom speaks of them."""

    def published(self, at: datetime.datetime | None = None) -> Self:
        """Rounds that readers may see at the moment *at*."""
        return self.filter(published_condition(at))

    def withdrawn(self, at: datetime.datetime | None = None) -> Self:
        """Rounds that were public once and have been taken down by the moment *at*."""
        return self.filter(withdrawn_at__lte=at or timezone.now())

    def at_address(self, slug: str) -> Round | None:
        """The round that *slug* names; None if there is no such round among these."""
        return self.filter(slug=slug).first()

    def at_addresses(self, *slugs: str) -> Self:
        """The rounds that *slugs* name."""
        return self.filter(slug__in=slugs)

    def ever_published(self) -> Self:
        """Rounds that readers see or have seen, or that have a moment set to become public."""
        return self.filter(published_at__isnull=False)

    def drafts(self) -> Self:
        """Rounds that have never been public."""
        return self.filter(published_at__isnull=True)

    def latest_first(self) -> Self:
        """The rounds that were made public last come first."""
        return self.order_by("-published_at", "-pk")

    def latest_withdrawn_first(self) -> Self:
        """The rounds that were taken down last come first."""
        return self.order_by("-withdrawn_at", "-pk")

    def soonest_deadline_first(self) -> Self:
        """The earliest deadline comes first, whatever has none last; then what was made last."""
        has_none = models.Case(models.When(deadline_on="", then=1), default=0)
        return self.order_by(has_none, "deadline_on", "-pk")

    def in_order(self) -> Self:
        """As they were asked, as far as that is known; else as they were made."""
        return self.order_by("asked_on", "published_at", "pk")

    def with_context(self) -> Self:
        """Each round with its campaign, body and the round it follows at hand."""
        return self.select_related("campaign", "body__parent", "follows__campaign")

    def with_last_told(self, at: datetime.datetime) -> Self:
        """Each round with when readers were last told anything new of it as such (`last_told_at`).

        That is its publication, a correction on itself or its questions, its withdrawal, and its return after one.
        """
        notes = moments.copies_of_notes(at).filter(round=models.OuterRef("pk"))
        own = notes.filter(recipient__isnull=True, response__isnull=True, answer__isnull=True)
        return self.annotate(
            last_told_at=moments.latest_of(
                models.F("published_at"),
                moments.last_copy(own),
                moments.came_back("Round", "withdrawn_at", id=models.OuterRef("pk")),
                moments.withdrawn_moment(at),
            )
        )

    def of_campaign(self, slug: str) -> Self:
        """The rounds of one campaign."""
        return self.filter(campaign__slug=slug)

    def with_parties_and_bodies(self) -> models.QuerySet[Round, Any]:
        """A row for each round and every party and other body asked in it, for lists to choose from."""
        names = {
            "campaign_slug": "campaign__slug",
            "campaign_title": "campaign__title",
            "body_slug": "body__slug",
            "body_name": "body__name",
            "body_parent": "body__parent__name",
            "party_slug": "recipients__party__slug",
            "party_name": "recipients__party__name",
            "other_slug": "recipients__body__slug",
            "other_name": "recipients__body__name",
            "other_parent": "recipients__body__parent__name",
        }
        rows = self.latest_first().annotate(**{name: models.F(path) for name, path in names.items()})
        return rows.values_list("slug", "title", *names, named=True).distinct()

    def asking_members_of(self, body: Body) -> Self:
        """The rounds that asked members of a body or of one of its committees."""
        return self.filter(
            models.Q(body=body)
            | models.Q(body__parent=body)
            | models.Q(recipients__body=body)
            | models.Q(recipients__body__parent=body)
        ).distinct()

    def around(self, slug: str) -> Self:
        """The round *slug*, all rounds that it goes back to, and all that go back to it."""
        this = Round.objects.filter(slug=slug).order_by().values("pk")
        return self.filter(
            models.Q(pk__in=Earlier(this, Round, "follows")) | models.Q(pk__in=Later(this, Round, "follows"))
        )

    def back_from(self, round_: Round) -> Self:
        """The round itself and all rounds that it goes back to."""
        return self.filter(pk__in=Earlier(round_.pk, Round, "follows"))


def rounds_before(round_: Round, known: Iterable[Round]) -> list[Round]:
    """The rounds that *round_* goes back to, the latest first, as far as each of them is among those *known*."""
    by_pk = {each.pk: each for each in known if each.pk != round_.pk}
    before = []
    while (earlier := by_pk.pop(round_.follows_id or 0, None)) is not None:
        before.append(earlier)
        round_ = earlier
    return before


def rounds_after(round_: Round, known: Iterable[Round]) -> list[Round]:
    """The rounds that go back to *round_*, as far as all between are among those *known*, in their order."""
    known = list(known)
    return [each for each in known if round_ in rounds_before(each, known)]


class Round(AddressedModel, Publishable):
    """One putting of the same questions to one list of people. A follow-up round *follows* an earlier one."""

    PUBLIC_FIELDS = public_fields.ROUND

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="rounds")
    slug = models.SlugField(
        max_length=120, unique=True, help_text="The end of the round's address on the public site."
    )
    title = models.CharField(max_length=200, help_text="As readers see it: “Norfolk's nine MPs”.")
    introduction = models.TextField(blank=True, help_text="Public: a paragraph or two before the answers.")
    population = models.CharField(
        max_length=300,
        help_text="Whom you asked, as the sentence goes on after “We asked …”: “all nine Norfolk MPs”.",
    )
    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rounds",
        help_text="The body whose members were asked, if they sit on one.",
    )
    asked_count = models.PositiveIntegerField(
        "number asked",
        null=True,
        blank=True,
        help_text="How many were asked in all, named below or not. Empty if it is not known.",
    )
    asked_on = PartialDateField("asked on")
    asked_on_words = models.CharField(
        max_length=100, blank=True, help_text="The source's own words for it: “last week”."
    )
    deadline_on = PartialDateField("deadline")
    deadline_words = models.CharField(
        max_length=100, blank=True, help_text="The source's own words for it: “by Wednesday”."
    )
    method = models.CharField(
        max_length=20,
        blank=True,
        choices=Method,
    )
    method_words = models.CharField(max_length=200, blank=True, help_text="The source's own words for it.")
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        help_text="The earlier round that this one follows up.",
    )
    sources = models.ManyToManyField(Source, blank=True, related_name="rounds")
    notes = models.TextField("private notes", blank=True, help_text="For the newsroom only.")

    objects = RoundQuerySet.as_manager()
    _history_m2m_fields = ["sources"]

    class Meta:
        ordering = ["-pk"]
        permissions = [("publish_round", "Can publish and withdraw rounds")]
        constraints = [
            partial_date_constraint("round", "asked_on"),
            partial_date_constraint("round", "deadline_on"),
            models.CheckConstraint(
                condition=models.Q(follows__isnull=True) | ~models.Q(follows=models.F("pk")),
                name="round_does_not_follow_itself",
                violation_error_message="A round cannot follow itself.",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(published_at__isnull=False),
                name="round_withdrawn_was_published",
                violation_error_message="Only a round that was published can be withdrawn.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("round", args=[self.slug])

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def was_public(self, at: datetime.datetime | None = None) -> bool:
        return Publishable.was_public(self, at)

    @property
    def asked(self) -> str:
        """When the questions were put, as a reader sees it; empty when it is not known."""
        return spell(self.asked_on) or self.asked_on_words

    @property
    def deadline(self) -> str:
        """By when answers were asked for, as a reader sees it; empty when it is not known."""
        return f"by {spell(self.deadline_on)}" if self.deadline_on else self.deadline_words

    @property
    def asked_by(self) -> str:
        """How the questions were put, as a reader sees it."""
        return self.method_words or self.get_method_display()

    def has_on_list(self, politician: int) -> bool:
        """Whether a politician, given by primary key, is on the round's list."""
        return self.recipients.filter(politician=politician).exists()

    def clean(self) -> None:
        """Refuse a circle of follow-ups, a deadline before the questions, and an address of another round."""
        super().clean()
        seen = {self.pk} if self.pk else set()
        earlier = self.follows
        while earlier is not None:
            if earlier.pk in seen:
                raise ValidationError(
                    {"follows": "This would make a circle of follow-ups: each round follows an earlier one."}
                )
            seen.add(earlier.pk)
            earlier = earlier.follows
        if certainly_after(self.asked_on, self.deadline_on):
            raise ValidationError({"deadline_on": "The deadline is before the day the questions were put."})


class FormerRoundSlug(FormerAddress):
    """An address that a round had before it was changed; those of its questions began with it."""

    LEADS_TO = "round"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="former_slugs")

    objects = FormerAddressQuerySet["FormerRoundSlug"].as_manager()
