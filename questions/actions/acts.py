"""What every act on the record has in common: it is one transaction, and the history knows who acts."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import transaction

from respondents.history import acting

Given = ParamSpec("Given")
Made = TypeVar("Made")


def act(function: Callable[Given, Made]) -> Callable[Given, Made]:
    """Make of *function* an act: whole or not at all, every change in it kept in the history as done *by* somebody."""

    @functools.wraps(function)
    def whole(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        with transaction.atomic(), acting(kwargs["by"]):  # type: ignore[arg-type]  # every act takes `by: User`
            return function(*args, **kwargs)

    return whole
