"""A round as it is on file, with everything that its proof needs, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from questions.counting import Count, count_round
from questions.models import Answer, Question, Recipient, Response, Round, Signatory, Source


@dataclass(frozen=True)
class Reply:
    """One response with its signatories and its answers, both in order."""

    response: Response
    signatories: list[Signatory]
    answers: dict[int, Answer]

    @property
    def is_published(self) -> bool:
        """Whether readers see it: a draft, or a reply that was withdrawn, is proved in private."""
        return self.response.is_published()

    @property
    def place(self) -> int:
        """Where its first signatory stands on the round's list."""
        return self.signatories[0].recipient.position if self.signatories else 0

    @property
    def signed_as(self) -> str:
        """How the source names whom it comes from, else their own name."""
        if not self.signatories:
            return ""
        return self.signatories[0].signed_as or self.signatories[0].recipient.name


@dataclass(frozen=True)
class RoundOnFile:
    """One round with its questions, its list, its replies and its sources.

    `printed_elsewhere` are the sources (by primary key) that replies of other rounds are taken from.
    """

    round: Round
    questions: list[Question]
    recipients: list[Recipient]
    replies: list[Reply]
    sources: list[Source]
    printed_elsewhere: set[int]

    @property
    def slug(self) -> str:
        return self.round.slug

    @property
    def count(self) -> Count:
        """The round's count, as readers see it."""
        return count_round(self.round, self.recipients)

    @property
    def published_replies(self) -> list[Reply]:
        """The replies that readers see."""
        return [reply for reply in self.replies if reply.is_published]

    @property
    def published_answers(self) -> list[Answer]:
        """The answers whose words readers see."""
        return [
            answer
            for reply in self.published_replies
            for answer in reply.answers.values()
            if not answer.withheld
        ]


def published_rounds() -> list[RoundOnFile]:
    """Every round that readers see, as they were made."""
    return _read(Round.objects.published().order_by("pk"))


def round_named(slug: str) -> RoundOnFile | None:
    """One round, published or not; None if there is no such round."""
    return next(iter(_read(Round.objects.filter(slug=slug))), None)


def _read(rounds: QuerySet[Round]) -> list[RoundOnFile]:
    replies = Response.objects.select_related("source").prefetch_related(
        Prefetch("signatories", Signatory.objects.with_people()),
        Prefetch("answers", Answer.objects.select_related("question__round").order_by("question__number")),
    )
    recipients = Recipient.objects.with_standing().with_people().prefetch_related("approaches")
    found = rounds.select_related("campaign").prefetch_related(
        "sources",
        Prefetch("questions", Question.objects.order_by("number")),
        Prefetch("recipients", recipients.order_by("position", "pk")),
        Prefetch("responses", replies.order_by("pk")),
    )
    taken_from = set(
        Response.objects.exclude(source=None).order_by().values_list("source_id", "round_id").distinct()
    )
    return [_round_on_file(round_, taken_from) for round_ in found]


def _round_on_file(round_: Round, taken_from: set[tuple[int, int]]) -> RoundOnFile:
    return RoundOnFile(
        round=round_,
        questions=list(round_.questions.all()),
        recipients=list(round_.recipients.all()),
        replies=sorted(_replies(round_.responses.all()), key=lambda reply: reply.place),
        sources=list(round_.sources.all()),
        printed_elsewhere={source for source, round_pk in taken_from if round_pk != round_.pk},
    )


def _replies(responses: Iterable[Response]) -> list[Reply]:
    replies = []
    for response in responses:
        answers = {answer.question_id: answer for answer in response.answers.all()}
        for answer in answers.values():
            answer.response = response
        replies.append(Reply(response, list(response.signatories.all()), answers))
    return replies
