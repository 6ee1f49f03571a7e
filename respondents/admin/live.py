"""Rows that readers see as they are now, on pages of no single round: a change of them is told by no correction."""

from __future__ import annotations

from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest

from respondents.admin.editorial import EditorialAdmin
from respondents.models import EditorialModel

Row = TypeVar("Row", bound=EditorialModel)


class LiveAdmin(EditorialAdmin[Row]):
    """The admin of such rows. `shown_live` names the fields that readers may see."""

    shown_live: tuple[str, ...] = ()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Say what becomes of a change: it is seen at once, and only the history keeps what stood there."""
        super().save_related(request, form, formsets, change)
        changed = [name for name in form.changed_data if name in self.shown_live]
        if change and changed:
            labels = ", ".join(str(form.fields[name].label).lower() for name in changed)
            messages.info(
                request,
                f"Wherever readers see it, they now see what you changed ({labels}). It belongs to no single round, so "
                "no correction tells them: the history keeps what stood there. If a round was wrong because of it, add "
                "a correction to that round.",
            )
