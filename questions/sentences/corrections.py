"""What a correction is about, and a first wording of it for whoever has to make it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from questions.models import Answer, Approach, Question, Recipient, Response, Round, Signatory
from questions.sentences.words import capitalised, isolated, join_names, minute, quoted
from respondents.models import EditorialModel
from respondents.partial_dates import PartialDateField, spell

AROUND = 5  # so many words stand on each side of what was changed
REPLY_ON_RECORD, ON_THE_LIST = "Reply on record", "On the list"
# What a sentence calls a field whose label is none of its nouns; any other stands there with a small letter.
SAID_AS = {
    "Asked on": "day of asking",
    "Asked on words": "day of asking in words",
    "Carried from": "answer carried forward",
    "Choices": "list of choices",
    "Deadline words": "deadline in words",
    "Declines to answer": "refusal to answer",
    "Dropped on": "day it was dropped",
    "Follows": "round it follows",
    "Is cut": "mark as shortened",
    "Is paraphrase": "mark as a paraphrase",
    "Made on": "day of the approach",
    "Made on words": "day of the approach in words",
    "Method words": "method in words",
    "On behalf of": "note of whom it also speaks for",
    "Optional": "mark as optional",
    "Own deadline on": "deadline of their own",
    "Decision source": "source of the decision",
    "Put to": "list of those it was put to",
    "Received at": "moment it came",
    "Received on": "day it came",
    "Recipient": "signatory",
    "Repeats": "question it repeats",
    "Replaces": "answer it replaces",
    "Scale from": "start of the scale",
    "Scale to": "end of the scale",
    "Sources": "list of sources",
    "Spoken by": "speaker",
    "Spoken for": "mark as spoken for",
    "Takes place of": "one whose place they take",
    "Ticked": "tick",
    "Timing words": "time it came in words",
    "Volunteered": "mark as unasked",
}
OWN_WORDS = ("Words", "Statement")  # the labels of what somebody said, or what a question asks


def thing_words(thing: EditorialModel) -> str:
    """What somebody sees changed, as a sentence names it: “the answer of Ann to question 1”."""
    match thing:
        case Answer():
            return f"the answer of {names_of(thing.response)} to question {isolated(thing.question.label)}"
        case Response():
            kind = "response" if thing.is_reply else "find in the public record"
            return f"the {kind} {'from' if thing.is_reply else 'on'} {names_of(thing)}"
        case Question():
            return f"question {isolated(thing.label)}"
        case Recipient():
            return isolated(thing.name)
        case Round():
            return f"the round {quoted(thing.title)}"
        case Signatory():
            return thing_words(thing.response)
        case Approach():
            return thing_words(thing.recipient)
        case _:
            return f"“{thing}”"


def label_of(row: EditorialModel, name: str) -> str:
    """What a field is called: “Area”, “Statement”."""
    if name == "text":
        return "Words"
    return capitalised(str(row._meta.get_field(name).verbose_name))  # type: ignore[union-attr]  # a field of its own


def field_words(row: EditorialModel, name: str) -> str:
    """What a field says, as readers have it: words byte for byte, everything else spelt out."""
    field, value = row._meta.get_field(name), getattr(row, name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        return minute(value)
    if isinstance(field, PartialDateField):
        return spell(value)
    if getattr(field, "choices", None):
        return str(getattr(row, f"get_{name}_display")())
    return str(value)


def as_it_said(thing: EditorialModel, label: str, earlier: str, later: str) -> str:
    """A first wording of what was wrong: “The answer of Ann to question 1 said “nine houses”.”."""
    if label == REPLY_ON_RECORD:
        return f"{thing_words(thing)} was said to have replied."
    if label == ON_THE_LIST:
        return f"{thing_words(thing)} was not named among those asked."
    return _told(thing, label, excerpt(earlier, later), "said" if label in OWN_WORDS else "was")


def as_it_says(thing: EditorialModel, label: str, earlier: str, later: str) -> str:
    """A first wording of what it says now: “Ann: the area is “North”.”."""
    if label == REPLY_ON_RECORD:
        return f"No reply from {thing_words(thing)} is on record."
    if label == ON_THE_LIST:
        return f"{thing_words(thing)} is named among those asked."
    return _told(thing, label, excerpt(later, earlier), "says" if label in OWN_WORDS else "is")


def _told(thing: EditorialModel, label: str, words: str, verb: str) -> str:
    named = capitalised(thing_words(thing))
    what = SAID_AS.get(label) or f"{label[:1].lower()}{label[1:]}"
    about = named if label in OWN_WORDS else f"{named}: the {what}"
    if not words:
        return f"{about} {'was' if verb in {'said', 'was'} else 'is'} not given."
    stop = "" if words.endswith((".", "!", "?")) else "."  # words that end a sentence end this one
    return f"{about} {verb} “{words}”{stop}"


def names_of(response: Response) -> str:
    """Whose response it is: “Clive Lewis and Norman Lamb”."""
    signatories = response.signatories.select_related("recipient")
    return join_names([isolated(signatory.recipient.name) for signatory in signatories])


def excerpt(words: str, beside: str) -> str:
    """The part of *words* that is different *beside* others, with a few words on each side of it."""
    own, others = words.split(), beside.split()
    same_before = _same_at_the_start(own, others)
    same_after = _same_at_the_start(own[same_before:][::-1], others[same_before:][::-1])
    start, end = max(same_before - AROUND, 0), min(len(own) - same_after + AROUND, len(own))
    shown = " ".join(own[start:end])
    return f"{'… ' if start else ''}{shown}{' …' if end < len(own) else ''}"


def _same_at_the_start(one: Sequence[str], other: Sequence[str]) -> int:
    number = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        number += 1
    return number
