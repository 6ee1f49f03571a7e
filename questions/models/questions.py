from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse

from questions.models import public_fields
from questions.models.chains import Earlier, Later
from questions.models.publication import published_condition
from questions.models.rounds import Round
from questions.models.verbatim import VerbatimTextField
from respondents.models import EditorialModel, EditorialQuerySet
from respondents.partial_dates import PartialDateField, partial_date_constraint, spell


class QuestionKind(models.TextChoices):
    """What sort of answer is asked for."""

    OPEN = "open", "in the respondent's own words"
    YES_NO = "yes_no", "yes or no"
    CHOICE = "choice", "one of several choices"
    SCALE = "scale", "a number on a scale"


class QuestionQuerySet(EditorialQuerySet["Question"]):
    """Questions, as the newsroom speaks of them."""

    def get_by_natural_key(self, round_slug: str, number: int) -> Question:
        return self.get(round__in=Round.objects.known_as(round_slug).order_by(), number=number)

    def published(self, at: datetime.datetime | None = None) -> Self:
        """Questions of rounds that readers may see."""
        return self.filter(published_condition(at, "round__"))

    def at_address(self, round_slug: str, number: int) -> Self:
        """The question with that number in the round *round_slug*."""
        return self.filter(round__slug=round_slug, number=number)

    def required(self) -> Self:
        """Questions that count: neither optional nor dropped after sending."""
        return self.filter(optional=False, dropped_on="")

    def of_rounds(self, *rounds: Round) -> Self:
        """The questions of *rounds*."""
        return self.filter(round__in=[round_.pk for round_ in rounds])

    def around(self, round_slug: str, number: int) -> Self:
        """The questions of a round, and with them the same question *number* as every other round asked it.

        That is all that go back to the same first asking, however often it was repeated since.
        """
        this = Question.objects.filter(round__slug=round_slug, number=number).order_by().values("pk")
        same = Later(Earlier(this, Question, "repeats"), Question, "repeats")
        return self.filter(models.Q(round__slug=round_slug) | models.Q(pk__in=same))

    def back_from(self, round_: Round) -> Self:
        """The questions of a round, and all that they go back to."""
        own = Question.objects.filter(round=round_).order_by().values("pk")
        return self.filter(pk__in=Earlier(own, Question, "repeats")).select_related("round")

    def latest_first(self) -> Self:
        """Those of the latest public round first, each round's in order."""
        return self.order_by("-round__published_at", "-round", "number")

    def with_round(self) -> Self:
        """Each question with its round and campaign at hand."""
        return self.select_related("round__campaign", "round__body__parent", "round__follows")

    def with_put_to(self) -> Self:
        """Each question once for every recipient it was put to alone (`put_to_id`), or once with None.

        One joined query in place of two; `gather_put_to` makes questions of the rows again.
        """
        return self.annotate(put_to_id=models.F("put_to")).order_by("round_id", "number", "put_to_id")


