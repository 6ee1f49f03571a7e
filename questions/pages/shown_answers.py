"""The answers to one question as its own page shows them: each at its permanent address, whole or begun."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from questions import attribution, sentences
from questions.models import Answer, Correction, Recipient
from questions.pages.addresses import Places, whole_at
from questions.pages.carried import AnswersKnown, Carried
from questions.pages.replies import Reply, beginning, corrections_by_answer

FIRST_WORDS = 120  # so many characters of an answer at most stand where very many are begun


@dataclass(frozen=True)
class Signer:
    """Somebody who signed an answer. `id` is where a co-signer's name leads; `is_listed` where they are counted."""

    recipient: Recipient
    id: str
    is_listed: bool


@dataclass(frozen=True)
class Shown:
    """One answer as the page shows it: its place, who signed it, its words or the note instead of them.

    `here` is the address of the page, `site` what stands before it. `is_begun`: the page has not all of its words,
    which stand at `whole_address`. `carries_unshown`: nor those of the earlier answer that it carries
    forward. `permanent` is the address to be passed on, at which the words stand.
    """

    id: str
    answer: Answer
    reply: Reply
    signers: tuple[Signer, ...]
    notes: tuple[str, ...]
    withheld: str
    replaces: str
    replaced_by: str
    carried: tuple[Carried, ...]
    corrections: tuple[Correction, ...]
    here: str
    site: str
    permanent: str
    is_begun: bool = False
    carries_unshown: bool = False

    @property
    def ids(self) -> frozenset[str]:
        """The places that are this answer's: its own, and those of the co-signers' names."""
        return frozenset({self.id, *(signer.id for signer in self.signers if signer.id)})

    @property
    def positions(self) -> tuple[sentences.PositionLine, ...]:
        """What they ticked, and how the newsroom reads their words."""
        return sentences.position_lines(self.answer)

    @property
    def characters(self) -> int:
        """How many characters of words it shows, with the earlier answers that it carries forward."""
        carried = sum(len(step.answer.public_text) for step in self.carried if step.answer is not None)
        return len(self.answer.public_text) + carried

    @property
    def words(self) -> str:
        """The first words."""
        return beginning(self.answer, FIRST_WORDS)

    @property
    def all_words(self) -> str:
        """What leads from the beginning to the rest: “All 213 words”."""
        return sentences.all_words(self.answer)

    @property
    def whole_address(self) -> str:
        """Where it stands whole, however many answers there are."""
        return whole_at(f"{self.here}#{self.id}")

    @property
    def quote(self) -> str:
        """The line that goes with the words, where they stand; empty where they do not."""
        if self.is_begun:
            return ""
        return sentences.quote_line(
            self.answer,
            self.reply.signatories,
            f"{self.site}{self.permanent}",
            corrections=self.corrections,
            is_replaced=bool(self.replaced_by),
        )

    def begun(self) -> Shown:
        """The same on a page that is too long for every word."""
        return replace(
            self.led_to_alone(),
            is_begun=len(self.answer.public_text) > FIRST_WORDS,
            carries_unshown=bool(self.carried),
        )

    def led_to_alone(self) -> Shown:
        """The same with the address at which its words stand, for they do not at the plain one."""
        return replace(self, permanent=self.whole_address)


def shown_answers(
    answering: Sequence[Reply],
    people: dict[int, Recipient],
    places: Places,
    corrections: Iterable[Correction],
    known: AnswersKnown,
    *,
    here: str,
    site: str,
) -> list[Shown]:
    """The answers in *answering*, each reply with one, in the order they were entered; all of them whole."""
    noted = corrections_by_answer(corrections)
    shown_at = {
        answer.pk: places.answers[reply.response.pk] for reply in answering for answer in reply.answers
    }
    replaced = {
        answer.replaces_id: place
        for reply in answering
        for answer in reply.answers
        if (place := shown_at[answer.pk]) and answer.replaces_id
    }
    listed: set[int] = set()
    shown = []
    for reply in answering:
        answer = reply.answers[0]
        place = shown_at[answer.pk]
        shown.append(
            Shown(
                id=place,
                answer=answer,
                reply=reply,
                signers=tuple(_signers(reply, people, places, listed)),
                notes=(*reply.notes, *attribution.answer_words(answer)),
                withheld=attribution.withheld_words(answer) if answer.withheld else "",
                replaces=shown_at.get(answer.replaces_id or 0, ""),
                replaced_by=replaced.get(answer.pk, ""),
                carried=known.carried_by(answer),
                corrections=(*noted.get(answer.pk, ()), *reply.corrections),
                here=here,
                site=site,
                permanent=f"{here}#{place}",
            )
        )
    return shown


def _signers(
    reply: Reply, people: dict[int, Recipient], places: Places, listed: set[int]
) -> Iterable[Signer]:
    """The signers in order; each recipient is counted once in a page, where they first answer for themselves."""
    for signatory in reply.signatories:
        is_first = reply.is_reply and signatory.recipient_id not in listed
        if is_first:
            listed.add(signatory.recipient_id)
        place = places.signatories.get((reply.response.pk, signatory.recipient_id), "")
        yield Signer(people[signatory.recipient_id], place, is_first)
