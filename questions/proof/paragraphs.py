"""An article's paragraphs, as the article alone tells them: questions, and words with whoever they belong to.

Nothing here looks at an answer on file. The record gives only what a reader of the article knows as well: how the
questions begin, how people are named, and what on the page is furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

TITLES = r"Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness|Rev|Cllr|Councillor"
LABEL_OF_SOMEBODY = re.compile(rf"((?:{TITLES})\.?(?: [A-Z][\w'’-]*){{1,3}})(?: \(([^()]*)\))?: ")
NUMBERED = re.compile(r"(\w{1,20})\) ")


@dataclass(frozen=True)
class Token:
    """One paragraph, reduced to what has to be the same in the article and in the record.

    `words` are whole, without label and outer quotation marks. A paragraph that begins what somebody says
    `starts_block`, and `speaker` is how the article names them then; empty where it names nobody.
    """

    words: str
    is_question: bool = False
    starts_block: bool = False
    speaker: str = ""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of an article: its line in the text, and how many empty lines stand before it."""

    text: str
    line: int
    gap: int


@dataclass
class Reading:
    """What came of reading an article: its tokens with their lines, and what was odd about it.

    `labels` are the parties that the article puts behind a name, with the line: ``(line, speaker, party)``.
    """

    tokens: list[Token] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    labels: list[tuple[int, str, str]] = field(default_factory=list)
    strangers: list[tuple[int, str]] = field(default_factory=list)


def paragraphs_in(text: str) -> Iterator[Paragraph]:
    """The lines that are not empty, byte for byte."""
    gap = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield Paragraph(line, number, gap)
            gap = 0
        else:
            gap += 1


def without_furniture(
    paragraphs: Iterable[Paragraph], furniture: Sequence[str]
) -> tuple[list[Paragraph], list[str]]:
    """The paragraphs that belong to the article, and the furniture that was not met where it should be.

    Each piece of furniture is used once, in order. The empty lines before it count for what follows it.
    """
    kept: list[Paragraph] = []
    not_met: list[str] = []
    ahead = list(furniture)
    gap = 0
    for paragraph in paragraphs:
        gap = max(gap, paragraph.gap)
        if paragraph.text in ahead:
            place = ahead.index(paragraph.text)
            not_met += ahead[:place]
            del ahead[: place + 1]
        else:
            kept.append(Paragraph(paragraph.text, paragraph.line, gap))
            gap = 0
    return kept, not_met + ahead


def number_of(paragraph: str) -> str:
    """The number that a paragraph begins with as a question does, empty if it does not."""
    found = NUMBERED.match(paragraph)
    return found.group(1) if found else ""


def tokens_of(
    paragraphs: Sequence[Paragraph], *, questions: set[int], names: Iterable[str], marks: str
) -> Reading:
    """The tokens of an article whose *questions* stand in those lines, where people are named by *names*.

    *marks* are the two quotation marks around answers: each paragraph opens one, the last of a block closes one.
    """
    known = "|".join(re.escape(name) for name in sorted(set(names), key=len, reverse=True))
    label = re.compile(rf"({known})(?: \(([^()]*)\))?: ") if known else None
    reading = Reading()
    for paragraph in paragraphs:
        if paragraph.line in questions:
            token = Token(paragraph.text, is_question=True)
        elif found := label and label.match(paragraph.text):
            token = Token(paragraph.text[found.end() :], starts_block=True, speaker=found.group(1))
            if found.group(2):
                reading.labels.append((paragraph.line, found.group(1), found.group(2)))
        elif found := LABEL_OF_SOMEBODY.match(paragraph.text):
            reading.strangers.append((paragraph.line, found.group(1)))
            token = Token(paragraph.text[found.end() :], starts_block=True, speaker=found.group(1))
        else:
            token = Token(paragraph.text, starts_block=paragraph.gap >= 2)
        reading.tokens.append(token)
        reading.lines.append(paragraph.line)
    if marks:
        reading.tokens = _without_marks(reading.tokens, marks[0], marks[1])
    return reading


def _without_marks(tokens: Sequence[Token], opening: str, closing: str) -> list[Token]:
    bare = []
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        ends_block = following is None or following.is_question or following.starts_block
        words = token.words
        if not token.is_question:
            words = words.removeprefix(opening)
            words = words.removesuffix(closing) if ends_block else words
        bare.append(Token(words, token.is_question, token.starts_block, token.speaker))
    return bare
