"""What stands in words beside a picture: the same facts, for whoever does not see it or has no colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from questions.counting import Count, Line
from questions.models import Recipient
from questions.models.recipients import NO_PARTY
from questions.sentences.words import counted


def parties_words(recipients: Iterable[Recipient]) -> str:
    """How many of some people are of which party: “200 Labour, 180 Conservative, 32 party not given”.

    The largest first, those without a party last; groups of unknown size add nothing.
    """
    numbers: Counter[str] = Counter()
    for recipient in recipients:
        numbers[recipient.party_words] += recipient.number or 0
    ordered = sorted(numbers.items(), key=lambda item: (item[0] == NO_PARTY, -item[1], item[0]))
    return ", ".join(f"{number} {party}" for party, number in ordered if number)


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


READ_BY_US = "the newsroom's reading"
TICKED_OTHERWISE = "the newsroom's reading; ticked “{ticked}”"
NO_POSITION = "Answered, without a choice that can be counted"
NOT_SHOWN = "Answered; the answer is not shown"
