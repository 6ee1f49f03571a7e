"""What a reader is told who compares politicians: whom, over what, and who was left out."""

from __future__ import annotations

from collections.abc import Sequence

from questions.sentences.words import counted, isolated, join_names, number_words
from respondents.models import Politician


def compared_words(politicians: Sequence[Politician], questions: int, rounds: int) -> str:
    """What a comparison covers, as in “Everything that A and B were both asked: 4 questions in one round.”."""
    names = join_names([isolated(each.name) for each in politicians])
    both = "both" if len(politicians) == 2 else "all"
    if len(politicians) < 2:
        return ""
    if not questions:
        return f"No published round put the same question to {names}."
    many = f"{number_words(rounds)} round{'' if rounds == 1 else 's'}"
    return f"Everything that {names} were {both} asked: {counted(questions, 'question')} in {many}."


def left_out_words(questions: int) -> str:
    """That some questions of their rounds are not compared; empty if all are."""
    if not questions:
        return ""
    was = "was" if questions == 1 else "were"
    return f"{counted(questions, 'more question').capitalize()} {was} put to some of them only."


def nobody_known(slug: str) -> str:
    """That no public list has such a politician."""
    return f"“{slug}” is nobody on a public list, and was left out."


def too_many(slug: str, most: int) -> str:
    """That no more can stand side by side."""
    return f"No more than {number_words(most)} can be compared: “{slug}” was left out."


def nobody_called(typed: str, *, is_first: bool) -> str:
    """That nobody who could be added is called what a reader *typed*; *is_first*: nobody is chosen yet."""
    where = "is on a public list" if is_first else "was asked in the same round"
    return f"Nobody called “{isolated(typed)}” {where}."


def many_called(typed: str, most: int) -> str:
    """That more are called what a reader *typed* than are named."""
    return f"More than {most} are called “{isolated(typed)}”: type more of the name to see the others."
