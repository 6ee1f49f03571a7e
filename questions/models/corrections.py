from __future__ import annotations

import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from questions.models.answers import Answer
from questions.models.approaches import new_key
from questions.models.publication import published_condition
from questions.models.questions import Question
from questions.models.recipients import Recipient
from questions.models.rounds import Round
from questions.models.verbatim import VerbatimTextField
from respondents.models import EditorialModel, EditorialQuerySet, Politician


class CorrectionKind(models.TextChoices):
    """What sort of note it is."""

    CORRECTION = "correction", "correction"
    CLARIFICATION = "clarification", "clarification"
    TYPING_ERROR = "typing_error", "typing error of ours"
    WITHDRAWAL = "withdrawal", "withdrawal"


class CorrectionQuerySet(EditorialQuerySet["Correction"]):
    """Corrections, as the newsroom speaks of them."""

    def get_by_natural_key(self, key: str) -> Correction:
        return self.get(key=key)

    def published(self, at: datetime.datetime | None = None) -> Self:
        """Notes on rounds that readers may see.

        A note on an answer may quote it: while the answer's words are not public, only a note of their
        withdrawal stands.
        """
        words_are_public = published_condition(at, "answer__response__") & models.Q(answer__withheld="")
        withdrawal = models.Q(
            kind=CorrectionKind.WITHDRAWAL, answer__response__published_at__lte=at or timezone.now()
        )
        return self.filter(
            published_condition(at, "round__"),
            models.Q(answer__isnull=True) | words_are_public | withdrawal,
        )

    def of_rounds(self, *rounds: Round) -> Self:
        """Notes on *rounds*, and on whatever is in them."""
        return self.filter(round__in=[round_.pk for round_ in rounds])

    def on_question(self, question: Question) -> Self:
        """Notes on a question and on the answers to it."""
        return self.filter(models.Q(question=question) | models.Q(answer__question=question))

    def on_answers(self, *answers: Answer) -> Self:
        """Notes on *answers*."""
        return self.filter(answer__in=[answer.pk for answer in answers])

    def concerning(self, politician: Politician) -> Self:
        """Notes on a politician's standing in a round, and on answers they signed."""
        return self.filter(
            models.Q(recipient__politician=politician)
            | models.Q(answer__response__signatories__recipient__politician=politician)
        ).distinct()

    def with_context(self) -> Self:
        """Each note with what it concerns at hand."""
        return self.select_related(
            "round__campaign", "question__round", "recipient__politician", "answer__question__round"
        )


class Correction(EditorialModel):
    """A dated public note: what was wrong, what it says now."""

    key = models.SlugField(
        max_length=120, unique=True, default=new_key, help_text="A short name for it, for fixtures."
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="corrections")
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    recipient = models.ForeignKey(
        Recipient, on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    answer = models.ForeignKey(
        Answer, on_delete=models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    made_on = models.DateField("date")
    kind = models.CharField(max_length=15, choices=CorrectionKind, default=CorrectionKind.CORRECTION)
    was = VerbatimTextField(
        "what was wrong", help_text="Public: what stood there, and what was wrong with it."
    )
    now = VerbatimTextField("what it says now", help_text="Public.")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "-pk"]
        permissions = [("correct_published", "Can correct what readers see")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.made_on}: {self.round}"

    def get_absolute_url(self) -> str:
        return f"{self.round.get_absolute_url()}#correction-{self.key}"

    def natural_key(self) -> tuple[str]:
        return (self.key,)

    def clean(self) -> None:
        """Refuse a note on something of another round."""
        rounds = {
            "question": self.question and self.question.round_id,
            "recipient": self.recipient and self.recipient.round_id,
            "answer": self.answer and self.answer.question.round_id,
        }
        for field, round_id in rounds.items():
            if round_id is not None and round_id != self.round_id:
                raise ValidationError({field: f"This belongs to another round than “{self.round}”."})
