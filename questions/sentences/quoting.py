"""The line that goes with somebody's words wherever they are quoted: whose they are, to what, when, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from questions.models import Answer, Correction, Origin, Response, Signatory, Source
from questions.sentences.naming import introduced
from questions.sentences.positions import TICKED, position_lines
from questions.sentences.words import day, isolated, join_names, on, quoted

WITHOUT_MARKS = str.maketrans("", "", "“”")


def given_when(response: Response) -> str:
    """When words were received or, where no date says so, asked for; by whom they were reported, and when.

    The source's own words for a time stand in marks. Where there is no date, it tells since when readers have them.
    """
    round_, source = response.round, response.source
    reported_on = source.published_on if source is not None else ""
    found = (
        response.origin == Origin.PUBLIC_RECORD and reported_on
    )  # nobody was asked for what was said before
    asked_on = "" if response.received_day or found else round_.asked_on
    parts = [f"asked {on(asked_on)}"] if asked_on else []
    if response.received_day:
        parts.append(f"received {on(response.received_day)}")
    elif response.timing_words:
        parts.append(f"received {quoted(response.timing_words)}")
    elif round_.asked_on_words and not (asked_on or found):
        parts.append(f"asked {quoted(round_.asked_on_words)}")
    if source is not None:
        parts.append(_reported(source, is_reply=response.origin == Origin.REPLY))
    if response.published_at and not (response.received_day or asked_on or reported_on):
        parts.append(f"{'on record since' if parts else 'published on'} {day(response.published_at)}")
    return ", ".join(parts)


def _reported(source: Source, *, is_reply: bool) -> str:
    """Where words were published before: “reported by Eastern Daily Press on 5 July 2017”."""
    where = f"by {isolated(source.publication)}" if source.publication else f"in {quoted(source.title)}"
    when = on(source.published_on) if source.published_on else quoted(source.published_on_words)
    return " ".join(filter(None, ["reported" if is_reply else "published", where, when]))


def quote_line(
    answer: Answer,
    signatories: Sequence[Signatory],
    address: str,
    *,
    corrections: Iterable[Correction] = (),
    is_replaced: bool = False,
) -> str:
    """The attribution of one answer in one line, with everything without which it would mislead.

    “Norman Lamb (Liberal Democrat, North Norfolk), answering question 3 of “Norfolk's nine MPs”, asked “last
    week”, https://…”. It holds none of the words, and stands after them. Beside a summary by the newsroom
    it has no quotation marks at all. Nothing of an answer that is withheld.
    """
    if answer.withheld:
        return ""
    response, question = answer.response, answer.question
    parts = [*_whose(response, signatories), *_what(answer, joint=len(signatories) > 1)]
    parts[-1] += f" question {isolated(question.label)} of {quoted(question.round.title)}"
    parts += [*_how_to_read(answer), given_when(response), *_afterwards(response, signatories)]
    if dates := sorted({each.made_on for each in corrections}):
        parts.append(f"corrected {on(dates[-1].isoformat())}")
    if is_replaced:
        parts.append("since replaced by a later answer")
    line = " ".join(", ".join(filter(None, [*parts, address])).split())
    return line.translate(WITHOUT_MARKS) if answer.is_paraphrase else line


def _whose(response: Response, signatories: Sequence[Signatory]) -> list[str]:
    signed = [introduced(each.recipient) for each in signatories if not each.spoken_for]
    named = [introduced(each.recipient) for each in signatories if each.spoken_for]
    parts = [join_names(signed)] if signed else []
    if named:
        parts.append(f"naming {join_names(named)} without a signature" if signed else join_names(named))
    if response.on_behalf_of:
        parts.append(f"on behalf of {isolated(response.on_behalf_of)}")
    if response.spoken_by:
        parts.append(f"spoken by {isolated(response.spoken_by)}")
    return parts


def _what(answer: Answer, *, joint: bool) -> list[str]:
    """What they did, up to the question that it was done to."""
    origin = answer.response.origin
    if origin == Origin.PUBLIC_RECORD:
        return ["found in the public record by the newsroom and no reply to it", "beside"]
    referred = ["pointing to words published elsewhere"] if origin == Origin.REFERRED else []
    return [*referred, "answering jointly" if joint else "answering"]


def _how_to_read(answer: Answer) -> list[str]:
    parts = []
    if answer.is_paraphrase:
        parts.append("summarised in the newsroom's words and not to be quoted as theirs")
    if answer.is_cut:
        parts.append("shortened")
    if answer.inference:
        parts.append("attributed by the newsroom")
    if answer.carried_from_id is not None:
        parts.append("carrying an earlier answer forward")
    for line in position_lines(answer):
        ticked = "ticking" if line.label == TICKED else "read by the newsroom as"
        parts.append(f"{ticked} {quoted(line.choice)}")
    return parts


def _afterwards(response: Response, signatories: Sequence[Signatory]) -> list[str]:
    parts = []
    if response.is_reply and all(response.came_late(each.recipient.own_deadline_on) for each in signatories):
        parts.append("after the deadline")
    if response.came_after_publication:
        parts.append("after the round was first published")
    return parts
