from __future__ import annotations

import datetime
from typing import Self

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.dateformat import format as date_format

from questions.models import moments, public_fields
from questions.models.approaches import Channel
from questions.models.publication import Publishable, published_condition
from questions.models.rounds import Round
from questions.models.sources import Source
from questions.models.verbatim import VerbatimTextField
from respondents.models import EditorialModel, EditorialQuerySet, Politician
from respondents.partial_dates import (
    PartialDateField,
    certainly_after,
    earliest,
    partial_date_constraint,
    spell,
)


class Origin(models.TextChoices):
    """How the words came to the newsroom."""

    REPLY = "reply", "a reply to the newsroom"
    REFERRED = "referred", "they pointed to words published elsewhere"
    PUBLIC_RECORD = "public_record", "the newsroom found it in the public record"

    @classmethod
    def replies(cls) -> list[Origin]:
        """The origins that move a standing: what the newsroom looked up itself changes nothing."""
        return [cls.REPLY, cls.REFERRED]


class ResponseQuerySet(EditorialQuerySet["Response"]):
    """Responses, as the newsroom speaks of them."""

    def get_by_natural_key(self, round_slug: str, slug: str) -> Response:
        return self.get(round__in=Round.objects.known_as(round_slug).order_by(), slug=slug)

    def published(self, at: datetime.datetime | None = None) -> Self:
        """Responses that readers may see: published themselves, in a published round."""
        return self.filter(published_condition(at), published_condition(at, "round__"))

    def in_public_rounds(self, at: datetime.datetime | None = None) -> Self:
        """Whatever is on file, published or not, in rounds that readers may see."""
        return self.filter(published_condition(at, "round__"))

    def unpublished(self, at: datetime.datetime | None = None) -> Self:
        """Replies on file that have never been public by the moment *at*."""
        return self.filter(
            models.Q(published_at__isnull=True) | models.Q(published_at__gt=at or timezone.now())
        )

    def withdrawn(self) -> Self:
        """Replies that were public once and have been taken down."""
        return self.filter(withdrawn_at__isnull=False)

    def shown_again(self) -> Self:
        """Responses that readers see again as soon as their round, which was withdrawn, is published again."""
        return self.filter(published_at__isnull=False, withdrawn_at__isnull=True)

    def ever_shown(self, at: datetime.datetime | None = None) -> Self:
        """Responses that readers of a published round have been shown by the moment *at*, withdrawn since or not."""
        moment = at or timezone.now()
        return self.filter(published_condition(moment, "round__"), published_at__lte=moment)

    def after_their_round(self) -> Self:
        """Responses that were made public by themselves, after their round."""
        return self.filter(published_at__gt=models.F("round__published_at"))

    def of_campaign(self, slug: str) -> Self:
        """The responses to the rounds of one campaign."""
        return self.filter(round__campaign__slug=slug)

    def of_rounds(self, *rounds: Round) -> Self:
        """The responses to *rounds*."""
        return self.filter(round__in=[round_.pk for round_ in rounds])

    def signed_by(self, politician: Politician) -> Self:
        """What a politician signed, alone or with others."""
        return self.filter(signatories__recipient__politician=politician)

    def with_last_told(self, at: datetime.datetime) -> Self:
        """Each response with when readers were last told anything new of it (`last_told_at`).

        That is its publication; a correction on it or its answers, on who signed it, on what they were asked and on
        the title of the round; its withdrawal, that of an answer, and the return of either or of the round.
        """
        this, round_ = models.OuterRef("pk"), models.OuterRef("round")
        notes = moments.copies_of_notes(at)
        return self.annotate(
            last_told_at=moments.latest_of(
                models.F("published_at"),
                moments.last_copy(notes.filter(response=this)),
                moments.last_copy(notes.filter(answer__response=this)),
                moments.last_copy(notes.filter(recipient__signatures__response=this)),
                moments.last_copy(notes.filter(question__answers__response=this)),
                moments.last_copy(notes.filter(round=round_, field__contains="title")),
                moments.last_changed("Answer", "withheld", response=this),
                moments.came_back("Response", "withdrawn_at", id=this),
                moments.came_back("Round", "withdrawn_at", id=round_),
                moments.withdrawn_moment(at),
            )
        )

    def gone_with_their_round(self, at: datetime.datetime) -> Self:
        """Responses that readers had been shown when their round was taken down, with that moment (`last_told_at`)."""
        return self.filter(
            round__withdrawn_at__lte=at, published_at__lte=models.F("round__withdrawn_at")
        ).annotate(last_told_at=models.F("round__withdrawn_at"))

    def signed(self) -> Self:
        """Responses that come from somebody: a row that was written by hand may have no signatory yet."""
        signatories = apps.get_model("questions", "Signatory")._default_manager
        return self.filter(models.Exists(signatories.filter(response=models.OuterRef("pk"))))

    def replies(self) -> Self:
        """Responses that move a standing: replies and referrals, not what the newsroom looked up."""
        return self.filter(origin__in=Origin.replies())

    def joint(self) -> Self:
        """Responses with two signatories or more."""
        return self.annotate(signatory_count=models.Count("signatories")).filter(signatory_count__gte=2)


