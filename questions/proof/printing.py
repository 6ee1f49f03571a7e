"""A round set like an article: the record read against a newspaper, by eye."""

from __future__ import annotations

from collections.abc import Iterator

from questions.attribution import CARRIES, withheld_words
from questions.models import Answer, Recipient, Source
from questions.models.verbatim import paragraphs_of
from questions.proof.reading import Reply, RoundOnFile
from questions.sentences import (
    asked_words,
    capitalised,
    not_named_words,
    position_lines,
    standing_words,
)


def printed(on_file: RoundOnFile) -> str:
    """The whole round: whom was asked, every question with its answers, then everyone without an answer."""
    round_ = on_file.round
    blocks = [round_.title]
    if not round_.is_published():
        blocks.append("[Not public.]")
    blocks.append(f"{capitalised(round_.population)}: {asked_words(round_)}.")
    for place, question in enumerate(on_file.questions):
        blocks.append(f"{question.label}) {question.text}")
        for reply in on_file.replies:
            answer = reply.answers.get(question.pk)
            if answer is not None:
                blocks.extend(_answer(reply, answer, with_party=place == 0))
    if any(reply.response.statement for reply in on_file.replies):
        blocks.append("Statements, to no single question:")
    for reply in on_file.replies:
        if reply.response.statement:
            label = _label(reply, with_party=True)
            blocks.extend(_speech(label, paragraphs_of(reply.response.statement), _marks(reply)))
    blocks.append("\n".join(_without_answers(on_file)))
    return "\n\n".join(block for block in blocks if block)


def _answer(reply: Reply, answer: Answer, *, with_party: bool) -> Iterator[str]:
    label = _label(reply, with_party=with_party)
    if answer.withheld:
        yield f"{label}: [{withheld_words(answer)}]"
    elif answer.is_paraphrase:
        yield from _speech(f"{label} [in the newsroom's words]", paragraphs_of(answer.text), "")
    elif answer.text:
        yield from _speech(label, paragraphs_of(answer.text), _marks(reply))
    if not answer.withheld:
        typed = [f"[{line.label}: {line.choice}]" for line in position_lines(answer)]
        typed = typed or ([] if answer.text else [f"[{CARRIES}]"])
        for place, words in enumerate(typed):
            yield words if answer.text or place else f"{label}: {words}"
    if answer.is_inferred:
        yield f"[{answer.inference}]"


def _label(reply: Reply, *, with_party: bool) -> str:
    if len(reply.signatories) > 1:
        names = ", ".join(signatory.signed_as or signatory.recipient.name for signatory in reply.signatories)
    else:
        names = reply.signed_as
    parties = list(
        dict.fromkeys(
            signatory.recipient.party for signatory in reply.signatories if signatory.recipient.party
        )
    )
    party = f" ({', '.join(party.adjective for party in parties)})" if with_party and parties else ""
    return f"{names}{party}" + ("" if reply.is_published else " [not public]")


def _marks(reply: Reply) -> str:
    source: Source | None = reply.response.source
    return source.quotation_marks if source else ""


def _speech(label: str, paragraphs: list[str], marks: str) -> Iterator[str]:
    """The paragraphs of one speaker as a newspaper sets them: each opens a mark, the last closes one."""
    opening, closing = (marks[0], marks[1]) if marks else ("", "")
    for place, words in enumerate(paragraphs):
        start = f"{label}: " if place == 0 else ""
        end = closing if place == len(paragraphs) - 1 else ""
        yield f"{start}{opening}{words}{end}"


def _without_answers(on_file: RoundOnFile) -> Iterator[str]:
    answering = {
        signatory.recipient_id
        for reply in on_file.replies
        if reply.answers
        for signatory in reply.signatories
    }
    for recipient in on_file.recipients:
        if recipient.pk not in answering:
            yield f"{_as_listed(recipient)}: {_where_they_stand(recipient, on_file)}"
    if on_file.count.not_named:
        yield not_named_words(on_file.count)


def _where_they_stand(recipient: Recipient, on_file: RoundOnFile) -> str:
    if recipient.standing.value == recipient.decision:
        return ": ".join(filter(None, [recipient.standing.label, recipient.decision_wording]))
    signatures = [
        signatory
        for reply in on_file.replies
        for signatory in reply.signatories
        if signatory.recipient_id == recipient.pk
    ]
    return standing_words(recipient, signatures)


def _as_listed(recipient: Recipient) -> str:
    """A name with role and area as they were when asked."""
    as_then = ", ".join(filter(None, [recipient.role, recipient.area]))
    return f"{recipient.name} ({as_then})" if as_then else recipient.name
