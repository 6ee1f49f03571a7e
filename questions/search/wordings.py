"""Questions found by their own words: whoever searches for a subject is led to every answer given on it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from questions.models import Question
from questions.search.asked import Wanted
from questions.search.folding import words_in

MOST = 5  # so many questions are named; more are told as a number


@dataclass(frozen=True)
class Worded:
    """The latest questions in which every word occurs that was looked for, and how many there are of them."""

    questions: tuple[Question, ...] = ()
    number: int = 0


def questions_worded(words: tuple[Wanted, ...], at: datetime.datetime) -> Worded:
    """The questions public at the moment *at* that have all of *words*: one query, and none without any word."""
    if not words:
        return Worded()
    asked = Question.objects.published(at).with_round().latest_first()
    found = [question for question in asked if _has(question, words)]
    return Worded(tuple(found[:MOST]), len(found))


def _has(question: Question, words: tuple[Wanted, ...]) -> bool:
    there = [word.text for text in (question.preamble, question.text) for word in words_in(text)]
    return all(any(wanted.is_met_by(word) for word in there) for wanted in words)
