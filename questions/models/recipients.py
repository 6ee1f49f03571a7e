from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from questions.models import public_fields
from questions.models.approaches import Approach
from questions.models.questions import Question
from questions.models.recipient_adjectives import (
    NO_PARTY,
    PARTY_NOT_GIVEN,
    RecipientKind,
    RecipientQuerySet,
)
from questions.models.rounds import Round
from questions.models.signatories import Signatory
from questions.models.silences import SILENCE_CONSTRAINTS, CanBeSilent, what_is_missing
from questions.models.sources import Source
from questions.models.standings import CountsAs, Decision, Standing, standing_of
from questions.models.substitutes import refuse_wrong_place
from questions.search.index import index_answers
from respondents.models import Body, EditorialModel, Party, Politician
from respondents.partial_dates import PartialDateField, partial_date_constraint

__all__ = [
    "NO_PARTY",
    "PARTY_NOT_GIVEN",
    "REPLY_ON_FILE",
    "Recipient",
    "RecipientKind",
    "RecipientQuerySet",
]

REPLY_ON_FILE = "{name} has a reply on file, so nothing may say that they did not respond."


class Recipient(EditorialModel, CanBeSilent):
    """One on a round's list: a person, an organisation that answers as one, or an unnamed group.

    Name, party, role and area are kept as they were when asked: what a politician is today changes
    nothing here.
    """

    PUBLIC_FIELDS = public_fields.RECIPIENT

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="recipients")
    slug = models.SlugField(
        max_length=120, help_text="The end of the address of their answers, unique in the round."
    )
    position = models.PositiveSmallIntegerField(default=1, help_text="The place on the list.")
    kind = models.CharField(max_length=15, choices=RecipientKind, default=RecipientKind.PERSON)
    politician = models.ForeignKey(
        Politician,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recipients",
        help_text="For a person: who it is.",
    )
    name = models.CharField(max_length=200, help_text="As they were named when asked.")
    party = models.ForeignKey(
        Party,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recipients",
        help_text="The party when asked; empty if it was not given.",
    )
    role = models.CharField(max_length=200, blank=True, help_text="The role when asked: “chairman”.")
    area = models.CharField(max_length=200, blank=True, help_text="The constituency, ward or division then.")
    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="recipients",
        help_text="Only where it is another body than the round's.",
    )
    size = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="For a group: how many they are. Empty if it is not known."
    )
    volunteered = models.BooleanField(
        default=False, help_text="Wrote in without being asked: shown, and outside the total."
    )
    decision = models.CharField(
        max_length=15,
        blank=True,
        choices=Decision,
        help_text="What the newsroom decided about them. A reply on file always comes before it.",
    )
    decided_on = PartialDateField("decided on")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="decisions",
    )
    decision_source = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        help_text="The published source that says so.",
    )
    decision_wording = models.CharField(
        "public wording", max_length=300, blank=True, help_text="Neutral, for readers: “on maternity leave”."
    )
    takes_place_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="places_taken",
        help_text="Somebody on an earlier round's list who has left, and whose place this one takes. Readers are told.",
    )
    own_deadline_on = PartialDateField("own deadline", help_text="If they were given longer than the round.")
    private_note = models.TextField(blank=True, help_text="For the newsroom only.")

    objects = RecipientQuerySet.as_manager()

    class Meta:
        ordering = ["round", "position", "pk"]
        permissions = [("confirm_silence", "Can confirm that somebody did not respond")]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "slug"],
                name="recipient_slug_stands_once_in_a_round",
                violation_error_message="This round already has a recipient with this short name.",
            ),
            models.UniqueConstraint(
                fields=["round", "politician"],
                name="recipient_politician_stands_once_in_a_round",
                violation_error_message="This person is already on the round's list.",
            ),
            models.UniqueConstraint(
                fields=["round", "takes_place_of"],
                name="recipient_place_is_taken_once_in_a_round",
                violation_error_message="Somebody else on this list takes that place already.",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="person", politician__isnull=False)
                | (~models.Q(kind="person") & models.Q(politician__isnull=True)),
                name="recipient_person_is_a_politician",
                violation_error_message="A person on the list is a politician on file; "
                "an organisation or a group is none.",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="group") | models.Q(size__isnull=True),
                name="recipient_size_is_for_groups",
                violation_error_message="Only an unnamed group has a size.",
            ),
            models.CheckConstraint(
                condition=models.Q(size__isnull=True) | models.Q(size__gte=1),
                name="recipient_group_is_not_empty",
                violation_error_message="A group has at least one member; leave the size empty if not known.",
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="recipient_has_a_name",
                violation_error_message="Say whom it is: a name, or what the group is called.",
            ),
            models.CheckConstraint(
                condition=~models.Q(decision="excused", decision_wording=""),
                name="recipient_excused_says_why",
                violation_error_message="Say for readers, neutrally, why they are excused.",
            ),
            partial_date_constraint("recipient", "decided_on"),
            partial_date_constraint("recipient", "own_deadline_on"),
            *SILENCE_CONSTRAINTS,
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        if self.politician is not None:
            return self.politician.get_absolute_url()
        return f"{reverse('round', args=[self.round.slug])}#{self.slug}"

    def natural_key(self) -> tuple[str, str]:
        return (*self.round.natural_key(), self.slug)

    natural_key.dependencies = [  # type: ignore[attr-defined]
        "questions.round",
        "questions.source",
        "respondents.politician",
    ]

    def was_public(self, at: datetime.datetime | None = None) -> bool:
        return self.round.was_public(at)

    def public_fields(self) -> tuple[str, ...]:
        """A decision is seen as long as it is what counts: not before it is made, nor behind a reply on file."""
        if self.decision and not self.has_reply_on_file():
            return self.PUBLIC_FIELDS
        return tuple(name for name in self.PUBLIC_FIELDS if name not in public_fields.DECISION)

    @property
    def standing(self) -> Standing:
        """Where they stand: as `with_standing` worked it out, else as it is now."""
        annotated: str | None = self.__dict__.get("annotated_standing")
        return Standing(annotated) if annotated else standing_of(self)

    @property
    def has_since_replied(self) -> bool:
        """Whether they replied to a later round; known of recipients read with `with_later_reply` only."""
        return bool(self.__dict__.get("annotated_later_reply"))

    @property
    def is_silent(self) -> bool:
        """Whether they are a non-respondent: asked, and neither answered nor let off."""
        return self.standing.counts_as == CountsAs.DID_NOT_ANSWER

    @property
    def is_put_forward(self) -> bool:
        """Whether it was put forward that they did not respond, and nobody has confirmed it yet."""
        return self.put_forward_at is not None and not self.decision

    @property
    def is_unnamed(self) -> bool:
        """Whether it is a group of people without names."""
        return self.kind == RecipientKind.GROUP

    @property
    def number(self) -> int | None:
        """How many of those asked this is: one, a group's size, or None where that is not known."""
        return self.size if self.is_unnamed else 1

    @property
    def party_words(self) -> str:
        """The party as it stands before a person, never a blank."""
        return self.party.adjective if self.party else NO_PARTY

    @property
    def deadline_on(self) -> str:
        """The deadline that counts for them, as a partial date."""
        return self.own_deadline_on or self.round.deadline_on

    def clean(self) -> None:
        """Refuse a place that was not on an earlier list or is not free, and a silence beside a reply on file."""
        refuse_wrong_place(self)
        is_called_silent = self.decision == Decision.NO_RESPONSE or self.put_forward_at is not None
        if is_called_silent and self.pk and self.has_reply_on_file():
            raise ValidationError(REPLY_ON_FILE.format(name=self.name))

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """A recipient as read, with the name that the index knows them by."""
        row = super().from_db(*args, **kwargs)
        row.__dict__["_name_read"] = row.__dict__.get("name")
        return row

    def refresh_from_db(
        self,
        using: str | None = None,
        fields: Iterable[str] | None = None,
        from_queryset: models.QuerySet[Recipient] | None = None,
    ) -> None:
        """Read it again, and with it the name that the index knows."""
        fields = None if fields is None else list(fields)
        super().refresh_from_db(using, fields, from_queryset)
        if fields is None or "name" in fields:
            self.__dict__["_name_read"] = self.name

    def written(self, using: str, fields: Collection[str] | None) -> None:
        """Let what they signed be found by their name, if it was written and is another one."""
        if (fields is None or "name" in fields) and self.name != self.__dict__.get("_name_read"):
            signed = Signatory._base_manager.using(using).filter(recipient=self.pk).order_by()
            index_answers(models.Q(response__in=signed.values("response")), using)
            self.__dict__["_name_read"] = self.name

    def questions_put(self) -> list[Question]:
        """The questions of the round that were put to them."""
        put = []
        for question in self.round.questions.all():
            alone = {recipient.pk for recipient in question.put_to.all()}
            if not alone or self.pk in alone:
                put.append(question)
        return put

    def has_reply_on_file(self) -> bool:
        """Whether any reply of theirs is recorded, published or not, withdrawn or not."""
        return any(signature.response.is_reply for signature in self.signatures.select_related("response"))

    def why_no_silence(self, today: datetime.date, source: Source | None = None) -> str:
        """Why *no response* cannot be said of them on the day *today*; empty if the evidence is there.

        The evidence is a source that says so, or a delivered approach and a deadline that has passed.
        """
        if self.has_reply_on_file():
            return REPLY_ON_FILE.format(name=self.name)
        return self.why_no_evidence(today, source, self.approaches.all())

    def why_no_evidence(
        self, today: datetime.date, source: Source | None, approaches: Iterable[Approach]
    ) -> str:
        """What is missing to say *no response* of them where no reply is on file; empty if nothing is.

        *approaches* are all that were made to them. Nobody is silent who was asked after the deadline.
        """
        if source is not None:
            return ""
        missing = what_is_missing(approaches, self.deadline_on, today)
        return missing.value.format(name=self.name) if missing else ""
