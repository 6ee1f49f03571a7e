"""Sentences about an answer that “How we count” explains: their opening words lead there."""

from __future__ import annotations

import enum
from typing import Self


class Kind(enum.StrEnum):
    """What readers should know of an answer: each is an anchor of “How we count”."""

    JOINT = "joint"
    ON_BEHALF = "on_behalf"
    SPOKESPERSON = "spokesperson"
    DID_NOT_SIGN = "did_not_sign"
    PUBLIC_RECORD = "public_record"
    REFERRED = "referred"
    PARAPHRASE = "paraphrase"
    INFERRED = "inferred"
    CUT = "cut"
    LATE = "late"
    AFTER_PUBLICATION = "after_publication"
    CARRIED = "carried"
    HELD_BACK = "held_back"
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"


class Explained(str):
    """A sentence whose `opening` leads to the explanation of its `kind`; `rest` follows it."""

    __slots__ = ("kind", "opening", "rest")
    kind: Kind
    opening: str
    rest: str

    def __new__(cls, kind: Kind, opening: str, rest: str = "") -> Self:
        """The whole sentence, *opening* and *rest* in a row."""
        sentence = super().__new__(cls, opening + rest)
        sentence.kind, sentence.opening, sentence.rest = kind, opening, rest
        return sentence
