"""The small words that every sentence is made of: numbers, names, dates, ways of contact."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Sequence

from django.utils import dateformat, timezone

from respondents.partial_dates import spell

ISOLATE, END = "\u2068", "\u2069"
OPENS_AN_ISOLATE = ("LRI", "RLI", "FSI")
TURNS_THE_LINE = {"R", "AL", "RLE", "RLO", "LRE", "LRO", "PDF", "PDI", *OPENS_AN_ISOLATE}
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
WRITTEN_OUT = 100  # at the start of a sentence; above it, the sentence begins with another word
TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
WAYS = {
    "in_person": "in person",
    "other": "in another way",
    "several": "in several ways",
    "social": "on social media",
}


def number_words(number: int) -> str:
    """A number as a newspaper prints it: words to nine, figures from ten."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else f"{number:,}"


def opening_number(number: int) -> str:
    """A number at the start of a sentence, where no figures stand: “Twelve”, “Forty-one”; figures above a hundred."""
    if number > WRITTEN_OUT:
        return number_words(number)
    tens, ones = divmod(number, 10)
    if number < 20:
        words = [*NUMBERS, *TEENS][number]
    elif number == WRITTEN_OUT:
        words = "a hundred"
    else:
        words = f"{TENS[tens - 2]}-{NUMBERS[ones]}" if ones else TENS[tens - 2]
    return capitalised(words)


def join_names(names: Sequence[str]) -> str:
    """“A”, “A and B”, “A, B and C”."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number: int, what: str) -> str:
    """A number of things: “24 answers”, “1 answer”, “no answers”. The plural of *what* takes an s."""
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def capitalised(words: str) -> str:
    """*words* with a capital at the start, the rest as it is."""
    return words[:1].upper() + words[1:]


def day(moment: datetime.datetime) -> str:
    """A moment's day as readers see it, in the newsroom's time zone."""
    return dateformat.format(timezone.localtime(moment), "j F Y")


def minute(moment: datetime.datetime) -> str:
    """A moment as readers see it, in the newsroom's time zone: “21 November 2026, 8.52pm”."""
    there = timezone.localtime(moment)
    hour = dateformat.format(there, "g" if there.minute == 0 else "g.i")
    return f"{day(moment)}, {hour}{'am' if there.hour < 12 else 'pm'}"


def quoted(words: str) -> str:
    """The source's own words, in marks; nothing where there are none."""
    return f"“{isolated(words)}”" if words else ""


def on(date: str) -> str:
    """A partial date as a sentence has it: “on 3 July 2017”, “in July 2017”, “in 2017”."""
    return f"{'on' if len(date) == 10 else 'in'} {spell(date)}"


def by_channel(way: str, name: str) -> str:
    """One way of contact, *name* as lists have it: “by e-mail”, “in person”, “in another way”."""
    return WAYS.get(way, f"by {name}")


def by_channels(ways: dict[str, str]) -> str:
    """Several ways of contact with their names: “by e-mail and telephone”, “by e-mail and in person”."""
    if WAYS.keys() & ways.keys():
        return join_names([by_channel(way, name) for way, name in ways.items()])
    return f"by {join_names(list(ways.values()))}"


def turns_the_line(words: str) -> bool:
    """Whether *words* run from right to left, or could make what stands after them do so."""
    return any(unicodedata.bidirectional(character) in TURNS_THE_LINE for character in words)


def isolated(words: str) -> str:
    """*words* kept as they are, and fenced in where they could turn the direction of what stands around them.

    Names may hold characters that make everything after them run from right to left. They stay; what is put
    around such words (U+2068 and U+2069, as many as it takes) ends their reach where the words end.
    """
    if not turns_the_line(words):
        return words
    turns = [unicodedata.bidirectional(character) for character in words]
    fences = 1 + turns.count("PDI")
    opened = sum(turns.count(kind) for kind in OPENS_AN_ISOLATE)
    return f"{ISOLATE * fences}{words}{END * (fences + opened)}"
