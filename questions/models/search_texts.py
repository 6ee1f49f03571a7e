from __future__ import annotations

from typing import Any

from django.db import models

from questions.search.engines import TABLE, FoldedWordsField


def with_its_answer(collector: Any, _field: Any, rows: Any, _using: str) -> None:
    """Delete the words of an answer with it, unnamed on the page that asks first: nobody entered them."""
    collector.fast_deletes.append(rows)


class SearchText(models.Model):
    """The words by which one answer is found. Made from the record, never entered; who may see it is not said here."""

    answer = models.OneToOneField(
        "questions.Answer", on_delete=with_its_answer, primary_key=True, related_name="search_text"
    )
    words = FoldedWordsField(blank=True)
    folding = models.CharField(max_length=40)

    class Meta:
        db_table = TABLE
        default_permissions = ()  # nobody enters, changes or looks at it

    def __str__(self) -> str:
        return f"words of answer {self.pk}"
