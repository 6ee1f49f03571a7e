from __future__ import annotations

import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone

from questions.models import moments
from questions.models.answer_adjectives import Withheld
from questions.models.answers import Answer
from questions.models.approaches import new_key
from questions.models.publication import published_condition
from questions.models.questions import Question
from questions.models.recipients import Recipient
from questions.models.responses import Response
from questions.models.rounds import Round
from questions.models.verbatim import VerbatimTextField
from respondents.models import EditorialModel, EditorialQuerySet, Politician


class CorrectionKind(models.TextChoices):
    """What sort of note it is."""

    CORRECTION = "correction", "correction"
    CLARIFICATION = "clarification", "clarification"
    TYPING_ERROR = "typing_error", "typing error of ours"
    WITHDRAWAL = "withdrawal", "withdrawal"

    @classmethod
    def for_changes(cls) -> list[CorrectionKind]:
        """The sorts of note on something that was changed: a withdrawal leaves its own."""
        return [cls.CORRECTION, cls.CLARIFICATION, cls.TYPING_ERROR]


class CorrectionQuerySet(EditorialQuerySet["Correction"]):
    """Corrections, as the newsroom speaks of them."""

    def get_by_natural_key(self, key: str) -> Correction:
        return self.get(key=key)

    def published(self, at: datetime.datetime | None = None) -> Self:
        """Notes on rounds that readers may see.

        A note on an answer or a response may quote it: while its words are not public, only a note of their
        withdrawal stands.
        """
        moment = at or timezone.now()
        answer_is_public = published_condition(moment, "answer__response__") & models.Q(answer__withheld="")
        response_is_public = published_condition(moment, "response__")
        was_public = models.Q(answer__response__published_at__lte=moment) | models.Q(
            response__published_at__lte=moment
        )
        return self.filter(
            published_condition(moment, "round__"),
            (
                (models.Q(answer__isnull=True) | answer_is_public)
                & (models.Q(response__isnull=True) | response_is_public)
            )
            | (models.Q(kind=CorrectionKind.WITHDRAWAL) & was_public),
        )

    def of_campaign(self, slug: str) -> Self:
        """Notes on the rounds of one campaign."""
        return self.filter(round__campaign__slug=slug)

    def taken_back(self, at: datetime.datetime) -> Self:
        """Notes that readers were told and are told no more, each with since when (`last_told_at`).

        The words that they are about were withdrawn, or their whole round was. A note that was made while nobody
        could read it is none of them. In feeds they stand on without their words: see decision 19.
        """
        withdrawn = models.Q(answer__withheld=Withheld.WITHDRAWN)
        with_words = (
            withdrawn
            | models.Q(answer__response__withdrawn_at__lte=at)
            | models.Q(response__withdrawn_at__lte=at)
        )
        is_withdrawal = models.Q(kind=CorrectionKind.WITHDRAWAL)
        round_withdrawn_at = models.F("round__withdrawn_at")
        lost_at = moments.earliest_of(
            at,
            round_withdrawn_at,
            models.F("response__withdrawn_at"),
            models.F("answer__response__withdrawn_at"),
            models.Case(
                models.When(
                    withdrawn, then=moments.last_changed("Answer", "withheld", id=models.OuterRef("answer"))
                )
            ),
        )
        lost = self.annotate(
            first_told_at=self._first_told(),
            lost_at=models.Case(models.When(is_withdrawal, then=round_withdrawn_at), default=lost_at),
            last_told_at=Coalesce(round_withdrawn_at, "lost_at"),
        )
        return lost.filter(
            models.Q(round__withdrawn_at__lte=at)
            | (published_condition(at, "round__") & with_words & ~is_withdrawal),
            models.Q(answer__isnull=True) | models.Q(answer__response__published_at__lte=models.F("lost_at")),
            models.Q(response__isnull=True) | models.Q(response__published_at__lte=models.F("lost_at")),
            first_told_at__lte=models.F("lost_at"),
        ).exclude(answer__withheld=Withheld.HELD_BACK)

    def with_moments(self) -> Self:
        """Each note with when readers were first and last told of it (`first_told_at`, `last_told_at`).

        A note has a date; its moments are those of its copies, or of its round or of the reply that it is about, if
        that became public afterwards or came back.
        """
        this, round_ = models.OuterRef("pk"), models.OuterRef("round")
        copies = moments.copies_of("Correction")
        on_title = copies.filter(round=round_, field__contains="title")
        return self.annotate(
            first_told_at=self._first_told(),
            last_told_at=moments.latest_of(
                models.F("round__published_at"),
                models.F("response__published_at"),
                models.F("answer__response__published_at"),
                moments.last_copy(copies.filter(id=this)),
                moments.last_copy(on_title),
                moments.last_changed("Answer", "withheld", id=models.OuterRef("answer")),
                moments.came_back("Response", "withdrawn_at", id=models.OuterRef("response")),
                moments.came_back("Response", "withdrawn_at", id=models.OuterRef("answer__response")),
                moments.came_back("Round", "withdrawn_at", id=round_),
            ),
        )

    def _first_told(self) -> models.Expression:
        """When a note could be read first: it was made, and its round and the reply that it is about were public."""
        copies = moments.copies_of("Correction").filter(id=models.OuterRef("pk"))
        return moments.latest_of(
            models.F("round__published_at"),
            models.F("response__published_at"),
            models.F("answer__response__published_at"),
            moments.first_copy(copies),
        )

    def of_rounds(self, *rounds: Round) -> Self:
        """Notes on *rounds*, and on whatever is in them."""
        return self.filter(round__in=[round_.pk for round_ in rounds])

    def on_question(self, question: Question) -> Self:
        """Notes on a question, on the answers to it and on the responses that they are part of."""
        answering = Response.objects.filter(answers__question=question)
        return self.filter(
            models.Q(question=question)
            | models.Q(answer__question=question)
            | models.Q(response__in=answering.values("pk"))
        )

    def on_answers(self, *answers: Answer) -> Self:
        """Notes on *answers*, and on the responses that they are part of."""
        return self.filter(
            models.Q(answer__in=[answer.pk for answer in answers])
            | models.Q(response__in={answer.response_id for answer in answers})
        )

    def concerning(self, politician: Politician) -> Self:
        """Notes on a politician's standing in a round, and on answers and responses they signed."""
        signed = Response.objects.filter(signatories__recipient__politician=politician).values("pk")
        return self.filter(
            models.Q(recipient__politician=politician)
            | models.Q(answer__response__in=signed)
            | models.Q(response__in=signed)
        )

    def with_context(self) -> Self:
        """Each note with what it concerns at hand."""
        return self.select_related(
            "round__campaign", "question__round", "recipient__politician", "answer__question__round"
        )


