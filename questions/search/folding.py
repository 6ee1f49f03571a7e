"""When two spellings are the same word: without regard to case, accents, ligatures and the shape of apostrophes.

Folding may change the length of what it folds (“ß” is “ss”, “é” in two characters is “e”), so each folded
character knows the place in the text that it comes from. Nothing here changes a text: it is only read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# What the index was folded with. Whoever changes a rule below raises the number: the index is then made again.
FOLDING = f"1 (Unicode {unicodedata.unidata_version})"
LONGEST_WORD = 64  # words are told apart by so many characters

APOSTROPHES = frozenset("'’‘‛ʼ′`´＇")
POINT = "·"  # stands for the point within “3.5”; a “·” of the text itself is none of a word's characters
# Letters with strokes and the like, which Unicode does not take apart
WITHOUT_STROKE = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "ĸ": "k",
    "æ": "ae",
    "œ": "oe",
    "ɨ": "i",
    "ƶ": "z",
}
PARTS_NOTHING = {"\u034f", *map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0xE0100, 0xE01F0))}
PARTS_WORDS = "\u200b"  # a zero-width space is a space


@dataclass(frozen=True)
class Letter:
    """One folded character of a word, with where in the text it comes from: from *start* up to *end*."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Word:
    """A word of a text as it is looked for."""

    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        """The word, folded."""
        return "".join(letter.text for letter in self.letters)

    def place_of_beginning(self, length: int) -> tuple[int, int]:
        """Where in the text its first *length* folded characters stand."""
        return self.letters[0].start, self.letters[min(length, len(self.letters)) - 1].end


@lru_cache(maxsize=4096)
def folded(character: str) -> str:
    """One character of a text as the index has it; empty for one that only changes another."""
    if character in APOSTROPHES:
        return "'"
    taken_apart = _without_marks(unicodedata.normalize("NFKD", character)).casefold()
    letters = _without_marks(unicodedata.normalize("NFKD", taken_apart))
    return "".join("'" if each in APOSTROPHES else WITHOUT_STROKE.get(each, each) for each in letters)


def words_in(text: str) -> list[Word]:
    """Every word by which a text is found: each as it stands, and the parts of what is joined (“O'Brien”, “Brien”)."""
    found = []
    for parts in _runs(text):
        if len(parts) > 1:
            found.append(_joined(parts))
        found += [_cut(part) for part in parts]
    return found


def whole_words_in(text: str) -> list[Word]:
    """The words that somebody who types *text* looks for: what is joined, as one."""
    return [_joined(parts) for parts in _runs(text)]


def _without_marks(text: str) -> str:
    return "".join(character for character in text if not _is_mark(character))


def _is_mark(character: str) -> bool:
    """Whether it only changes the character before it, or is not seen at all."""
    if character in PARTS_NOTHING or unicodedata.combining(character):
        return True
    category = unicodedata.category(character)
    return category == "Me" or (category == "Cf" and character != PARTS_WORDS)


def _letters(text: str) -> Iterator[Letter]:
    """The folded characters of *text*. What folds to nothing belongs to the character before it."""
    last: Letter | None = None
    for place, character in enumerate(text):
        made = folded(character)
        if not made and last is not None:
            last = Letter(last.text, last.start, place + 1)
            continue
        if last is not None:
            yield last
            last = None
        for each in made[:-1]:
            yield Letter(each, place, place + 1)
        if made:
            last = Letter(made[-1], place, place + 1)
    if last is not None:
        yield last


def _runs(text: str) -> Iterator[list[list[Letter]]]:
    """Each word of *text* as its parts: one part, or several where an apostrophe or a figure's mark joins them."""
    parts: list[list[Letter]] = [[]]
    letters = list(_letters(text))
    for place, letter in enumerate(letters):
        if _is_of_a_word(letter.text):
            parts[-1].append(letter)
            continue
        after = letters[place + 1].text if place + 1 < len(letters) else ""
        if parts[-1] and _joins(parts[-1][-1].text, letter.text, after):
            if letter.text == ".":
                parts[-1].append(Letter(POINT, letter.start, letter.end))
            parts.append([])
        elif parts[0]:
            yield parts
            parts = [[]]
    if parts[0]:
        yield parts


def _is_of_a_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


def _joins(before: str, mark: str, after: str) -> bool:
    """Whether *mark* stands within a word: “don't”, “1,000”, “3.5”."""
    if mark == "'":
        return bool(after) and _is_of_a_word(after)
    return mark in {",", "."} and before.isdecimal() and after.isdecimal()


def _joined(parts: list[list[Letter]]) -> Word:
    return Word(tuple(letter for part in parts for letter in part)[:LONGEST_WORD])


def _cut(part: list[Letter]) -> Word:
    bare = part[:-1] if part[-1].text == POINT else part
    return Word(tuple(bare[:LONGEST_WORD]))
