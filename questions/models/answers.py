from __future__ import annotations

import datetime
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models

from questions.models import public_fields
from questions.models.answer_adjectives import AnswerQuerySet, Withheld
from questions.models.questions import Question
from questions.models.responses import Response
from questions.models.verbatim import VerbatimTextField, paragraphs_of
from questions.search.index import index_answers
from respondents.models import EditorialModel
from respondents.partial_dates import PartialDateField, partial_date_constraint, spell


class Answer(EditorialModel):
    """The words of a response to one question, and for a typed question which of its choices they come to."""

    PUBLIC_FIELDS = public_fields.ANSWER

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    text = VerbatimTextField(blank=True, help_text="Word for word, without the newspaper's outer marks.")
    is_paraphrase = models.BooleanField(
        default=False, help_text="The newsroom's own summary: it is never shown in quotation marks."
    )
    is_cut = models.BooleanField(default=False, help_text="Shortened; write […] where words were left out.")
    ticked = models.CharField(
        max_length=200,
        blank=True,
        help_text="For a typed question: what they ticked themselves. Empty: they ticked nothing.",
    )
    position = models.CharField(
        "coded position",
        max_length=200,
        blank=True,
        help_text="For a typed question: which of its choices the newsroom reads their words as.",
    )
    inference = models.TextField(
        blank=True,
        help_text="Public. Empty: attributed as published. Otherwise why an editor attributes it to them.",
    )
    public_note = models.TextField(blank=True, help_text="Readers see this under the answer: a fact-check.")
    withheld = models.CharField(
        max_length=10,
        blank=True,
        choices=Withheld,
        help_text="Readers are told that an answer was received and why it is held; never its words.",
    )
    withheld_on = PartialDateField("withheld on")
    withheld_note = models.TextField(blank=True, help_text="Public: why the words are not shown.")
    replaces = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        help_text="The earlier answer to the same question that this one takes the place of.",
    )
    carried_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="carried_to",
        help_text="“My position is unchanged”: the answer of an earlier round that still holds.",
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["response", "question__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "question"],
                name="answer_stands_once_in_a_response",
                violation_error_message="This response already has an answer to this question.",
            ),
            models.CheckConstraint(
                condition=~models.Q(text="", ticked="", position="", carried_from__isnull=True),
                name="answer_has_words_or_a_position",
                violation_error_message="An answer has words, a tick or a coded position, or carries an earlier "
                "answer forward. A question left open has no answer.",
            ),
            models.CheckConstraint(
                condition=models.Q(withheld="") | ~models.Q(withheld_note=""),
                name="answer_withheld_says_why",
                violation_error_message="Say for readers why the words are not shown.",
            ),
            partial_date_constraint("answer", "withheld_on"),
        ]

    def __str__(self) -> str:
        whose = self.response.names or self.response.slug
        return f"{whose}, question {self.question.label} ({self.response.round})"

    def natural_key(self) -> tuple[str, str, str, int]:
        return (*self.response.natural_key(), *self.question.natural_key())

    natural_key.dependencies = ["questions.response", "questions.question"]  # type: ignore[attr-defined]

    def written(self, using: str, fields: Collection[str] | None) -> None:
        """Keep the words by which it is found in step."""
        if fields is None or not {"text", "response", "response_id"}.isdisjoint(fields):
            index_answers(models.Q(pk=self.pk), using)

    @property
    def public_text(self) -> str:
        """The words that readers may see: none while they are withheld."""
        return "" if self.withheld else self.text

    @property
    def public_paragraphs(self) -> list[str]:
        """The paragraphs that readers may see."""
        return paragraphs_of(self.public_text)

    @property
    def comes_to(self) -> str:
        """Which choice of a typed question it is: as the newsroom reads it, else as they ticked."""
        return self.position or self.ticked

    def was_public(self, at: datetime.datetime | None = None) -> bool:
        """Whether readers have seen the words: what is held back they have not, what was withdrawn they have."""
        return self.withheld != Withheld.HELD_BACK and self.response.was_public(at)

    @property
    def is_inferred(self) -> bool:
        """Whether an editor, and not the source, attributes the words."""
        return bool(self.inference)

    @property
    def withheld_date(self) -> str:
        """Since when the words are not shown, as a reader sees it."""
        return spell(self.withheld_on)

    def clean(self) -> None:
        """Refuse links across rounds and a position that the question does not offer."""
        if self.text and not self.text.strip():
            raise ValidationError(
                {
                    "text": "Blank words are no answer. A question left open has none; to hide words, withhold them."
                }
            )
        if self.question.round_id != self.response.round_id:
            raise ValidationError(
                {
                    "question": f"Question {self.question.label} belongs to “{self.question.round}”, "
                    f"not to the response's round, “{self.response.round}”."
                }
            )
        for field in ("ticked", "position"):
            chosen = getattr(self, field)
            if chosen and chosen not in self.question.positions:
                offered = ", ".join(self.question.positions) or "none"
                raise ValidationError(
                    {field: f"Question {self.question.label} does not offer “{chosen}”: {offered}."}
                )
        if self.replaces is not None and (
            self.replaces.pk == self.pk or self.replaces.question_id != self.question_id
        ):
            raise ValidationError({"replaces": "An answer replaces another one to the same question."})
        if self.carried_from is not None and self.carried_from.question.round_id == self.question.round_id:
            raise ValidationError({"carried_from": "A position is carried forward from an earlier round."})
        for link in ("replaces", "carried_from"):
            self._refuse_circle(link)

    def _refuse_circle(self, link: str) -> None:
        seen = {self.pk} if self.pk else set()
        earlier: Answer | None = getattr(self, link)
        while earlier is not None:
            if earlier.pk in seen:
                raise ValidationError(
                    {link: "This would make a circle: an answer goes back to an earlier one."}
                )
            seen.add(earlier.pk)
            earlier = getattr(earlier, link)
