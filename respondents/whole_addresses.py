"""Where an address stands in words: whole and however it is written, never as a part of another address."""

from __future__ import annotations

import re
from collections.abc import Iterable

ERASED = "[erased]"
SHORTEST = 5  # letters and figures; fewer stand in too many other words
FEWEST_FIGURES = 6

E_MAIL = re.compile(r"[^\s<>()\[\],;:\"“”]+@[^\s<>()\[\],;:\"“”]+\w")
TELEPHONE = re.compile(r"(?<![\w@.])\+?\(?\d[\d\s().\-/\u2010-\u2015]*\d(?![\w@])")
ABROAD = re.compile(r"\A(?:\+|00)44(?:\D*\(0\))?|\A0(?!0)")
# What may stand between the figures of a telephone number, and the signs that go on in an address.
BETWEEN_FIGURES = r"[\s().\-/\u2010-\u2015]{0,3}"
GOES_ON_BEFORE = r"(?<![\w@])(?<!\w[.+%&=~#'’\-])"
NOTHING = r"(?!)"
GOES_ON_AFTER = r"(?![\w@])(?![.+%&=~#\-]+[\w@])"


def is_too_short(value: str) -> bool:
    """Whether *value* cannot be an address: it would be found in too many other words."""
    return sum(character.isalnum() for character in value) < SHORTEST


def pattern_of(values: Iterable[str]) -> re.Pattern[str]:
    """What finds any of *values* in words, but for those that are too short; nothing, if all are."""
    long = [value.strip() for value in values if not is_too_short(value)]
    mails = [found[0] for value in long for found in E_MAIL.finditer(value)]
    numbers = [
        found[0] for value in long for found in TELEPHONE.finditer(value) if _is_telephone(found, value)
    ]
    whole = sorted({*long, *mails}, key=len, reverse=True)
    parts = [*map(_words, whole), *map(_telephone, sorted(set(numbers), key=len, reverse=True))]
    return re.compile("|".join(parts) or NOTHING, re.IGNORECASE)


def _is_telephone(found: re.Match[str], value: str) -> bool:
    """Whether figures in *value* are a telephone number: they are all of it, or begin as one does."""
    figures = sum(character.isdigit() for character in found[0])
    return figures >= FEWEST_FIGURES and (found[0] == value or found[0].lstrip("(")[0] in "+0")


def _words(value: str) -> str:
    """Words as they are, however they are capitalised and wherever their lines break."""
    inner = r"\s+".join(map(re.escape, value.split()))
    before = GOES_ON_BEFORE if value.strip()[:1].isalnum() else ""
    after = GOES_ON_AFTER if value.strip()[-1:].isalnum() else ""
    return f"{before}{inner}{after}"


def _telephone(number: str) -> str:
    """A telephone number by its figures, however they are grouped; a British one from home and from abroad."""
    number = number.lstrip("(")
    home = ABROAD.match(number)
    figures = re.sub(r"\D", "", number[home.end() :] if home else number)
    inner = BETWEEN_FIGURES.join(figures)
    begins = (
        rf"(?:(?:\+|\b00)44{BETWEEN_FIGURES}(?:0{BETWEEN_FIGURES})?|\(?\b0{BETWEEN_FIGURES})"
        if home
        else r"\+?"
    )
    return rf"(?<![\w@.+])(?<!\d[ \-]){begins}{inner}(?![\w@])(?!{BETWEEN_FIGURES}\d)"
