from __future__ import annotations

from django.contrib import admin

from questions.models import Source
from respondents.admin.live import LiveAdmin


@admin.register(Source)
class SourceAdmin(LiveAdmin[Source]):
    """What the record is taken from."""

    shown_live = ("title", "publication", "url", "published_on", "published_on_words", "public_note")
    list_display = ["title", "publication", "date", "kind"]
    list_filter = ["kind", "publication"]
    search_fields = ["title", "publication", "key", "url"]
    prepopulated_fields = {"key": ["title"]}
    private_fields = ["text", "quotation_marks", "closing_words", "furniture"]
    fieldsets = [
        (
            None,
            {
                "description": "A published article or document. Readers see where the record is taken from.",
                "fields": [
                    "title",
                    "publication",
                    "kind",
                    "url",
                    ("published_on", "published_on_words"),
                    "public_note",
                    "key",
                ],
            },
        ),
        (
            "Evidence",
            {
                "description": "Private. The whole text as it was stored, from which published words are proof-read.",
                "fields": ["text"],
            },
        ),
        (
            "Proof-reading paragraph by paragraph",
            {
                "description": "Only for an article that prints questions and answers in order.",
                "classes": ["collapse"],
                "fields": ["quotation_marks", "closing_words", "furniture"],
            },
        ),
    ]

    @admin.display(description="date", ordering="published_on")
    def date(self, source: Source) -> str:
        return source.date
