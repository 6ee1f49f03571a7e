"""What every act has in common: it is one transaction, the history knows who acts, and readers are told."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.contrib.auth.models import User
from django.db import transaction

from questions.actions.telling import telling
from respondents.contention import told_in_a_sentence
from respondents.history import acting

Given = ParamSpec("Given")
Made = TypeVar("Made")


def act(function: Callable[Given, Made]) -> Callable[Given, Made]:
    """Make of *function* an act: whole or not at all, every change in it kept in the history as done *by* somebody.

    What readers have seen it changes only with a note that tells them (`tell_readers`). Where it gets in the way of
    somebody else who saves at the same moment, it is refused with a sentence.
    """

    @functools.wraps(function)
    def whole(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        by: User = kwargs["by"]  # type: ignore[assignment]  # every act takes `by: User`
        with told_in_a_sentence(), transaction.atomic(), acting(by), telling(by):
            return function(*args, **kwargs)

    return whole
