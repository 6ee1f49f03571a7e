"""Earlier answers that still hold: what readers are shown of them beside the answer that carries them forward."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from questions import attribution, sentences
from questions.models import Answer, Recipient
from questions.pages.addresses import answer_addresses
from questions.pages.replies import Reply


@dataclass(frozen=True)
class Carried:
    """One earlier answer that is carried forward: whence, and its words as far as readers may see them.

    `answer` is None, and `address` empty, where readers may not know of it.
    """

    words: str
    address: str
    answer: Answer | None
    notes: tuple[str, ...]

    @property
    def positions(self) -> tuple[sentences.PositionLine, ...]:
        """What they ticked, and how the newsroom reads their words."""
        return sentences.position_lines(self.answer) if self.answer is not None else ()


@dataclass(frozen=True)
class AnswersKnown:
    """The answers of some replies that readers may know of, with their addresses: all that a page has read."""

    answers: Mapping[int, tuple[Answer, Reply]]
    addresses: Mapping[int, str]

    @classmethod
    def of(cls, replies: Sequence[Reply], recipients: Iterable[Recipient]) -> AnswersKnown:
        """The answers in *replies*, their questions at hand; *recipients* are all on the lists of their rounds."""
        known = {answer.pk: (answer, reply) for reply in replies for answer in reply.answers}
        questions = {answer.question for answer, _ in known.values()}
        return cls(known, answer_addresses(questions, replies, recipients).answers)

    def carried_by(self, answer: Answer) -> tuple[Carried, ...]:
        """What *answer* carries forward: the earlier answer, what that one carried forward itself, and so on.

        Nothing beyond an answer that is withheld: what it carries forward would tell what it says.
        """
        steps: list[Carried] = []
        seen = {answer.pk}
        while not answer.withheld and (pk := answer.carried_from_id) is not None and pk not in seen:
            seen.add(pk)
            if pk not in self.answers:
                return (*steps, Carried(attribution.CARRIED_UNSEEN, "", None, ()))
            answer, reply = self.answers[pk]
            notes = [*attribution.answer_words(answer), attribution.fact_check_words(answer)]
            if answer.withheld:
                notes = [attribution.withheld_words(answer)]
            words = attribution.carried_words(reply.response, reply.signatories)
            steps.append(Carried(words, self.addresses.get(pk, ""), answer, tuple(filter(None, notes))))
        return tuple(steps)
