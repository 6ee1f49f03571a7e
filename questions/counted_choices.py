"""Choices with the number beside each of what would be found if it were taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


class CountedSelect(forms.Select):
    """A plain select until it is given `counts`; then each choice has its number, and those that find nothing are off.

    What is chosen is never off: a browser would not send it, and the filter would be lost.
    """

    counts: Mapping[str, int] | None = None

    def create_option(
        self,
        name: str,
        value: Any,
        label: int | str,
        selected: bool,  # noqa: FBT001 - Django's signature
        *more: Any,
        **rest: Any,
    ) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, label, selected, *more, **rest)
        if self.counts is not None and value:
            number = self.counts.get(str(value), 0)
            option["label"] = f"{label} ({number:,})"
            if not number and not selected:
                option["attrs"]["disabled"] = True
        return option
