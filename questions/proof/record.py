"""From the record: whatever it says of people has its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils import timezone

from questions.integrity import Fault, fault
from questions.models import Answer, Recipient, Response, Standing
from questions.models.verbatim import paragraphs_of
from questions.proof.reading import Reply, RoundOnFile
from questions.proof.typed import faults_of_typed_answers

CUT = re.compile(r"\[(?:…|\.\.\.)\]")
LONGEST_QUOTE = 60


def faults_of_record(on_file: RoundOnFile) -> Iterator[Fault]:
    """Every claim of a published round that nothing on file bears out."""
    yield from _faults_of_round(on_file)
    for recipient in on_file.recipients:
        yield from _faults_of_recipient(recipient)
    for reply in on_file.published_replies:
        yield from _faults_of_reply(reply, on_file)
    yield from faults_of_typed_answers(on_file)


def _faults_of_round(on_file: RoundOnFile) -> Iterator[Fault]:
    round_, count = on_file.round, on_file.count
    approached = any(recipient.approaches.all() for recipient in on_file.recipients)
    if not (on_file.sources or approached or round_.asked_on):
        yield fault(
            "round-without-evidence",
            round_,
            "Nothing shows that the questions were put: give a source, an approach, or the day they were asked on.",
        )
    if count.excess:
        yield fault(
            "more-than-asked",
            round_,
            f"{count.asked} were asked and {count.counted} are on the list: correct the number asked, or the list.",
        )


def _faults_of_recipient(recipient: Recipient) -> Iterator[Fault]:
    if recipient.standing == Standing.NO_RESPONSE and not _silence_is_shown(recipient):
        yield fault(
            "silence-without-evidence",
            recipient,
            f"Nothing shows that {recipient.name} did not respond: give the source that says so, or a delivered "
            "approach and a deadline that has passed.",
        )
    if recipient.politician is not None and not recipient.politician.goes_by(recipient.name):
        yield fault(
            "name-of-somebody-else",
            recipient,
            f"The list has “{recipient.name}” for the politician {recipient.politician.name}: correct the one or "
            "the other, or add the name to the politician's other names.",
        )
    if recipient.standing == Standing.EXCUSED and not recipient.decision_wording.strip():
        yield fault(
            "excuse-without-wording",
            recipient,
            f"{recipient.name} is excused, and readers are not told why: say why.",
        )


def _silence_is_shown(recipient: Recipient) -> bool:
    """Whether the evidence of a silence is there, from rows that are at hand."""
    source, approaches = recipient.decision_source, recipient.approaches.all()
    return not recipient.why_no_evidence(timezone.localdate(), source, approaches)


def _faults_of_reply(reply: Reply, on_file: RoundOnFile) -> Iterator[Fault]:
    texts = evidence_for(reply.response, on_file)
    if reply.response.statement:
        parts = parts_of(reply.response.statement, cut=True)
        yield from _faults_of_words("statement", reply.response, parts, texts)
    for answer in reply.answers.values():
        if not answer.is_paraphrase:
            yield from _faults_of_answer(answer, texts)


def _faults_of_answer(answer: Answer, texts: list[str]) -> Iterator[Fault]:
    if answer.text == "" and answer.carried_from_id is not None:
        return  # they said that an earlier answer still holds, in words nobody wrote down
    if not answer.text.strip() and not (answer.text == "" and answer.comes_to in answer.question.positions):
        yield fault(
            "answer-without-words",
            answer,
            "The answer is blank: put its words back, or remove it if the question was left open.",
        )
    elif answer.text:
        yield from _faults_of_words("answer", answer, parts_of(answer.text, cut=answer.is_cut), texts)


def _faults_of_words(
    what: str, row: Answer | Response, parts: list[str], texts: list[str]
) -> Iterator[Fault]:
    if not texts:
        yield fault(
            f"{what}-without-source",
            row,
            f"Nothing on file proves the {what}: paste the reply as it came into its original, or give its source.",
        )
    elif all(missing := [first_missing(parts, text) for text in texts]):
        where = "its words are withheld" if _is_private(row) else f"“{quoted(missing[0])}”"
        yield fault(
            f"{what}-not-in-source",
            row,
            f"The {what} does not stand word for word in its source or its original: {where}. Compare it with them.",
        )


def _is_private(row: Answer | Response) -> bool:
    return isinstance(row, Answer) and bool(row.withheld)


def evidence_for(response: Response, on_file: RoundOnFile) -> list[str]:
    """The texts in which the words of *response* may stand: its source's, else the round's; and its original."""
    sources = [response.source] if response.source else on_file.sources
    return [text for text in [*(source.text for source in sources), response.original] if text]


def parts_of(words: str, *, cut: bool) -> list[str]:
    """What has to stand in a source in one piece: paragraphs, and of *cut* words what lies between the marks."""
    if not cut:
        return paragraphs_of(words)
    pieces = [piece.strip() for paragraph in paragraphs_of(words) for piece in CUT.split(paragraph)]
    return [piece for piece in pieces if piece]


def first_missing(parts: list[str], text: str) -> str:
    """The first of *parts* that does not stand in *text* after the parts before it; empty if all do.

    A part begins and ends where words do, so that “no” is not found in “not”.
    """
    here = 0
    for part in parts:
        start = r"(?<!\w)" if re.match(r"\w", part) else ""
        end = r"(?!\w)" if re.search(r"\w\Z", part) else ""
        found = re.compile(f"{start}{re.escape(part)}{end}").search(text, here)
        if found is None:
            return part
        here = found.end()
    return ""


def answers_not_in_original(response: Response) -> list[Answer]:
    """The answers of *response* that do not stand word for word in its pasted original; none where there is none."""
    return [
        answer
        for answer in response.answers.all()
        if response.original
        and not answer.is_paraphrase
        and first_missing(parts_of(answer.text, cut=answer.is_cut), response.original)
    ]


def quoted(words: str) -> str:
    """The beginning of *words*, on one line, as faults quote it."""
    words = " ".join(words.split())
    return words if len(words) <= LONGEST_QUOTE else f"{words[:LONGEST_QUOTE]}…"
