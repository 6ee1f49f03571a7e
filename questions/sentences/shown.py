"""What a reader is told of an answer of which not all stands in the page, or which stands there alone."""

from __future__ import annotations

from questions.models import Answer
from questions.sentences.words import counted


def all_words(answer: Answer) -> str:
    """What leads from the beginning of an answer to the rest: “All 213 words”."""
    return f"All {counted(len(answer.public_text.split()), 'word')}"


def one_answer_shown(answers: int) -> str:
    """That of all the answers to a question one is shown; the counts do not change with it."""
    return f"Shown: one of {counted(answers, 'answer')}. The counts of this page are those of all of them."


def no_such_answer(place: str) -> str:
    """That no answer to a question has such a place."""
    return f"No answer to this question stands at “{place}”: all of them are shown."
