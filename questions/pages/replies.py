"""Replies as readers may know of them: with their words, or as the note that stands in their place."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from questions import attribution, sentences
from questions.models import (
    Answer,
    Approach,
    Correction,
    Origin,
    Recipient,
    Response,
    Signatory,
    Source,
    Standing,
)
from questions.models.verbatim import paragraphs_of


@dataclass(frozen=True)
class Reply:
    """One response as readers may know of it at the moment *at*, with everyone who signed it, in order.

    `corrections` are the notes on the whole of it, as far as the page has read them; those on an answer stand there.

    Pages print only what is here, never the response itself: a reply that is not public has no words,
    no channel and no date.
    """

    response: Response
    signatories: tuple[Signatory, ...]
    answers: tuple[Answer, ...]
    at: datetime.datetime
    corrections: tuple[Correction, ...] = ()

    @cached_property
    def is_public(self) -> bool:
        """Whether readers may see the words."""
        return self.response.is_published(self.at)

    @property
    def is_reply(self) -> bool:
        """Whether it came from the people themselves, and moves their standing."""
        return self.response.is_reply

    @property
    def is_public_record(self) -> bool:
        """Whether the newsroom found the words in the public record."""
        return self.response.origin == Origin.PUBLIC_RECORD

    @property
    def first(self) -> Recipient:
        """Whoever signed first: the reply's words are found under their name."""
        return self.signatories[0].recipient

    @property
    def names(self) -> str:
        """Everyone it comes from."""
        return attribution.signed_words(self.signatories)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What readers are told beside the words: for whom, by whom, how and when."""
        if not self.is_public:
            return ()
        told = attribution.reply_words(self.response, self.signatories, has_answers=bool(self.answers))
        return tuple(told)

    @property
    def refuses(self) -> bool:
        """Whether it publicly declines to answer."""
        return self.is_public and self.response.refuses

    @property
    def statement_label(self) -> str:
        """What stands above a public statement or refusal."""
        return attribution.statement_label(self.response, self.signatories)

    @property
    def statement(self) -> list[str]:
        """The paragraphs of a public statement."""
        return paragraphs_of(self.response.statement) if self.is_public else []

    @property
    def withdrawal(self) -> str:
        """The dated note on a reply that was public and no longer is."""
        was_public = self.response.is_withdrawn(self.at)
        return attribution.withdrawn_words(self.response) if was_public else ""

    @property
    def source(self) -> Source | None:
        """The published source of a public reply."""
        return self.response.source if self.is_public else None


BEGINNING = 180  # so many characters of an answer are shown where only its beginning is


def beginning(answer: Answer, length: int = BEGINNING) -> str:
    """The first words of an answer, cut between two words and followed by “…”; all of a short one."""
    words = answer.public_text
    if len(words) <= length:
        return words
    cut = words[: length - 1]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut} …"


@dataclass(frozen=True)
class Claim:
    """The whole claim that some people did not respond or declined, the same for each of them."""

    words: str
    recipients: tuple[Recipient, ...]


def gather_replies(
    signatories: Iterable[Signatory],
    answers: Iterable[Answer],
    at: datetime.datetime,
    corrections: Iterable[Correction] = (),
) -> list[Reply]:
    """Replies in the order in which they were entered, each with those of *corrections* that are on the whole of it.

    What the newsroom looked up itself is left out until it has been public; a reply never is, for it
    clears a silence from the moment it is on file.
    """
    signed: dict[int, list[Signatory]] = defaultdict(list)
    for signatory in signatories:
        signed[signatory.response_id].append(signatory)
    answered: dict[int, list[Answer]] = defaultdict(list)
    for answer in answers:
        answered[answer.response_id].append(answer)
    noted: dict[int | None, list[Correction]] = defaultdict(list)
    for correction in corrections:
        noted[correction.response_id].append(correction)
    replies = []
    for response_id, signers in sorted(signed.items()):
        response = signers[0].response
        was_public = response.published_at is not None and response.published_at <= at
        if response.is_reply or was_public:
            own = tuple(noted.get(response_id, ()))
            replies.append(Reply(response, tuple(signers), tuple(answered[response_id]), at, own))
    return replies


def replies_by_recipient(replies: Iterable[Reply]) -> dict[int, list[Reply]]:
    """Each one's replies, by the primary key of the recipient."""
    by_recipient: dict[int, list[Reply]] = defaultdict(list)
    for reply in replies:
        for signatory in reply.signatories:
            by_recipient[signatory.recipient_id].append(reply)
    return by_recipient


def standing_words(recipient: Recipient, replies: Sequence[Reply], at: datetime.datetime) -> str:
    """Where a recipient stands, in words, from their replies."""
    signatures = [
        signatory
        for reply in replies
        for signatory in reply.signatories
        if signatory.recipient_id == recipient.pk
    ]
    return sentences.standing_words(recipient, signatures, at)


def approaches_by_recipient(approaches: Iterable[Approach]) -> dict[int, list[Approach]]:
    """Each one's contact attempts, by the primary key of the recipient."""
    by_recipient: dict[int, list[Approach]] = defaultdict(list)
    for approach in approaches:
        by_recipient[approach.recipient_id].append(approach)
    return by_recipient


def corrections_by_answer(corrections: Iterable[Correction]) -> dict[int, list[Correction]]:
    """The notes on each answer, by its primary key."""
    by_answer: dict[int, list[Correction]] = defaultdict(list)
    for correction in corrections:
        if correction.answer_id is not None:
            by_answer[correction.answer_id].append(correction)
    return by_answer


def claims_about(
    recipients: Iterable[Recipient], approaches: dict[int, list[Approach]], at: datetime.datetime
) -> list[Claim]:
    """The claims about all non-respondents among *recipients*, told once for everyone of whom they are the same."""
    by_words: dict[str, list[Recipient]] = defaultdict(list)
    for recipient in recipients:
        if recipient.is_silent:
            words = sentences.claim(recipient, recipient.round, approaches.get(recipient.pk, []), at)
            by_words[words].append(recipient)
    return [Claim(words, tuple(about)) for words, about in by_words.items()]


@dataclass(frozen=True)
class FoldedClaims:
    """The claims on everyone who stands in one place, each to be opened at the name.

    It is the rest of each claim: what is the same in all of the round stands before them.
    """

    words: str
    people: tuple[tuple[Recipient, str], ...]


def folded_claims(
    recipients: Iterable[Recipient], approaches: dict[int, list[Approach]], at: datetime.datetime
) -> list[FoldedClaims]:
    """The claims about all non-respondents among *recipients* of one round, by standing."""
    by_standing: dict[Standing, list[tuple[Recipient, str]]] = {each: [] for each in Standing.silent()}
    for recipient in recipients:
        if recipient.is_silent:
            rest = sentences.claim_on_one(recipient, approaches.get(recipient.pk, []), at)
            by_standing[recipient.standing].append((recipient, rest))
    return [
        FoldedClaims(sentences.claims_to_open(standing, len(people)), tuple(people))
        for standing, people in by_standing.items()
        if people
    ]
