"""How many answered: headlines, rates, and the lines that add up to the number asked."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.utils import timezone

from questions.counting import Count, Line
from questions.models import Recipient, Round, Standing
from questions.sentences.people import ANSWERING, NO_ANSWER_HERE, replying, since_replied
from questions.sentences.words import (
    WRITTEN_OUT,
    capitalised,
    isolated,
    join_names,
    minute,
    number_words,
    opening_number,
)

NOT_PUT_TO_THEM = "Not put to them"
VOLUNTEERED = "Wrote in without being asked"


def fraction(count: Count) -> str:
    """The fair rate: “3 of 8 who could answer”, “at least 5 of 17”, “2 of 9 so far”; no number is invented."""
    so_far = " so far" if count.is_open else ""
    if count.asked_count is None:
        if not count.recipients:
            return ""
        if count.groups_of_unknown_size:
            many = _many(count.replied, some=count.some_replied)
            verb = replying([line.standing for line in count.lines])
            return f"{'none' if many == 'no' else many} {verb}{so_far}; how many were asked is not known"
        least = "at least " if count.is_at_least else ""
        return f"{least}{count.replied} of those asked{so_far}; the number asked is not given"
    if not count.replied and count.some_replied:
        return f"some of {count.could_answer}{so_far}"
    least = "at least " if count.is_at_least else ""
    could = " who could answer" if count.could_answer != count.asked else ""
    return f"{least}{count.replied} of {count.could_answer}{could}{so_far}"


def fraction_beside(count: Count) -> str:
    """The fair rate under a headline; empty where that has said it: everyone who was asked could answer."""
    says_more = count.asked_count is None or count.could_answer != count.asked
    return fraction(count) if says_more else ""


def headline(count: Count, at: datetime.datetime | None = None) -> str:
    """The count in a sentence, at the moment *at*, as in “Three of nine answered; one declined to answer”.

    “At least” where some are unnamed, “so far” with the time while anyone may still reply.
    """
    if not count.asked and not count.some_replied and not count.is_open:
        return "The number asked is not known."
    verb = replying([line.standing for line in count.lines])
    return f"{told(count, count.replied, verb, at, some=count.some_replied)}{_declined(count, verb)}."


def of_round(round_: Round, words: str) -> str:
    """*words* about a round where nothing else says of which: “Autumn: Three of nine answered.”."""
    return f"{isolated(round_.title)}: {words}"


def question_headline(
    answered: Line, count: Count, at: datetime.datetime | None = None, *, unseen: bool = False
) -> str:
    """How many answered one question, in the same words as a round's headline.

    *unseen*: somebody without a published answer has a reply on file that may hold one.
    """
    some = bool(answered.groups_of_unknown_size)
    return f"{told(count, answered.number, 'answered this question', at, some=some, unseen=unseen)}."


def told(
    count: Count,
    number: int,
    verb: str,
    at: datetime.datetime | None,
    *,
    some: bool,
    asked: str = "",
    unseen: bool = False,
) -> str:
    """That *number* of those counted did what *verb* says; *some* more may have, in groups of unknown size.

    *asked* is what those asked are called: “the nine MPs”; without it they are a bare number. Where a reply is on
    file whose words are *unseen*, it may say more than is known here.
    """
    at_least = count.is_at_least or unseen
    asked = asked or (number_words(count.asked) if count.asked_count is not None else "those asked")
    so_far = f"{verb} so far (as of {minute(at or timezone.now())})"
    many = _many(number, some=some)
    if many == "no":
        if count.is_open:
            return f"None of {asked} has {so_far}"
        known = f"is known to have {verb}" if at_least else verb
        return f"None of {asked} {known}"
    least = "at least " if number and at_least else ""
    has = "has" if number == 1 else "have"
    return _some_of(f"{least}{many}", asked, f"{has} {so_far}" if count.is_open else verb)


def _some_of(many: str, whole: str, did: str) -> str:
    """That *many* of a *whole* did something, as a sentence begins: “Twelve of the 17 …”, “Of the 650 …, 412 …”."""
    number = int(many.replace(",", "")) if many[:1].isdecimal() else None
    if number is not None and number > WRITTEN_OUT:
        return f"Of {whole}, {many} {did}"
    return f"{capitalised(many) if number is None else opening_number(number)} of {whole} {did}"


def _many(number: int, *, some: bool) -> str:
    return "some" if some and not number else number_words(number)


def _declined(count: Count, verb: str) -> str:
    """That some declined, which is a reply too; empty if nobody did."""
    lines = [line for line in count.lines if line.standing == Standing.DECLINED]
    if not lines:
        return ""
    more = " more" if verb == "replied" else ""
    return f"; {_many(lines[0].number, some=True)}{more} declined to answer"


def line_words(line: Line) -> str:
    """A line of the count: “5 did not respond”; groups of unknown size without a number."""
    return _line(line, line.standing.label)


def open_line_words(line: Line) -> str:
    """A line of those without an answer to one question; whoever answered others left this one open."""
    return _line(line, NO_ANSWER_HERE if line.standing in ANSWERING else line.standing.label)


def _line(line: Line, verb: str) -> str:
    groups = [isolated(group.name) for group in line.groups_of_unknown_size]
    if not groups:
        return f"{line.number} {verb}"
    unknown = f"{join_names(groups)} {verb} (how many they are is not given{_since_replied(line)})"
    return f"{line.number} {verb}; {unknown}" if line.number else unknown


def _since_replied(line: Line) -> str:
    """That groups of unknown size on a line of silent people have replied to a later round: all, or those named."""
    groups = line.groups_of_unknown_size
    later = (
        [group for group in groups if group.has_since_replied] if line.standing in Standing.silent() else []
    )
    if not later:
        return ""
    who = "they" if len(later) == len(groups) else join_names([isolated(group.name) for group in later])
    return f"; {who} {since_replied(later)}"


def not_named_words(count: Count) -> str:
    """The line for those asked whom the record does not name; empty if there are none."""
    return f"{count.not_named} not named" if count.not_named else ""


def not_named_note(count: Count) -> str:
    """What the record says, or does not, of those whom it does not name."""
    if count.groups_of_unknown_size:
        return (
            "They were asked too, but the record does not name them. They include the people of the groups "
            "above, whose size is not given; what any others did it does not say."
        )
    return "They were among those asked; the record does not say who they are or what they did."


def volunteer_words(count: Count) -> str:
    """The line for those outside the total: “2 wrote in without being asked”."""
    return f"{len(count.volunteers)} wrote in without being asked"


def counting_sentence(count: Count) -> str:
    """All the lines of a count in a row; they add up to the number asked."""
    parts = [line_words(line) for line in count.lines]
    if count.not_named:
        parts.append(not_named_words(count))
    return " · ".join(parts)


def replies_words(recipients: Sequence[Recipient], at: datetime.datetime | None = None) -> str:
    """How many answered of some who were asked, a party's or a body's: “Three of the four listed here answered”.

    Each is counted once for every round. Where a group's size is unknown there is no number to be one of.
    """
    count = Count(None, tuple(recipients))
    verb = replying([line.standing for line in count.lines])
    so_far = f" so far (as of {minute(at or timezone.now())})" if count.is_open else ""
    many = _many(count.replied, some=count.some_replied)
    if count.groups_of_unknown_size:
        words = "none" if many == "no" else opening_number(count.replied) if count.replied else many
        known = f"{words} {'is known to have ' if many == 'no' and not so_far else ''}{verb}"
        return f"{capitalised(known)}{so_far}; how many were asked is not known{_declined(count, verb)}."
    if count.could_answer < 2:
        return ""
    least = "at least " if count.is_at_least and count.replied else ""
    could = " who could answer" if count.could_answer != count.counted else ""
    whole = f"the {number_words(count.could_answer)} listed here{could}"
    has = f"{'has' if count.replied < 2 else 'have'} " if so_far else ""
    who = "none" if many == "no" else f"{least}{many}"
    return f"{_some_of(who, whole, f'{has}{verb}{so_far}')}{_declined(count, verb)}."
