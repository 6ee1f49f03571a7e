"""A party's colour in pictures, which never stands without the party's name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from questions.models import Recipient
from questions.sentences import NO_PARTY

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
DARK, LIGHT = "#000000", "#ffffff"


def luminance(colour: str) -> float:
    """How bright a colour is, from 0 to 1, as WCAG 2 reckons relative luminance."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 reckons it, from 1 to 21."""
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def sign_on(colour: str) -> str:
    """Black or white, whichever is told apart better on a *colour*."""
    return max(DARK, LIGHT, key=lambda sign: contrast(sign, colour))


@dataclass(frozen=True)
class Colour:
    """What a party's seats are filled with. `fill` is empty where the party has no colour, or none was given."""

    name: str
    fill: str = ""
    is_given: bool = True

    @property
    def css(self) -> str:
        """The class of a seat without a colour of its own: the party has none, none was given, or it is anybody's."""
        if not self.is_given:
            return "not-given"
        if not self.name:
            return "neutral"
        return "" if self.fill else "no-colour"

    @property
    def sign(self) -> str:
        """What a sign upon the colour is drawn with: black or white, whichever is told apart better."""
        return sign_on(self.fill) if self.fill else ""

    @property
    def sign_css(self) -> str:
        """The class of a sign upon a seat that has no colour of its own."""
        return "" if self.fill else f"on-{self.css}"


NOT_GIVEN = Colour(NO_PARTY, is_given=False)
NEUTRAL = Colour("")  # a mark by itself, nobody's seat


def colour_of(recipient: Recipient) -> Colour:
    """The colour of the party under whose name *recipient* was asked."""
    if recipient.party is None:
        return NOT_GIVEN
    return Colour(recipient.party_words, as_written(recipient.party.colour))


def as_written(colour: str) -> str:
    """*colour* if it is written like #d50000; else none, for it would break a picture."""
    return colour if COLOUR.fullmatch(colour) else ""
