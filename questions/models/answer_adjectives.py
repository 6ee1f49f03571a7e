"""Answers as the newsroom speaks of them: the adjectives and orders of `Answer`'s querysets."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from questions.models.chains import Earlier
from questions.models.publication import published_condition
from questions.models.questions import Question
from questions.models.responses import Origin
from questions.models.rounds import Round
from questions.models.signatories import Signatory
from questions.search.asked import Wanted
from respondents.models import EditorialQuerySet

if TYPE_CHECKING:
    from questions.models.answers import Answer
    from questions.models.recipients import Recipient


class Withheld(models.TextChoices):
    """Why the words of a received answer are not shown."""

    HELD_BACK = "held_back", "held back"
    WITHDRAWN = "withdrawn", "withdrawn"


class AnswerQuerySet(EditorialQuerySet["Answer"]):
    """Answers, as the newsroom speaks of them."""

    def get_by_natural_key(self, round_slug: str, response: str, question_round: str, number: int) -> Answer:
        return self.get(
            response__round__in=Round.objects.known_as(round_slug).order_by(),
            response__slug=response,
            question__round__in=Round.objects.known_as(question_round).order_by(),
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
        given = self.model.objects.filter(question=question).order_by().values("pk")
        return self.filter(pk__in=Earlier(given, self.model, "carried_from"))

    def carried_to_round(self, round_: Round) -> Self:
        """Answers of other rounds that are carried forward to answers of one round, in however many steps."""
        given = self.model.objects.of_rounds(round_).order_by().values("pk")
        return self.filter(pk__in=Earlier(given, self.model, "carried_from")).exclude(response__round=round_)

    def around_question(self, question: Question) -> Self:
        """Answers to one question, and to the questions from which answers are carried forward to it."""
        asked = self.model.objects.carried_to(question).order_by().values("question")
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

    def given_by(self, *recipients: Recipient) -> Self:
        """Answers that any of these *recipients* has signed."""
        signed = Signatory.objects.of_recipients(*recipients).order_by()
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

    def mentioning(self, *words: Wanted) -> Self:
        """Answers in whose words or signatories' names every one of *words* occurs."""
        return self.filter(search_text__words__finds=words) if words else self

    def counted_by(self, path: str) -> dict[Any, int]:
        """How many of these answers there are for each value of *path*."""
        return dict(self.order_by().values_list(path).annotate(number=models.Count("pk")))

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
