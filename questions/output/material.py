"""What a round's output is made of, and what of the round may stand in it.

Output is made to be published. Which words it may hold depends on where the round is:

- *public*: what readers may see now. A reply that is on file and not public yet clears its signatories of silence,
  as everywhere; its answers are not even read from the database.
- *to be public at a set time*: what readers will see then. The sentences say what the record says now, for nobody
  knows what will have come in by then.
- *draft*: what readers would see if it were published now, with every response on file, as `publish_round` does:
  the story is written before the round goes out beside it, and its words have to be those of the round.
- *withdrawn*: nothing. What the newsroom took down does not come back by way of a story.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from questions.counting import Count, count_round
from questions.models import Answer, Approach, Question, Recipient, Response, Round, Signatory, Standing
from questions.models.questions import gather_put_to
from questions.pages.carried import AnswersKnown
from questions.pages.replies import Reply, approaches_by_recipient, gather_replies
from questions.previews import as_if_published
from questions.sentences import Grounds, tell_namesakes_apart


class Stage(Enum):
    """Where a round is on its way to the readers."""

    DRAFT = "draft"
    SET = "set"
    PUBLIC = "public"
    WITHDRAWN = "withdrawn"


def stage_of(round_: Round, now: datetime.datetime) -> Stage:
    """Where *round_* is at the moment *now*."""
    if round_.is_withdrawn(now):
        return Stage.WITHDRAWN
    if round_.published_at is None:
        return Stage.DRAFT
    return Stage.PUBLIC if round_.published_at <= now else Stage.SET


@dataclass(frozen=True)
class Material:
    """Everyone on the list with their standings, and every reply with the words that may be published.

    `at` is the moment whose publication counts, `now` the one that sentences tell. `unseen` are responses on file
    whose words are left out because they are not public yet, each with its signatories. `known` are all answers that
    may be quoted, those of earlier rounds that still hold among them.
    """

    round: Round
    stage: Stage
    at: datetime.datetime
    now: datetime.datetime
    recipients: tuple[Recipient, ...]
    questions: dict[Question, set[int]]
    replies: tuple[Reply, ...]
    known: AnswersKnown
    approaches: dict[int, list[Approach]]
    unseen: tuple[Reply, ...]

    @cached_property
    def count(self) -> Count:
        """The round's count."""
        return count_round(self.round, self.recipients)

    @cached_property
    def given(self) -> dict[tuple[int, int], list[Answer]]:
        """The answers readers may know of, by the primary keys of recipient and question."""
        given: dict[tuple[int, int], list[Answer]] = defaultdict(list)
        for reply in self.replies:
            for answer in reply.answers:
                answer.response = reply.response
                for signatory in reply.signatories:
                    given[signatory.recipient_id, answer.question_id].append(answer)
        return given

    def is_put(self, question: Question, recipient: Recipient) -> bool:
        """Whether a question was put to somebody."""
        alone = self.questions[question]
        return not alone or recipient.pk in alone

    def has_answered(self, question: Question, recipient: Recipient) -> bool:
        """Whether somebody has answered a question in a reply, its words withheld or not."""
        return any(answer.response.is_reply for answer in self.given.get((recipient.pk, question.pk), ()))

    def has_more(self, recipient: Recipient) -> bool:
        """Whether a reply of theirs is on file whose words are not here, and may answer what they left open."""
        return recipient.standing == Standing.REPLIED or recipient.pk in self._unseen_signed

    @cached_property
    def _unseen_signed(self) -> set[int]:
        return {each.recipient_id for reply in self.unseen if reply.is_reply for each in reply.signatories}

    @cached_property
    def grounds(self) -> Grounds:
        """What the sentences of a story go by."""
        signed: dict[int, list[Signatory]] = defaultdict(list)
        for reply in self.replies:
            for signatory in reply.signatories:
                signed[signatory.recipient_id].append(signatory)
        complete = frozenset(
            recipient.pk
            for recipient in self.recipients
            if all(
                self.has_answered(question, recipient) or not self.is_put(question, recipient)
                for question in self.questions
            )
        )
        put_to_some = any(self.questions.values())
        return Grounds(tuple(self.questions), put_to_some, signed, complete, self.at, self.now)


def read_material(round_: Round, now: datetime.datetime) -> Material:
    """What the output of *round_* is made of at the moment *now*, in a fixed number of queries."""
    stage = stage_of(round_, now)
    at = round_.published_at if stage == Stage.SET and round_.published_at else now
    listed = Recipient.objects.of_rounds(round_).with_standing(at).with_later_reply(at)
    recipients = tuple(listed.with_people().in_order())
    signatories = list(Signatory.objects.of_rounds(round_).with_people())
    tell_namesakes_apart([*recipients, *(signatory.recipient for signatory in signatories)])
    answers = Answer.objects.of_rounds(round_).order_by("question__number", "pk")
    if stage == Stage.DRAFT:
        _take_as_published(round_, recipients, signatories, at)
    else:
        answers = answers.received(at)
    replies = gather_replies(signatories, _public(answers, signatories, at), at)
    questions = gather_put_to(Question.objects.of_rounds(round_).with_round().with_put_to())
    return Material(
        round=round_,
        stage=stage,
        at=at,
        now=now,
        recipients=recipients,
        questions=questions,
        replies=tuple(replies),
        known=_known(replies, Answer.objects.received(at).carried_to_round(round_).with_context(), at),
        approaches=approaches_by_recipient(Approach.objects.of_rounds(round_).in_order()),
        unseen=tuple(_unseen(signatories, at)),
    )


def _take_as_published(
    round_: Round, recipients: Iterable[Recipient], signatories: Iterable[Signatory], at: datetime.datetime
) -> None:
    """Let standings and responses be as if the draft were published at the moment *at*; nothing is saved."""
    standings = {recipient.pk: recipient.standing for recipient in as_if_published(round_, at)}
    for recipient in recipients:
        recipient.__dict__["annotated_standing"] = standings[recipient.pk].value
    for signatory in signatories:
        if not _is_out(signatory.response, at):
            signatory.response.published_at = at


def _public(
    answers: Iterable[Answer], signatories: Iterable[Signatory], at: datetime.datetime
) -> list[Answer]:
    """Those of *answers* whose response is public at the moment *at*."""
    public = {each.response_id for each in signatories if each.response.is_published(at)}
    return [answer for answer in answers if answer.response_id in public]


def _known(replies: Iterable[Reply], earlier: Iterable[Answer], at: datetime.datetime) -> AnswersKnown:
    """The answers of the round, and the *earlier* ones of other rounds that they carry forward."""
    known = {answer.pk: (answer, reply) for reply in replies for answer in reply.answers}
    known |= {answer.pk: (answer, Reply(answer.response, (), (answer,), at)) for answer in earlier}
    return AnswersKnown(known, {})


def _unseen(signatories: Iterable[Signatory], at: datetime.datetime) -> list[Reply]:
    """Responses on file that were never public, in the order in which they were entered."""
    signed: dict[int, list[Signatory]] = defaultdict(list)
    for signatory in signatories:
        if not _is_out(signatory.response, at):
            signed[signatory.response_id].append(signatory)
    return [Reply(signers[0].response, tuple(signers), (), at) for _, signers in sorted(signed.items())]


def _is_out(response: Response, at: datetime.datetime) -> bool:
    """Whether a response's own moment of publication has come; that of its round is looked at apart."""
    return response.published_at is not None and response.published_at <= at
