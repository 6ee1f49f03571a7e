"""The permanent address of every answer: its question's page, then the short name of whoever signed it first.

Short names are unique in a round, an id is unique in a page. Where the same person gave two answers to one
question, the later one is found under the name with a number; a co-signer's name leads to the joint answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from questions.models import Question, Recipient
from questions.pages.replies import Reply


def question_address(round_slug: str, number: int) -> str:
    """The address of a question's page."""
    return reverse("question", args=[round_slug, number])


@dataclass
class Ids:
    """The ids given out in one page. `reserved` are the short names of everyone on the round's list."""

    reserved: frozenset[str]
    given: set[str] = field(default_factory=set)

    def give(self, slug: str) -> str:
        """An id for *slug*: the short name itself, or the first numbered one that is nobody else's."""
        wanted, number = slug, 1
        while wanted in self.given or (number > 1 and wanted in self.reserved):
            number += 1
            wanted = f"{slug}-{number}"
        self.given.add(wanted)
        return wanted


@dataclass(frozen=True)
class Places:
    """Where things stand on a question's page: answers by response, co-signers by response and recipient.

    `ids` gives out what is left, for those who left the question open.
    """

    answers: dict[int, str]
    signatories: dict[tuple[int, int], str]
    ids: Ids


def places_of(replies: Sequence[Reply], recipients: Iterable[Recipient]) -> Places:
    """The places on one question's page of the answers in *replies*, which all answer it.

    People's own replies come first, then co-signers, then what the newsroom looked up itself.
    """
    ids = Ids(frozenset(recipient.slug for recipient in recipients))
    own = [reply for reply in replies if reply.is_reply]
    looked_up = [reply for reply in replies if not reply.is_reply]
    answers = {reply.response.pk: ids.give(reply.first.slug) for reply in own}
    signatories = {}
    for reply in own:
        for signatory in reply.signatories[1:]:
            place = ids.give(signatory.recipient.slug)
            signatories[reply.response.pk, signatory.recipient_id] = place
    answers |= {reply.response.pk: ids.give(reply.first.slug) for reply in looked_up}
    return Places(answers, signatories, ids)


def answer_addresses(
    questions: Iterable[Question], replies: Sequence[Reply], recipients: Sequence[Recipient]
) -> dict[int, str]:
    """The address of every answer in a round, by the answer's primary key."""
    addresses = {}
    for question in questions:
        answering = [
            (reply, answer)
            for reply in replies
            for answer in reply.answers
            if answer.question_id == question.pk
        ]
        places = places_of([reply for reply, _ in answering], recipients)
        page = question_address(question.round.slug, question.number)
        for reply, answer in answering:
            addresses[answer.pk] = f"{page}#{places.answers[reply.response.pk]}"
    return addresses
