from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.db import models

from questions.models import public_fields
from questions.models.chains import Earlier
from questions.models.publication import published_condition
from questions.models.questions import Question
from questions.models.responses import Origin, Response, Signatory
from questions.models.rounds import Round
from questions.models.verbatim import VerbatimTextField, paragraphs_of
from respondents.models import EditorialModel, EditorialQuerySet
from respondents.partial_dates import PartialDateField, partial_date_constraint, spell

if TYPE_CHECKING:
    from questions.models.recipients import Recipient


class Withheld(models.TextChoices):
    """Why the words of a received answer are not shown."""

    HELD_BACK = "held_back", "held back"
    WITHDRAWN = "withdrawn", "withdrawn"


class AnswerQuerySet(EditorialQuerySet["Answer"]):
    """Answers, as the newsroom speaks of them."""

    def get_by_natural_key(self, round_slug: str, response: str, question_round: str, number: int) -> Answer:
        return self.get(
            response__round__slug=round_slug,
            response__slug=response,
            question__round__slug=question_round,
            question__number=number,
        )

    def received(self, at: datetime.datetime | None = None) -> Self:
        """Answers that readers may know of, their words withheld or not. Show `public_text`, never `text`."""
        return self.filter(
            published_condition(at, "response__"), published_condition(at, "response__round__")
        )

    def published(self, at: datetime.datetime | None = None) -> Self:
        """Answers whose words readers may see at the moment *at*."""
        return self.received(at).filter(withheld="")

    def of_rounds(self, *rounds: Round) -> Self:
        """Answers given in *rounds*."""
        return self.filter(response__round__in=[round_.pk for round_ in rounds])

    def carried_to(self, question: Question) -> Self:
        """Answers to one question, and all that are carried forward to it, in however many steps."""
        given = Answer.objects.filter(question=question).order_by().values("pk")
        return self.filter(pk__in=Earlier(given, Answer, "carried_from"))

    def carried_to_round(self, round_: Round) -> Self:
        """Answers of other rounds that are carried forward to answers of one round, in however many steps."""
        given = Answer.objects.of_rounds(round_).order_by().values("pk")
        return self.filter(pk__in=Earlier(given, Answer, "carried_from")).exclude(response__round=round_)

    def around_question(self, question: Question) -> Self:
        """Answers to one question, and to the questions from which answers are carried forward to it."""
        asked = Answer.objects.carried_to(question).order_by().values("question")
        return self.filter(models.Q(question=question) | models.Q(question__in=asked))

    def that_can_be_carried(self) -> Self:
        """What people replied, published or not, that nothing has taken the place of and nobody withdrew.

        Without the words, and with everyone who signed at hand.
        """
        return (
            self.filter(response__origin__in=Origin.replies(), response__withdrawn_at=None, replaced_by=None)
            .exclude(withheld=Withheld.WITHDRAWN)
            .defer("text", "public_note", "inference", "withheld_note")
            .select_related("response__round")
            .prefetch_related("response__signatories__recipient")
        )

    def signed_by_same(self, people: Iterable[Recipient]) -> Self:
        """Answers that any of *people* signed, in whatever round: people by politician, others by short name."""
        listed = list(people)
        named = [each.politician_id for each in listed if each.politician_id is not None]
        others = [each.slug for each in listed if each.politician_id is None]
        signed = Signatory.objects.filter(
            models.Q(recipient__politician__in=named)
            | models.Q(recipient__politician=None, recipient__slug__in=others)
        )
        return self.filter(response__in=signed.order_by().values("response"))

    def by_signatory(self) -> models.QuerySet[Answer, Any]:
        """A row for each answer that came in a reply and each who signed it; without words."""
        replied = self.filter(response__origin__in=Origin.replies()).order_by()
        return replied.annotate(
            recipient_id=models.F("response__signatories__recipient"),
            withdrawn_at=models.F("response__withdrawn_at"),
        ).values_list("question_id", "recipient_id", "withdrawn_at", named=True)

    def carrying(self) -> Self:
        """Answers that carry an earlier one forward, with that one and whoever gave it at hand."""
        return (
            self.filter(carried_from__isnull=False)
            .select_related("question", "carried_from__response")
            .prefetch_related("carried_from__response__signatories__recipient")
        )

    def to_questions(self, *questions: Question) -> Self:
        """Answers to any of *questions*."""
        return self.filter(question__in=[question.pk for question in questions])

    def signed_beside(self, politician_slug: str) -> Self:
        """Answers of this politician and of everyone who signed something with them."""
        return self.filter(response__in=Signatory.objects.beside(politician_slug).values("response"))

    def signed_by_any(self, recipients: models.QuerySet[Any, Any]) -> Self:
        """Answers that at least one of *recipients* has signed."""
        signed = Signatory.objects.filter(recipient__in=recipients)
        return self.filter(response__in=signed.values("response"))

    def of_responses(self, *responses: int) -> Self:
        """Answers in the responses with these primary keys."""
        return self.filter(response__in=responses)

    def without_words(self) -> Self:
        """Each answer without its words and notes, for pages that only tell that it is there."""
        return self.defer("text", "inference", "public_note", "withheld_note").order_by("pk")

    def numbered(self, number: int) -> Self:
        """Answers to the question with this number, in any round."""
        return self.filter(question__number=number)

    def mentioning(self, *words: str) -> Self:
        """Answers in whose words or signatories' names every one of *words* occurs."""
        chosen = self
        for word in words:
            signed = Signatory.objects.filter(recipient__name__icontains=word).values("response")
            chosen = chosen.filter(models.Q(text__icontains=word) | models.Q(response__in=signed))
        return chosen

    def with_signatories(self) -> Self:
        """Each answer with everyone who signed it at hand, for two queries however many there are."""
        return self.prefetch_related(
            models.Prefetch("response__signatories", queryset=Signatory.objects.with_people())
        )

    def with_context(self) -> Self:
        """Each answer with its response, question and round at hand."""
        return self.select_related("question__round", "response__round__campaign", "response__source")

    def latest_first(self) -> Self:
        """The answers that were made public last come first; those of one response in order."""
        return self.order_by("-response__published_at", "-response_id", "question__number")


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
        return f"{self.response.slug}, question {self.question.label}"

    def natural_key(self) -> tuple[str, str, str, int]:
        return (*self.response.natural_key(), *self.question.natural_key())

    natural_key.dependencies = ["questions.response", "questions.question"]  # type: ignore[attr-defined]

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
