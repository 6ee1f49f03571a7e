"""Answers in lists that go across rounds: each with everything that stands beside its words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from questions import attribution, sentences
from questions.models import Answer, Correction, Recipient
from questions.pages.addresses import addresses_in, whole_at
from questions.pages.replies import Reply, beginning, corrections_by_answer
from questions.search.asked import Wanted
from questions.search.marking import Excerpt, Pieces, excerpt, marked


@dataclass(frozen=True)
class ListedAnswer:
    """A published answer with those who signed it, its permanent address, its notes and corrections.

    `on_reply` are corrections of the whole reply, which may have other answers in the same list.
    """

    answer: Answer
    people: tuple[Recipient, ...]
    names: str
    is_public_record: bool
    address: str
    replaced_by: str
    replaces: str
    notes: tuple[str, ...]
    corrections: tuple[Correction, ...]
    on_reply: tuple[Correction, ...]
    excerpt: Excerpt | None = None
    marked_names: tuple[tuple[Recipient, Pieces], ...] = ()

    @property
    def whole_address(self) -> str:
        """Where it stands whole, however many others there are."""
        return whole_at(self.address)

    @property
    def words(self) -> str:
        """The first words."""
        return beginning(self.answer)

    @property
    def positions(self) -> tuple[sentences.PositionLine, ...]:
        """What they ticked, and how the newsroom reads their words."""
        return sentences.position_lines(self.answer)


def listed_answers(answers: Iterable[Answer], at: datetime.datetime) -> list[ListedAnswer]:
    """*answers*, whose signatories are at hand, in their order, with their corrections: two queries."""
    answers = list(answers)
    return _listed(answers, Correction.objects.published(at).on_answers(*answers).with_context(), at)


def begun_answers(answers: Iterable[Answer], at: datetime.datetime) -> list[ListedAnswer]:
    """The same where only their first words are shown, and no corrections: one query."""
    return _listed(list(answers), (), at)


def found_answers(
    answers: Iterable[Answer], words: tuple[Wanted, ...], at: datetime.datetime
) -> list[ListedAnswer]:
    """The same as `listed_answers`, each with what of it shows that it has the *words* looked for, if any."""
    listed = listed_answers(answers, at)
    return [_marked(each, words) for each in listed] if words else listed


def _marked(listed: ListedAnswer, words: tuple[Wanted, ...]) -> ListedAnswer:
    return replace(
        listed,
        excerpt=excerpt(listed.answer.public_text, words),
        marked_names=tuple((each, marked(each.name, words)) for each in listed.people),
    )


def _listed(
    answers: list[Answer], corrections: Iterable[Correction], at: datetime.datetime
) -> list[ListedAnswer]:
    corrections = list(corrections)
    noted = corrections_by_answer(corrections)
    addresses = addresses_in((answer.response.round for answer in answers), at)
    listed = []
    for answer in answers:
        reply = Reply(answer.response, tuple(answer.response.signatories.all()), (answer,), at)
        listed.append(
            ListedAnswer(
                answer=answer,
                people=tuple(signatory.recipient for signatory in reply.signatories),
                names=reply.names,
                is_public_record=reply.is_public_record,
                address=addresses[answer.pk],
                replaced_by=addresses.replaced_by(answer.pk),
                replaces=addresses.replaces(answer.pk),
                notes=(
                    *reply.notes,
                    *attribution.answer_words(answer),
                    *([attribution.CARRIES] if answer.carried_from_id else []),
                ),
                corrections=tuple(noted.get(answer.pk, ())),
                on_reply=tuple(each for each in corrections if each.response_id == answer.response_id),
            )
        )
    return listed
