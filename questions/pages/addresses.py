"""The permanent address of every answer: its question's page, then the short name of whoever signed it first.

Short names are unique in a round, an id is unique in a page. Where the same person gave two answers to one
question, the later one is found under the name with a number; a co-signer's name leads to the joint answer.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.urls import reverse

from questions.models import Question, Recipient, Response, Round
from questions.pages.replies import Reply

ANSWER = "answer"  # of a question's page: the place of the one answer that is to stand there whole


@lru_cache(maxsize=4096)  # a list asks for the same few thousands of times
def question_address(round_slug: str, number: int) -> str:
    """The address of a question's page."""
    return reverse("question", args=[round_slug, number])


def whole_at(address: str) -> str:
    """Where the answer at *address* stands whole: on its question's page, or alone where very many are begun there."""
    page, _, place = address.partition("#")
    return f"{page}?{ANSWER}={place}#{place}"


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
class Signed:
    """A response and who signed it, in order, by primary key and short name: what its place depends on."""

    response: int
    is_reply: bool
    signers: Sequence[tuple[int, str]]


def signed(reply: Reply) -> Signed:
    """The same of a *reply* at hand."""
    signers = [(each.recipient_id, each.recipient.slug) for each in reply.signatories]
    return Signed(reply.response.pk, reply.is_reply, signers)


@dataclass(frozen=True)
class Places:
    """Where things stand on a question's page: answers by response, co-signers by response and recipient.

    `ids` gives out what is left, for those who left the question open.
    """

    answers: dict[int, str]
    signatories: dict[tuple[int, int], str]
    ids: Ids


def places_of(responses: Sequence[Signed], reserved: Iterable[str]) -> Places:
    """The places on one question's page of *responses*, which all answer it, in the order they were entered.

    People's own replies come first, then co-signers, then what the newsroom looked up itself. *reserved*
    are the short names on the round's list.
    """
    ids = Ids(frozenset(reserved))
    own = [each for each in responses if each.is_reply]
    looked_up = [each for each in responses if not each.is_reply]
    answers = {each.response: ids.give(each.signers[0][1]) for each in own}
    signatories = {}
    for each in own:
        for recipient, slug in each.signers[1:]:
            signatories[each.response, recipient] = ids.give(slug)
    answers |= {each.response: ids.give(each.signers[0][1]) for each in looked_up}
    return Places(answers, signatories, ids)


@dataclass(frozen=True)
class Addresses:
    """The addresses of answers by primary key, and which earlier answer each one takes the place of."""

    answers: dict[int, str]
    replacing: dict[int, int]

    def __getitem__(self, answer: int) -> str:
        """The address of one answer."""
        return self.answers[answer]

    def replaced_by(self, answer: int) -> str:
        """The address of the answer that took the place of this one; empty if none did."""
        later = [new for new, old in self.replacing.items() if old == answer]
        return self.answers.get(later[-1], "") if later else ""

    def replaces(self, answer: int) -> str:
        """The address of the answer whose place this one took; empty if it took none."""
        return self.answers.get(self.replacing.get(answer, 0), "")


@dataclass
class _Page:
    """The responses that answer one question, with their answers to it; and the short names on the list."""

    address: str
    reserved: Iterable[str]
    responses: list[tuple[Signed, int]] = field(default_factory=list)

    def addresses(self) -> dict[int, str]:
        places = places_of([response for response, _ in self.responses], self.reserved)
        return {
            answer: f"{self.address}#{places.answers[response.response]}"
            for response, answer in self.responses
        }


def answer_addresses(
    questions: Iterable[Question], replies: Sequence[Reply], recipients: Iterable[Recipient]
) -> Addresses:
    """The addresses of the answers to *questions* in *replies*.

    These are all the replies of whoever signed one of them first; *recipients* hold every numbered short name.
    """
    names: dict[int, set[str]] = defaultdict(set)
    for recipient in recipients:
        names[recipient.round_id].add(recipient.slug)
    pages = {
        each.pk: _Page(question_address(each.round.slug, each.number), names[each.round_id])
        for each in questions
    }
    replacing = {}
    for reply in replies:
        for answer in reply.answers:
            if answer.question_id in pages:
                pages[answer.question_id].responses.append((signed(reply), answer.pk))
            if answer.replaces_id:
                replacing[answer.pk] = answer.replaces_id
    return Addresses(_together(pages.values()), replacing)


def addresses_in(rounds: Iterable[Round], at: datetime.datetime) -> Addresses:
    """The addresses of all answers in some *rounds* that readers may know of: one query, without any words."""
    by_pk = {round_.pk: round_ for round_ in rounds}
    names: dict[int, set[str]] = defaultdict(set)
    responses: dict[int, tuple[Response, list[tuple[int, str]]]] = {}
    answers: dict[int, tuple[int, int, int, int | None]] = {}
    for row in Recipient.objects.of_rounds(*by_pk.values()).with_what_they_signed():
        names[row.round_id].add(row.slug)
        if row.response_id is None:
            continue
        if row.response_id not in responses:
            response = Response(
                origin=row.origin, published_at=row.published_at, withdrawn_at=row.withdrawn_at
            )
            responses[row.response_id] = (response, [])
        signers = responses[row.response_id][1]
        if (row.pk, row.slug) not in signers[-1:]:
            signers.append((row.pk, row.slug))
        if row.answer_id is not None:
            answers[row.answer_id] = (row.response_id, row.round_id, row.question_number, row.replaces_id)
    pages: dict[tuple[int, int], _Page] = {}
    replacing = {}
    for answer, (response_id, round_id, number, replaces) in sorted(
        answers.items(), key=lambda item: item[1][0]
    ):
        response, signers = responses[response_id]
        if response.is_published(at):
            address = question_address(by_pk[round_id].slug, number)
            page = pages.setdefault((round_id, number), _Page(address, names[round_id]))
            page.responses.append((Signed(response_id, response.is_reply, signers), answer))
            if replaces:
                replacing[answer] = replaces
    return Addresses(_together(pages.values()), replacing)


def _together(pages: Iterable[_Page]) -> dict[int, str]:
    return {answer: address for page in pages for answer, address in page.addresses().items()}
