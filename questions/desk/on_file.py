"""All that is on file about one round, read together for its desk."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from questions.counting import Count, count_round
from questions.desk.choosing import is_late
from questions.models import (
    Answer,
    Approach,
    Outcome,
    Question,
    Recipient,
    Response,
    Round,
    Signatory,
    Standing,
)
from questions.models.questions import gather_put_to
from questions.pages.replies import approaches_by_recipient


@dataclass(frozen=True)
class OnFile:
    """A round with everyone on its list, its questions, approaches and replies. Words are not read.

    `questions` says of each to whom alone it was put (nobody: to everyone); `signed` and `approaches` go by the
    primary key of the recipient.
    """

    round: Round
    at: datetime.datetime
    listed: tuple[Recipient, ...]
    questions: dict[Question, set[int]]
    signed: dict[int, list[Signatory]]
    approaches: dict[int, list[Approach]]

    @cached_property
    def count(self) -> Count:
        """The count of the round."""
        return count_round(self.round, self.listed)

    @cached_property
    def late(self) -> set[int]:
        """Those whose deadline has passed without a reply or a decision."""
        today = timezone.localdate(self.at)
        return {each.pk for each in self.listed if is_late(each, today)}

    @cached_property
    def bounced(self) -> set[int]:
        """Those still awaited with an approach that bounced and none after it that reached them."""
        open_ = [each.pk for each in self.listed if each.standing == Standing.AWAITING]
        return {pk for pk in open_ if has_bounced(self.approaches.get(pk, ()))}

    @cached_property
    def put_forward(self) -> set[int]:
        """Those whose silence was put forward and is not confirmed yet."""
        return {
            each.pk
            for each in self.listed
            if each.standing == Standing.AWAITING and each.put_forward_at is not None
        }

    @cached_property
    def responses(self) -> dict[int, Response]:
        """Every response, by its primary key."""
        return {each.response_id: each.response for signed in self.signed.values() for each in signed}

    @cached_property
    def signatories(self) -> dict[int, list[Recipient]]:
        """Who signed each response, by its primary key, in the order of the list."""
        by_response: dict[int, list[Recipient]] = defaultdict(list)
        for recipient in self.listed:
            for signature in self.signed.get(recipient.pk, ()):
                by_response[signature.response_id].append(recipient)
        return by_response

    @cached_property
    def waiting(self) -> list[Response]:
        """The replies that were never published, nor are set to be."""
        return [each for each in self.responses.values() if each.published_at is None]

    @cached_property
    def with_waiting(self) -> set[int]:
        """Those of whom a reply is not public yet."""
        return {each.pk for response in self.waiting for each in self.signatories[response.pk]}

    def put_to(self, recipient: Recipient) -> set[int]:
        """The primary keys of the questions that were put to somebody."""
        return {each.pk for each, alone in self.questions.items() if not alone or recipient.pk in alone}

    def has_replied(self, recipient: Recipient) -> bool:
        """Whether a reply of theirs is on file, published or not."""
        return any(signature.response.is_reply for signature in self.signed.get(recipient.pk, ()))


def read_round(round_: Round, at: datetime.datetime) -> OnFile:
    """All that is on file about *round_*: four queries."""
    recipients = round_.recipients.with_standing(at).select_related(
        "party", "politician", "decision_source", "decided_by", "put_forward_by"
    )
    listed = tuple(recipients.in_order())
    for recipient in listed:
        recipient.round = round_
    signed: dict[int, list[Signatory]] = defaultdict(list)
    for signature in Signatory.objects.of_rounds(round_).with_responses():
        signature.response.round = round_
        signed[signature.recipient_id].append(signature)
    return OnFile(
        round=round_,
        at=at,
        listed=listed,
        questions=gather_put_to(Question.objects.of_rounds(round_).with_put_to()),
        signed=signed,
        approaches=approaches_by_recipient(Approach.objects.of_rounds(round_).in_order()),
    )


def answers_by_recipient(on_file: OnFile, shown: Sequence[Recipient]) -> dict[int, list[Answer]]:
    """The answers that each of those *shown* has signed, by the primary key of the recipient; one query."""
    signed = {each.pk: on_file.signed.get(each.pk, []) for each in shown}
    responses = {signature.response_id for signatures in signed.values() for signature in signatures}
    by_response: dict[int, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.of_responses(*responses).without_words():
        answer.response = on_file.responses[answer.response_id]
        by_response[answer.response_id].append(answer)
    return {
        pk: [answer for signature in signatures for answer in by_response[signature.response_id]]
        for pk, signatures in signed.items()
    }


def has_bounced(approaches: Sequence[Approach]) -> bool:
    """Whether one of somebody's *approaches* bounced, and none after it reached them."""
    reached = [each for each in approaches if each.was_delivered]
    bounced = [each for each in approaches if each.outcome == Outcome.BOUNCED]
    return any(not any(each.came_after(one) for each in reached) for one in bounced)
