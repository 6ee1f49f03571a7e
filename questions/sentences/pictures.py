"""What stands in words beside a picture: the same facts, for whoever does not see it or has no colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from questions.counting import Count, Line
from questions.models import Answer, Recipient
from questions.models.recipients import NO_PARTY
from questions.sentences.people import ANSWERING, NO_ANSWER_HERE
from questions.sentences.words import capitalised, counted, isolated, join_names, number_words

READ_BY_US = "the newsroom's reading"
UNCHANGED = "position unchanged"


def parties_words(recipients: Iterable[Recipient]) -> str:
    """How many of some people are of which party: “200 Labour, 180 Conservative, 32 party not given”.

    The largest first, those without a party last; groups of unknown size add nothing.
    """
    numbers: Counter[str] = Counter()
    for recipient in recipients:
        numbers[recipient.party_words] += recipient.number or 0
    ordered = sorted(numbers.items(), key=lambda item: (item[0] == NO_PARTY, -item[1], item[0]))
    return ", ".join(f"{number} {isolated(party)}" for party, number in ordered if number)


def party_unknown_words(without: int, not_named: int) -> str:
    """What a page of one party's people says of the others in a round who may be of that party too; empty if none may.

    *without* were given no party, *not_named* are on no list: a party's count is never whole beside them.
    """
    parts = []
    if without:
        parts.append(f"gives no party for {number_words(without)} of them")
    if not_named:
        parts.append(f"does not name {number_words(not_named)} of them")
    if not parts:
        return ""
    told = join_names(parts)
    return f"Others were asked in this round, and the record {told}: some of those may belong here too."


def seats_words(number: int) -> str:
    """What a picture of seats is, for whoever cannot see it: the line beside it tells whose they are."""
    return f"{counted(number, 'seat')}, one for each who is counted in this line"


def asked_count_words(count: Count) -> str:
    """The total under the lines: “9 asked”; empty where the number asked is not known."""
    return "" if count.asked_count is None else f"{count.asked_count} asked"


def names_words(number: int) -> str:
    """What opens a list of so many names."""
    return "The name" if number == 1 else f"All {number} names"


def group_words(group: Recipient) -> str:
    """How many an unnamed group is."""
    if group.size is None:
        return "how many is not given"
    return "counts as one" if group.size == 1 else f"{group.size} people"


def card_line_words(line: Line) -> str:
    """A line of the count in as few words as a card has room for; groups of unknown size without a number."""
    groups = counted(len(line.groups_of_unknown_size), "group")
    if not line.groups_of_unknown_size:
        return f"{line.number} {line.standing.label}"
    if not line.number:
        return f"{groups} {line.standing.label}"
    return f"{line.number}, and {groups}, {line.standing.label}"


NO_POSITION = "Answered, with no choice on record"
POSITION_NOT_SHOWN = "Answered; the answer is not shown"
NOT_NAMED = "Not named"


def reading_words(answer: Answer, *, is_carried: bool = False) -> str:
    """Whose word a position is: nothing for their own tick, else that it is the newsroom's reading.

    *is_carried*: it is of an earlier answer that still holds. Of a withheld answer nothing is told.
    """
    if answer.withheld:
        return ""
    notes = [UNCHANGED] if is_carried else []
    if answer.position not in {"", answer.ticked}:
        notes.append(READ_BY_US)
        if answer.ticked:
            notes.append(f"ticked “{isolated(answer.ticked)}”")
    return "; ".join(notes)


def open_row_words(line: Line) -> str:
    """What a row of those without an answer to a question is called; its number stands beside it."""
    words = NO_ANSWER_HERE if line.standing in ANSWERING else line.standing.label
    return capitalised(words)
