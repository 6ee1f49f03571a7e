from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models, transaction

from questions.models import public_fields
from questions.models.publication import published_condition
from questions.models.responses import Response
from questions.models.rounds import Round
from questions.search.index import index_answers
from respondents.models import EditorialModel, EditorialQuerySet

if TYPE_CHECKING:
    from questions.models.recipients import Recipient


class SignatoryQuerySet(EditorialQuerySet["Signatory"]):
    """Signatories, as the newsroom looks them up."""

    def get_by_natural_key(
        self, round_slug: str, response: str, recipient_round: str, recipient: str
    ) -> Signatory:
        return self.get(
            response__round__in=Round.objects.known_as(round_slug).order_by(),
            response__slug=response,
            recipient__round__in=Round.objects.known_as(recipient_round).order_by(),
            recipient__slug=recipient,
        )

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete them, and their names from the words by which the answers they signed are found."""
        with transaction.atomic(using=self.db):
            responses = list(self.order_by().values_list("response_id", flat=True))
            deleted = super().delete()
            index_answers(models.Q(response__in=responses), self.db)
        return deleted

    delete.alters_data = True  # type: ignore[attr-defined]  # as Django marks its own: no template calls it

    def public(self, at: datetime.datetime | None = None) -> Self:
        """Signatories of whatever readers may know of: in a published round, the reply public or not.

        That somebody replied is known from the moment it is recorded; the words are not.
        """
        return self.filter(published_condition(at, "response__round__"))

    def of_rounds(self, *rounds: Round) -> Self:
        """Signatories of the responses to *rounds*."""
        return self.filter(response__round__in=[round_.pk for round_ in rounds])

    def of_recipients(self, *recipients: Recipient) -> Self:
        """What these *recipients* signed."""
        return self.filter(recipient__in=[recipient.pk for recipient in recipients])

    def beside(self, politician_slug: str) -> Self:
        """All signatories of what this politician signed, and of what those who signed with them did."""
        own = Signatory.objects.filter(recipient__politician__slug=politician_slug).values("response")
        together = Signatory.objects.filter(response__in=own).values("recipient")
        return self.filter(response__in=Signatory.objects.filter(recipient__in=together).values("response"))

    def beside_recipients(self, *recipients: Recipient) -> Self:
        """All signatories of what any of these *recipients* signed."""
        own = Signatory.objects.of_recipients(*recipients).order_by()
        return self.filter(response__in=own.values("response"))

    def in_rounds_of(self, recipients: models.QuerySet[Recipient]) -> Self:
        """Signatories of the responses to the rounds of *recipients*."""
        return self.filter(response__round__in=recipients.order_by().values("round"))

    def of_responses(self, *responses: int) -> Self:
        """Those who signed the responses with these primary keys."""
        return self.filter(response__in=responses)

    def with_responses(self) -> Self:
        """Each signatory with the response at hand, without its words, in the order they signed."""
        words = ("response__statement", "response__original", "response__notes", "response__withdrawal_note")
        return self.select_related("response").defer(*words).order_by("response_id", "position", "pk")

    def with_people(self) -> Self:
        """Each signatory with the recipient and the response at hand, in the order they signed."""
        return self.select_related(
            "recipient__party",
            "recipient__politician",
            "recipient__round",
            "response__source",
            "response__round",
        ).order_by("response_id", "position", "pk")


class Signatory(EditorialModel):
    """One of those a response comes from."""

    PUBLIC_FIELDS = public_fields.SIGNATORY

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="signatories")
    recipient = models.ForeignKey("questions.Recipient", on_delete=models.PROTECT, related_name="signatures")
    position = models.PositiveSmallIntegerField(default=1)
    spoken_for = models.BooleanField(
        default=False, help_text="Named in the reply, but did not sign it themselves."
    )
    signed_as = models.CharField(
        max_length=200, blank=True, help_text="As the reply or the source names them: “Mr Lamb”."
    )

    objects = SignatoryQuerySet.as_manager()

    class Meta:
        ordering = ["response", "position", "pk"]
        verbose_name_plural = "signatories"
        constraints = [
            models.UniqueConstraint(
                fields=["response", "recipient"],
                name="signatory_signs_once",
                violation_error_message="This person is already a signatory of the response.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recipient.name}, signatory ({self.response.round})"

    def natural_key(self) -> tuple[str, str, str, str]:
        return (*self.response.natural_key(), *self.recipient.natural_key())

    natural_key.dependencies = ["questions.response", "questions.recipient"]  # type: ignore[attr-defined]

    def written(self, using: str, fields: Collection[str] | None) -> None:
        """Let the answers be found by the name of whoever signed them."""
        if fields is None or not {"response", "response_id", "recipient", "recipient_id"}.isdisjoint(fields):
            index_answers(models.Q(response=self.response_id), using)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete it, and the name from the words by which the answers are found."""
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            index_answers(models.Q(response=self.response_id), self._state.db or DEFAULT_DB_ALIAS)
        return deleted

    def was_public(self, at: datetime.datetime | None = None) -> bool:
        return self.response.was_public(at)

    def clean(self) -> None:
        """Refuse a signatory who is not on the list of the response's own round."""
        if self.recipient.round_id != self.response.round_id:
            raise ValidationError(
                {
                    "recipient": f"{self.recipient.name} is on the list of “{self.recipient.round}”, "
                    f"not of the response's round, “{self.response.round}”."
                }
            )
