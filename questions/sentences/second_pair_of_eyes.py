"""Why somebody does not publish what they entered themselves."""

from __future__ import annotations

from collections.abc import Sequence

from questions.sentences.words import join_names

NAMED = 3


def entered_by_yourself(signatories: Sequence[Sequence[str]]) -> str:
    """The refusal to publish responses that the reader of the sentence entered; each by its signatories' names."""
    named = join_names([f"from {join_names(list(names))}" for names in signatories])
    one = len(signatories) == 1
    return (
        f"You entered the {'response' if one else 'responses'} {named} yourself, and whoever entered words does not "
        f"publish them. Another publisher publishes {'it' if one else 'them'}, or an administrator switches the "
        "second pair of eyes off for responses."
    )


def may_be_published_by(names: Sequence[str]) -> str:
    """Who else may publish it: the first few by name."""
    if not names:
        return "Nobody else may publish yet: an administrator makes somebody a publisher."
    few = [*names[:NAMED], *([f"{len(names) - NAMED} more"] if len(names) > NAMED else [])]
    return f"Who may: {join_names(few)}."
