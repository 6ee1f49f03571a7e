"""What differs between two texts, word by word, for people to read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

PARTS = re.compile(r"\w+|\s+|[^\w\s]")
MOST_PARTS = 6000  # of either text; comparing longer ones takes too long, and nobody would read it
KEPT_AROUND = 160  # so many characters of unchanged words are shown beside a change


class Kind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    """A piece of text, and what became of it."""

    kind: Kind
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The pieces of *before* and *after* in order: put together without the added ones they are *before*.

    Words stay whole, and so does the white space between them. Texts of more than `MOST_PARTS` words are
    shown one after the other.
    """
    old, new = PARTS.findall(before), PARTS.findall(after)
    if max(len(old), len(new)) > MOST_PARTS:
        return _pieces([(Kind.REMOVED, before), (Kind.ADDED, after)])
    pieces: list[tuple[Kind, str]] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for operation, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if operation == "equal":
            pieces.append((Kind.SAME, "".join(old[old_from:old_to])))
        else:
            pieces.append((Kind.REMOVED, "".join(old[old_from:old_to])))
            pieces.append((Kind.ADDED, "".join(new[new_from:new_to])))
    return _pieces(_without_crumbs(pieces))


def shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """*pieces* with the middle of long unchanged stretches left out, as “ … ”."""
    short = []
    for number, piece in enumerate(pieces):
        text = piece.text
        if piece.kind == Kind.SAME:
            is_first, is_last = number == 0, number == len(pieces) - 1
            head = "" if is_first else text[:KEPT_AROUND]
            tail = "" if is_last else text[-KEPT_AROUND:]
            if len(text) > len(head) + len(tail) + 40:
                text = f"{head} … {tail}"
        short.append(Piece(piece.kind, text))
    return short


def _pieces(pieces: Sequence[tuple[Kind, str]]) -> list[Piece]:
    return [Piece(kind, text) for kind, text in pieces if text]


def _without_crumbs(pieces: list[tuple[Kind, str]]) -> list[tuple[Kind, str]]:
    """Runs of changes in one piece each: an unchanged space between two changed words is no landmark."""
    merged: list[tuple[Kind, str]] = []
    removed = added = ""
    for number, (kind, text) in enumerate(pieces):
        is_crumb = kind == Kind.SAME and not text.strip() and 0 < number < len(pieces) - 1
        if kind == Kind.SAME and not is_crumb:
            merged += [(Kind.REMOVED, removed), (Kind.ADDED, added), (kind, text)]
            removed = added = ""
        else:
            removed += text if kind != Kind.ADDED else ""
            added += text if kind != Kind.REMOVED else ""
    return [*merged, (Kind.REMOVED, removed), (Kind.ADDED, added)]
