"""Django's `dumpdata` without what only this database can mean: the search index, and at times the record's number."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import dumpdata as stock
from django.db import models

from questions.models import Record, SearchText


class Command(stock.Command):
    """Write rows of the record as fixtures; nothing that is made from them."""

    def handle(self, *app_labels: str, **options: Any) -> None:
        """Leave out the index and, where rows go without their primary keys, the number that ids are made of.

        Unless they are asked for by name.
        """
        left_out: list[type[models.Model]] = [SearchText]
        if options["use_natural_primary_keys"]:
            left_out.append(Record)
        named = {label.lower() for label in app_labels}
        options["exclude"] = [
            *options["exclude"],
            *(model._meta.label for model in left_out if model._meta.label_lower not in named),
        ]
        super().handle(*app_labels, **options)