class Correction(EditorialModel):
    """A dated public note: what was wrong, what it says now, and the words that stood there earlier.

    A note that somebody's words were withdrawn holds none of them.
    """

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
    response = models.ForeignKey(
        Response,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        help_text="For a statement, or what is told of the whole reply.",
    )
    made_on = models.DateField("date")
    kind = models.CharField(max_length=15, choices=CorrectionKind, default=CorrectionKind.CORRECTION)
    was = VerbatimTextField(
        "what was wrong", help_text="Public: what stood there, and what was wrong with it."
    )
    now = VerbatimTextField("what it says now", help_text="Public.")
    field = models.CharField("what was changed", max_length=200, blank=True)
    earlier_words = VerbatimTextField(blank=True, help_text="Public: what stood there before.")
    later_words = VerbatimTextField(blank=True, help_text="What stood there from then on.")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_on", "-pk"]
        permissions = [("correct_published", "Can correct what readers see")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="withdrawal") | models.Q(earlier_words="", later_words=""),
                name="correction_withdrawal_has_no_words",
                violation_error_message="A note of a withdrawal holds none of the words that were withdrawn.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.made_on}: {self.round}"

    def get_absolute_url(self) -> str:
        return f"{self.round.get_absolute_url()}#correction-{self.key}"

    def natural_key(self) -> tuple[str]:
        return (self.key,)

    def was_public(self, at: datetime.datetime | None = None) -> bool:
        return self.round.was_public(at)

    def clean(self) -> None:
        """Refuse a note on something of another round."""
        rounds = {
            "question": self.question and self.question.round_id,
            "recipient": self.recipient and self.recipient.round_id,
            "response": self.response and self.response.round_id,
            "answer": self.answer and self.answer.question.round_id,
        }
        for field, round_id in rounds.items():
            if round_id is not None and round_id != self.round_id:
                raise ValidationError({field: f"This belongs to another round than “{self.round}”."})
