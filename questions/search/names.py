"""People found by their names: the same words as in answers, without an index, for lists of thousands at most."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TypeVar

from django.db import models

from questions.search.folding import whole_words_in, words_in

People = TypeVar("People", bound=models.QuerySet)  # type: ignore[type-arg]  # of whatever has names


def named(people: People, typed: str, *fields: str) -> People:
    """Those of *people* in one of whose *fields* every word of *typed* begins a word; all, if it has no word.

    One query reads the names.
    """
    wanted = looked_for(typed)
    if not wanted:
        return people
    rows = people.order_by().values_list("pk", *fields)
    return people.filter(pk__in=[pk for pk, *names in rows if begin_words(wanted, names)])


def looked_for(typed: str) -> list[str]:
    """The folded words that somebody who *typed* a name looks for."""
    return [word.text for word in whole_words_in(typed)]


def begin_words(wanted: Collection[str], names: Iterable[str]) -> bool:
    """Whether every one of the folded words *wanted* begins a word of one of *names*."""
    if not wanted:
        return True
    there = [word.text for name in names for word in words_in(name)]
    return all(any(word.startswith(each) for word in there) for each in wanted)
