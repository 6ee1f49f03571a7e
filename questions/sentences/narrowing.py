"""What a reader is told who narrowed a round to some of its list, or asked for a view that it does not have."""

from __future__ import annotations


def narrowed_words(shown: int, listed: int) -> str:
    """How many of a list are shown; the counts do not change with it."""
    counts = "The counts of this page are those of the whole round."
    if not shown:
        return f"Nobody of the {listed} on this round's list fits. {counts}"
    return f"Shown: {shown} of the {listed} on this round's list. {counts}"


def unknown_view(value: str) -> str:
    """That a round has no such view."""
    return f"“{value}” is no view of a round: the answers stand by question."


def shown_here(shown: int) -> str:
    """How many of a standing are listed here, where they are not all of them."""
    return "None of them is shown here." if not shown else f"{shown} of them {_is(shown)} shown here."


def page_of_people(first: int, last: int, listed: int) -> str:
    """Which of a long list stand on this page."""
    return f"{first} to {last} of {listed} on the list"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