class Response(EditorialModel, Publishable):
    """One reply from one or several recipients, its *signatories*.

    It is *joint* when it has two signatories or more: no field says so. Its words for each question are
    its answers; words that go with none of them are its statement.
    """

    PUBLIC_FIELDS = public_fields.RESPONSE
    BOOKKEEPING_FIELDS = ("entered_by",)

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="responses")
    slug = models.SlugField(max_length=120, help_text="A short name for it, unique in the round.")
    received_on = PartialDateField("received on")
    received_at = models.DateTimeField("received at", null=True, blank=True, help_text="If the hour matters.")
    timing_words = models.CharField(
        max_length=200, blank=True, help_text="The source's own words for when it came: “late on Friday”."
    )
    channel = models.CharField(max_length=20, blank=True, choices=Channel, help_text="How it came, if known.")
    origin = models.CharField(max_length=20, choices=Origin, default=Origin.REPLY)
    refuses = models.BooleanField("declines to answer", default=False)
    spoken_by = models.CharField(
        max_length=200, blank=True, help_text="Who spoke, if not they themselves: “a spokeswoman”."
    )
    on_behalf_of = models.CharField(
        max_length=200, blank=True, help_text="For whom they also spoke: “his immediate colleagues”."
    )
    statement = VerbatimTextField(
        blank=True, help_text="Words that answer no single question, exactly as they came."
    )
    original = VerbatimTextField(
        blank=True,
        help_text="Private: the whole reply untouched, pasted as it came. The published words are proved by it.",
    )
    original_is_as_entered = models.BooleanField(
        default=False,
        editable=False,
        help_text="No original was pasted: it is the words as entered, and goes along when they are put right.",
    )
    source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="responses",
        help_text="If the reply is taken from a published source.",
    )
    notes = models.TextField("private notes", blank=True, help_text="For the newsroom only.")
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="responses_entered",
    )  # whoever entered its words last: they do not publish it
    entered_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["round", "pk"]
        permissions = [("publish_response", "Can publish, hold back and withdraw responses and answers")]
        indexes = [  # the order of lists of answers: a page of them is read without sorting them all
            models.Index(fields=["-published_at", "-id"], name="response_latest_first")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "slug"],
                name="response_slug_stands_once_in_a_round",
                violation_error_message="This round already has a response with this short name.",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(published_at__isnull=False),
                name="response_withdrawn_was_published",
                violation_error_message="Only a response that was published can be withdrawn.",
            ),
            partial_date_constraint("response", "received_on"),
        ]

    def __str__(self) -> str:
        when = f", {self.received}" if self.received else ""
        return f"{self.names or self.slug}{when} ({self.round})"

    def clean(self) -> None:
        """Refuse a reply that certainly comes in the future."""
        now, ahead = timezone.now(), "lies ahead: a reply is recorded once it has come. Correct the date."
        if certainly_after(self.received_on, timezone.localdate(now).isoformat()):
            raise ValidationError({"received_on": f"{spell(self.received_on)} {ahead}"})
        if self.received_at is not None and self.received_at > now:
            moment = date_format(timezone.localtime(self.received_at), "j F Y, H:i")
            raise ValidationError({"received_at": f"{moment} {ahead}"})

    def natural_key(self) -> tuple[str, str]:
        return (*self.round.natural_key(), self.slug)

    natural_key.dependencies = ["questions.round", "questions.source"]  # type: ignore[attr-defined]

    def was_public(self, at: datetime.datetime | None = None) -> bool:
        return Publishable.was_public(self, at) and self.round.was_public(at)

    @property
    def names(self) -> str:
        """Those who signed it: “Ann and Ben”; a query, unless they are at hand. Empty if nobody has yet."""
        if not self.pk:
            return ""
        at_hand = "signatories" in getattr(self, "_prefetched_objects_cache", {})
        signed = self.signatories.all() if at_hand else self.signatories.select_related("recipient")
        names = [signatory.recipient.name for signatory in signed]
        return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))

    @property
    def received(self) -> str:
        """When it came, as a reader sees it; empty when it is not known."""
        return spell(self.received_day) or self.timing_words

    @property
    def received_day(self) -> str:
        """The day it came, as a partial date."""
        if self.received_at:
            return timezone.localdate(self.received_at).isoformat()
        return self.received_on

    @property
    def is_reply(self) -> bool:
        """Whether it moves a standing."""
        return self.origin in Origin.replies()

    def came_late(self, own_deadline: str = "") -> bool:
        """Whether it certainly came after the deadline, the signatory's own where there is one."""
        return certainly_after(self.received_day, own_deadline or self.round.deadline_on)

    @property
    def came_after_publication(self) -> bool:
        """Whether it certainly came after the round was first published."""
        first_published = self.round.published_at
        if first_published is None:
            return False
        if self.received_at:
            return self.received_at > first_published
        day = earliest(self.received_on)
        return day is not None and day > timezone.localdate(first_published)