class Question(EditorialModel):
    """One numbered question exactly as it was worded in that round."""

    PUBLIC_FIELDS = public_fields.QUESTION

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1)],
        help_text="Its place in the round and the end of its address. Fixed once the round is published.",
    )
    printed_number = models.CharField(
        max_length=20, blank=True, help_text="As it was printed, where that is not the number: “2b”."
    )
    preamble = VerbatimTextField(blank=True, help_text="What stood before the question, word for word.")
    text = VerbatimTextField(help_text="The question exactly as it was put, without its number.")
    short_title = models.CharField(max_length=100, blank=True, help_text="For tables: “Funding”.")
    kind = models.CharField(max_length=10, choices=QuestionKind, default=QuestionKind.OPEN)
    choices = models.TextField(blank=True, help_text="For a choice: one a line, as they were put.")
    scale_from = models.SmallIntegerField(null=True, blank=True, help_text="For a scale: its lowest number.")
    scale_to = models.SmallIntegerField(null=True, blank=True, help_text="For a scale: its highest number.")
    optional = models.BooleanField(
        default=False, help_text="“Any other comments?”: whoever leaves it open has still answered."
    )
    put_to = models.ManyToManyField(
        "questions.Recipient",
        blank=True,
        related_name="questions_put_to_some",
        help_text="Only when it was put to some of those asked. Empty: it was put to everyone.",
    )
    dropped_on = PartialDateField(
        help_text="When the newsroom dropped it after sending: 2017, 2017-07 or 2017-07-03. Empty: it stands."
    )
    public_note = models.TextField(blank=True, help_text="Readers see this under the question.")
    repeats = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="repeated_by",
        help_text="The question of an earlier round that this one asks again.",
    )

    objects = QuestionQuerySet.as_manager()
    _history_m2m_fields = ["put_to"]

    class Meta:
        ordering = ["round", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"],
                name="question_number_stands_once_in_a_round",
                violation_error_message="This round already has a question with this number.",
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1),
                name="question_number_starts_at_one",
                violation_error_message="Questions are numbered from 1.",
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="question_has_words",
                violation_error_message="Give the question in the words it was put in.",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(
                        kind="scale",
                        scale_from__isnull=False,
                        scale_to__isnull=False,
                        scale_from__lt=models.F("scale_to"),
                    )
                    | (~models.Q(kind="scale") & models.Q(scale_from__isnull=True, scale_to__isnull=True))
                ),
                name="question_scale_has_limits",
                violation_error_message="A scale has a lowest and a higher highest number; no other kind has limits.",
            ),
            models.CheckConstraint(
                condition=(models.Q(kind="choice") & ~models.Q(choices=""))
                | (~models.Q(kind="choice") & models.Q(choices="")),
                name="question_choice_has_choices",
                violation_error_message="A choice has its choices, one a line; no other kind has any.",
            ),
            partial_date_constraint("question", "dropped_on"),
        ]

    def __str__(self) -> str:
        return f"{self.label}. {self.short_title or self.text}"

    def get_absolute_url(self) -> str:
        return reverse("question", args=[self.round.slug, self.number])

    def natural_key(self) -> tuple[str, int]:
        return (*self.round.natural_key(), self.number)

    natural_key.dependencies = ["questions.round"]  # type: ignore[attr-defined]

    def was_public(self, at: datetime.datetime | None = None) -> bool:
        return self.round.was_public(at)

    @property
    def label(self) -> str:
        """The number that readers see."""
        return self.printed_number or str(self.number)

    @property
    def dropped_words(self) -> str:
        """That it was dropped, and when, as a reader sees it; empty for a question that stands."""
        if not self.dropped_on:
            return ""
        exact = "on" if len(self.dropped_on) == 10 else "in"
        return f"Dropped after it was sent, {exact} {spell(self.dropped_on)}: leaving it open counts for nothing."

    @property
    def is_required(self) -> bool:
        """Whether leaving it open is leaving something open: neither optional nor dropped."""
        return not self.optional and not self.dropped_on

    @property
    def wording(self) -> str:
        """Everything that was put: preamble, question, and what there was to choose from."""
        offered = "" if self.scale_from is None else f"{self.scale_from} to {self.scale_to}"
        return "\n\n".join(filter(None, [self.preamble, self.text, self.choices, offered]))

    def is_reworded_from(self, earlier: Question) -> bool:
        """Whether it was put in other words than an *earlier* question."""
        return (self.kind, self.wording) != (earlier.kind, earlier.wording)

    @property
    def positions(self) -> list[str]:
        """The coded positions an answer may have; empty for an open question."""
        if self.kind == QuestionKind.YES_NO:
            return ["yes", "no"]
        if self.kind == QuestionKind.CHOICE:
            return [line.strip() for line in self.choices.splitlines() if line.strip()]
        if self.kind == QuestionKind.SCALE and self.scale_from is not None and self.scale_to is not None:
            return [str(step) for step in range(self.scale_from, self.scale_to + 1)]
        return []

    def clean(self) -> None:
        """Refuse a repeat of a question of the same round, and a circle of repeats."""
        seen = {self.pk} if self.pk else set()
        earlier = self.repeats
        if earlier is not None and earlier.round_id == self.round_id:
            raise ValidationError({"repeats": "A question repeats one of an earlier round, not of its own."})
        while earlier is not None:
            if earlier.pk in seen:
                raise ValidationError({"repeats": "This would make a circle of repeated questions."})
            seen.add(earlier.pk)
            earlier = earlier.repeats


def gather_put_to(rows: models.QuerySet[Question]) -> dict[Question, set[int]]:
    """The questions in the rows of `with_put_to`, each with the recipients it was put to alone (none: all)."""
    gathered: dict[Question, set[int]] = {}
    for question in rows:
        alone = gathered.setdefault(question, set())
        put_to: int | None = question.put_to_id  # type: ignore[attr-defined]
        if put_to is not None:
            alone.add(put_to)
    return gathered


def questions_before(question: Question, known: Mapping[int, Question]) -> list[Question]:
    """What *question* goes back to, the latest first, as far as it is among those *known* by primary key."""
    before: list[Question] = []
    seen = {question.pk}
    while (
        question.repeats_id is not None and question.repeats_id not in seen and question.repeats_id in known
    ):
        question = known[question.repeats_id]
        seen.add(question.pk)
        before.append(question)
    return before
