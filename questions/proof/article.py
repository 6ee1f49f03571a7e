"""From the source: every paragraph of an article stands in the record once, in its place and under its speaker.

The record is set as the article prints it, and the two rows of paragraphs are compared. A paragraph that is missing
on one side does not disturb those after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from questions.integrity import Fault, fault
from questions.models import Answer, Question, Source
from questions.models.verbatim import paragraphs_of
from questions.proof.paragraphs import (
    Paragraph,
    Reading,
    Token,
    number_of,
    paragraphs_in,
    tokens_of,
    without_furniture,
)
from questions.proof.reading import Reply, RoundOnFile
from questions.proof.record import quoted
from questions.proof.signatories import faults_of_signatories


@dataclass(frozen=True)
class Expected:
    """One paragraph as the record would have it printed, and the row that it comes from."""

    token: Token
    row: Answer | Question
    is_private: bool

    @property
    def words(self) -> str:
        """How a fault quotes it: never words that readers may not see."""
        return "a paragraph that is not public" if self.is_private else f"“{quoted(self.token.words)}”"


def faults_of_article(on_file: RoundOnFile) -> Iterator[Fault]:
    """Every difference between a round's proof-read sources and the record.

    An article that prints another round's replies and none of this one's is named for its context: a follow-up
    round may cite what it follows.
    """
    for source in on_file.sources:
        if source.is_proof_read and source.text:
            comparison = _Comparison(on_file, source)
            if comparison.replies or source.pk not in on_file.printed_elsewhere:
                yield from comparison.faults()


class _Comparison:
    """One round held against one article."""

    def __init__(self, on_file: RoundOnFile, source: Source) -> None:
        self.on_file = on_file
        self.source = source
        self.replies = [reply for reply in on_file.replies if _is_from(reply, source)]
        self.printed = {f"{question.label}) {question.text}": question for question in on_file.questions}

    def faults(self) -> Iterator[Fault]:
        everything = list(paragraphs_in(self.source.text))
        questions = self._lines_of_questions(everything)
        if not questions:
            yield fault(
                "no-question-in-source",
                self.source,
                f"None of the questions of {self.on_file.slug} stands in it.",
            )
            return
        article = [one for one in everything if one.line >= self._first_line(everything, questions)]
        ends = [place for place, one in enumerate(article) if one.text.startswith(self.source.closing_words)]
        if not ends:
            yield fault(
                "no-closing-words",
                self.source,
                "No paragraph after the first question has its closing words.",
            )
            return
        furniture = [line for line in self.source.furniture.split("\n") if line.strip()]
        kept, not_met = without_furniture(article[: ends[0]], furniture)
        for line in not_met:
            yield fault(
                "furniture-not-in-place",
                self.source,
                f"Page furniture does not stand between the answers, once and in this order: “{quoted(line)}”.",
            )
        reading = tokens_of(
            kept,
            questions=questions,
            names=[reply.signed_as for reply in self.replies if reply.signatories],
            marks=self.source.quotation_marks,
        )
        yield from self._faults_of_labels(reading)
        yield from faults_of_signatories(self.source, self.replies)
        yield from self._faults_of_setting()
        yield from self._differences(reading, list(self._expected()))

    def _lines_of_questions(self, paragraphs: list[Paragraph]) -> set[int]:
        """Where the article's questions stand: word for word, or else, for a question not found so, by its number."""
        exact = {one.line for one in paragraphs if one.text in self.printed}
        found = {one.text for one in paragraphs}
        lost = {question.label for text, question in self.printed.items() if text not in found}
        return exact | {one.line for one in paragraphs if number_of(one.text) in lost}

    def _first_line(self, paragraphs: list[Paragraph], questions: set[int]) -> int:
        """Where the first question stands, as the article tells: the record may have lost it."""
        return min(questions | {one.line for one in paragraphs if number_of(one.text).isdigit()})

    def _expected(self) -> Iterator[Expected]:
        for text, question in self.printed.items():
            yield Expected(Token(text, is_question=True), question, is_private=False)
            for reply in self.replies:
                answer = reply.answers.get(question.pk)
                if answer is not None and not answer.is_paraphrase:
                    yield from _expected_of(reply, answer)

    def _faults_of_labels(self, reading: Reading) -> Iterator[Fault]:
        for line, name in reading.strangers:
            yield fault(
                "unknown-speaker",
                self.source,
                f"Line {line} names “{name}” as speaker, and no signatory of {self.on_file.slug} is signed so.",
            )
        signatories = {reply.signed_as: reply.signatories[0] for reply in self.replies if reply.signatories}
        for line, name, party in reading.labels:
            signatory = signatories[name]
            on_list = signatory.recipient.party
            if on_list is None or party not in {on_list.adjective, on_list.name}:
                yield fault(
                    "party-not-as-printed",
                    signatory.recipient,
                    f"Line {line} of {self.source.key} prints “{name} ({party})”, and the record has "
                    f"“{on_list.adjective if on_list else 'no party'}”.",
                )

    def _faults_of_setting(self) -> Iterator[Fault]:
        """Paragraphs are the same whatever stands between them, so that is looked at here."""
        for reply in self.replies:
            for answer in reply.answers.values():
                if not answer.is_paraphrase and answer.text != "\n\n".join(paragraphs_of(answer.text)):
                    yield fault(
                        "answer-set-otherwise",
                        answer,
                        "Something else than one empty line stands between its paragraphs, or around them.",
                    )

    def _differences(self, reading: Reading, expected: list[Expected]) -> Iterator[Fault]:
        tokens = [one.token for one in expected]
        matcher = SequenceMatcher(None, reading.tokens, tokens, autojunk=False)
        only_printed: list[int] = []
        only_on_file: list[int] = []
        for what, from_a, to_a, from_b, to_b in matcher.get_opcodes():
            if what != "equal":
                only_printed += range(from_a, to_a)
                only_on_file += range(from_b, to_b)
        for place in only_on_file:
            wanted = expected[place]
            elsewhere = [other for other in only_printed if reading.tokens[other].words == wanted.token.words]
            if elsewhere:
                only_printed.remove(elsewhere[0])
                yield self._out_of_place(wanted, reading.tokens[elsewhere[0]], reading.lines[elsewhere[0]])
            else:
                yield self._not_in_source(wanted)
        for place in only_printed:
            yield self._not_in_record(reading.tokens[place], reading.lines[place])

    def _out_of_place(self, wanted: Expected, printed: Token, line: int) -> Fault:
        """The same words on both sides, under another speaker or in another place."""
        where = f"line {line} of {self.source.key}"
        if printed.starts_block == wanted.token.starts_block and printed.speaker == wanted.token.speaker:
            return fault(
                "paragraph-out-of-place", wanted.row, f"{wanted.words} stands in another place: {where}."
            )
        if not printed.starts_block:
            told = "as said by whoever spoke before it"
        elif printed.speaker:
            told = f"as said by {printed.speaker}"
        else:
            told = "apart from what was said before it, under no name"
        return fault(
            "paragraph-of-another-speaker", wanted.row, f"{wanted.words} is printed {told}: {where}."
        )

    def _not_in_source(self, wanted: Expected) -> Fault:
        rule = "question-not-in-source" if wanted.token.is_question else "paragraph-not-in-source"
        return fault(
            rule,
            wanted.row,
            f"{wanted.words} is no whole paragraph of {self.source.key}, or stands there less often.",
        )

    def _not_in_record(self, printed: Token, line: int) -> Fault:
        rule = "question-not-in-record" if printed.is_question else "paragraph-not-in-record"
        is_private = any(not reply.is_published or _is_withheld(reply) for reply in self.replies)
        words = "a paragraph" if is_private else f"“{quoted(printed.words)}”"
        of_whom = f", said by {printed.speaker}" if printed.speaker else ""
        return fault(
            rule,
            self.source,
            f"Line {line}: {words}{of_whom} is not in the record of {self.on_file.slug} at this place.",
        )


def _is_from(reply: Reply, source: Source) -> bool:
    """Whether the article prints the reply: it is its source, or nothing else is. Others have their originals."""
    response = reply.response
    return response.source_id == source.pk or (response.source_id is None and not response.original)


def _is_withheld(reply: Reply) -> bool:
    return any(answer.withheld for answer in reply.answers.values())


def _expected_of(reply: Reply, answer: Answer) -> Iterator[Expected]:
    """The paragraphs of one answer: the first says who speaks, unless an editor inferred it."""
    speaker = "" if answer.is_inferred else reply.signed_as
    is_private = bool(answer.withheld) or not reply.is_published
    for place, words in enumerate(paragraphs_of(answer.text)):
        first = place == 0
        yield Expected(
            Token(words, starts_block=first, speaker=speaker if first else ""), answer, is_private=is_private
        )
