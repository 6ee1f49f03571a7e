"""The round-up: each question as it was put, every published answer to it, and who left it open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from questions import attribution, sentences
from questions.counting import Count, Line, count_round
from questions.models import Answer, Question, Recipient, Source, Standing
from questions.models.verbatim import paragraphs_of
from questions.output.blocks import Block, Heading, Piece, Quote, Text, Wording
from questions.output.material import Material
from questions.pages.carried import Carried
from questions.pages.replies import Reply


def round_up_piece(material: Material) -> Piece:
    """All questions in their order, then statements and refusals, which answer none of them."""
    blocks: list[Block] = []
    if material.recipients:
        for question in material.questions:
            blocks += _question(material, question)
        blocks += _statements(material)
    return Piece(
        "round-up",
        "Round-up",
        "Question by question: the answers word for word, and who left it open.",
        blocks,
    )


def _question(material: Material, question: Question) -> Iterator[Block]:
    yield Heading(f"Question {question.label}")
    yield Wording([*paragraphs_of(question.preamble), *paragraphs_of(question.text)])
    if question.positions:
        yield Text(f"To be answered with: {' · '.join(question.positions)}")
    if question.dropped_on:
        yield Text(question.dropped_words)
    for note in paragraphs_of(question.public_note):
        yield Text(f"Note by the newsroom: {note}")
    if how_many := _how_many(material, question):
        yield Text(how_many)
    answering = [(reply, answer) for reply in material.replies for answer in _answers(reply, question)]
    sources = {reply.source for reply, _ in answering if reply.source}
    for reply, answer in answering:
        yield from _answer(material, reply, answer, [each for _, each in answering])
        if reply.source and len(sources) > 1:
            yield Text(_source(reply.source))
    for source in sources if len(sources) == 1 else ():
        yield Text(_source(source))
    if left := _left_open(material, question):
        yield Text(" ".join(left))


def _answers(reply: Reply, question: Question) -> list[Answer]:
    return [answer for answer in reply.answers if answer.question_id == question.pk]


def _how_many(material: Material, question: Question) -> str:
    """How many answered it: of everyone asked, or of the few to whom it was put."""
    put = tuple(each for each in material.recipients if material.is_put(question, each))
    answered = tuple(each for each in put if material.has_answered(question, each) and not each.volunteered)
    line = Line(Standing.ANSWERED, sum(each.number or 0 for each in answered), answered)
    alone = bool(material.questions[question])
    count = Count.of_exactly(put) if alone else count_round(material.round, put)
    unseen = any(material.has_more(each) for each in put if each not in answered and not each.volunteered)
    return sentences.question_sentence(
        material.round, count, line, material.now, to_some=alone, unseen=unseen
    )


def _answer(material: Material, reply: Reply, answer: Answer, others: list[Answer]) -> Iterator[Block]:
    yield Text(attribution.lead_words(reply.response, reply.signatories, answer))
    if answer.withheld:
        yield Text(attribution.withheld_words(answer))
    elif answer.text:
        yield _words(answer)
    for step in material.known.carried_by(answer):
        yield from _carried(step)
    notes = attribution.after_words(reply.response, reply.signatories, answer)
    notes += attribution.replacing_words(answer, others)
    if notes:
        yield Text(" ".join(notes))
    for note in paragraphs_of(answer.public_note):
        yield Text(f"Note by the newsroom: {note}")


def _words(answer: Answer) -> Block:
    """The words of an answer: a summary of the newsroom's is never a quotation."""
    return (Wording if answer.is_paraphrase else Quote)(answer.public_paragraphs)


def _carried(step: Carried) -> Iterator[Block]:
    """An earlier answer that still holds: whence it is, and its words as far as they are public."""
    earlier = step.answer
    if earlier is None or not earlier.public_text:
        yield Text(step.words.rstrip(".") + ".")
    else:
        summary = ", in the newsroom's words" if earlier.is_paraphrase else ""
        yield Text(f"{step.words}{summary}:")
        yield _words(earlier)
    notes = [*(attribution.choice_words(earlier) if earlier else []), *step.notes]
    if notes:
        yield Text(" ".join(notes))


def _left_open(material: Material, question: Question) -> list[str]:
    """Who left it open, and to whom it was not put."""
    unanswered = [each for each in material.recipients if not material.has_answered(question, each)]
    open_: list[Recipient] = [each for each in unanswered if material.is_put(question, each)]
    told = sentences.open_sentences(open_, question, material.grounds)
    not_put = [each for each in unanswered if not material.is_put(question, each)]
    return [*told, sentences.not_put_sentence(not_put)] if not_put else told


def _statements(material: Material) -> Iterator[Block]:
    """Words that answer no question, and the notes in place of replies that were withdrawn."""
    told = [reply for reply in material.replies if reply.statement or reply.withdrawal]
    if told:
        yield Heading("Statements and replies to no single question")
    for reply in told:
        if reply.statement:
            yield Text(attribution.lead_words(reply.response, reply.signatories))
            yield Quote(reply.statement)
            yield from map(Text, _after_statement(reply))
        if reply.withdrawal:
            yield Text(f"{_names(reply)}: {reply.withdrawal}")


def _after_statement(reply: Reply) -> Iterable[str]:
    if notes := attribution.after_words(reply.response, reply.signatories):
        yield " ".join(notes)
    if reply.source:
        yield _source(reply.source)


def _names(reply: Reply) -> str:
    return sentences.names_of([signatory.recipient for signatory in reply.signatories])


def _source(source: Source) -> str:
    where = ", ".join(filter(None, [source.publication, source.date]))
    return f"Source: “{sentences.isolated(source.title)}”{f' ({where})' if where else ''}."
