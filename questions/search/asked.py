"""What a reader typed into the search box, as the words that are looked for, with what they are told about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from questions.search.folding import LONGEST_WORD, Word, whole_words_in

MOST_WORDS = 20
OPERATORS = re.compile(r"[\"*^()|~+]|(?:^|\s)-\w|(?:^|\s)(?:AND|OR|NOT|NEAR)(?=\s|$)")


@dataclass(frozen=True)
class Wanted:
    """One folded word that is looked for: a beginning, or a single character that is a word of its own."""

    text: str

    @property
    def is_whole(self) -> bool:
        """Whether only this very word is meant: as a beginning, one character finds nearly everything."""
        return len(self.text) == 1

    def is_met_by(self, word: str) -> bool:
        """Whether the folded *word* of a text is what is looked for."""
        return word == self.text if self.is_whole else word.startswith(self.text)


@dataclass(frozen=True)
class Asked:
    """The words looked for, each of which must occur, and sentences about what could not be used as typed."""

    words: tuple[Wanted, ...] = ()
    told: tuple[str, ...] = ()


def read(typed: str) -> Asked:
    """What the reader who *typed* it looks for. Nothing in it is an operator or can go wrong."""
    found = list(dict.fromkeys(word.text for word in whole_words_in(typed)))
    if not found:
        nothing = f"“{typed.strip()}” has no letter or figure to look for: the list is shown without it."
        return Asked(told=(nothing,) if typed.strip() else ())
    return Asked(tuple(Wanted(text) for text in found[:MOST_WORDS]), tuple(_told(typed, found)))


def _told(typed: str, found: list[str]) -> list[str]:
    told = []
    if OPERATORS.search(typed):
        told.append(
            "Quotation marks, stars, minus signs and words like AND have no special meaning here: "
            "every word is looked for, in any order."
        )
    single = [f"“{text}”" for text in found[:MOST_WORDS] if len(text) == 1]
    if single:
        told.append(f"A single character is looked for as a word of its own: {', '.join(single)}.")
    if any(len(text) == LONGEST_WORD for text in found):
        told.append(f"Words are looked for by their first {LONGEST_WORD} characters.")
    if len(found) > MOST_WORDS:
        told.append(f"Only the first {MOST_WORDS} words are looked for.")
    return told


def places_of(words: tuple[Wanted, ...], found: list[Word]) -> list[tuple[int, int]]:
    """Where in a text the wanted beginnings stand, of the words *found* in it; in order, none touching another."""
    places = sorted(
        word.place_of_beginning(len(wanted.text))
        for word in found
        for wanted in words
        if wanted.is_met_by(word.text)
    )
    merged: list[tuple[int, int]] = []
    for start, end in places:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
