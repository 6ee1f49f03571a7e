"""That the words of several people stand once, under the name of one of them."""

from __future__ import annotations

from questions.models import Recipient
from questions.sentences.explained import Explained, Kind
from questions.sentences.words import capitalised, isolated, number_words


def together_with(first: Recipient) -> str:
    """That somebody answered together with whoever signed first, under whose name the words stand."""
    return f"together with {isolated(first.name)}"


def answered_together(first: Recipient) -> str:
    """That the words of a joint answer stand beside somebody else's name."""
    return f"One joint answer with {isolated(first.name)}, under whose name it stands."


def answers_under(first: Recipient, number: int) -> str:
    """Where so many joint answers stand: “One joint answer stands under Ann Able”."""
    one = number == 1
    what = "One joint answer" if one else f"{capitalised(number_words(number))} joint answers"
    return Explained(Kind.JOINT, what, f" {'stands' if one else 'stand'} under {isolated(first.name)}")


def statement_under(first: Recipient) -> str:
    """Where a joint statement stands that somebody signed."""
    return f"Joined the statement under {isolated(first.name)}."
