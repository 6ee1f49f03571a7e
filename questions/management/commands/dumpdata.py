"""Django's `dumpdata` without the search index: it is made from the answers, wherever they are loaded."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import dumpdata as stock

from questions.models import SearchText


class Command(stock.Command):
    """Write rows of the record as fixtures; nothing that is made from them."""

    def handle(self, *app_labels: str, **options: Any) -> None:
        """Leave the index out, unless it is asked for by name."""
        if SearchText._meta.label_lower not in {label.lower() for label in app_labels}:
            options["exclude"] = [*options["exclude"], SearchText._meta.label]
        super().handle(*app_labels, **options)
