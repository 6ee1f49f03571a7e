from __future__ import annotations

from django.contrib import admin

from questions.models import Correction
from respondents.admin.editorial import EditorialAdmin


@admin.register(Correction)
class CorrectionAdmin(EditorialAdmin[Correction]):
    """Dated public notes: what was wrong, what it says now."""

    list_display = ["made_on", "kind", "round", "was"]
    list_display_links = ["made_on", "kind"]
    list_filter = ["kind", "made_on", "round"]
    list_select_related = ["round"]
    search_fields = ["was", "now", "round__title"]
    date_hierarchy = "made_on"
    autocomplete_fields = ["round", "question", "recipient", "answer"]
    fieldsets = [
        (
            "What it concerns",
            {
                "description": "The round, and as closely as you can the question, the person or the answer in it.",
                "fields": ["round", "question", "recipient", "answer"],
            },
        ),
        (
            "What readers are told",
            {
                "description": "As soon as it is saved, readers see the note on the round's page and among all "
                "corrections.",
                "fields": ["made_on", "kind", "was", "now"],
            },
        ),
    ]

    def is_public(self, obj: Correction) -> bool:
        return obj.round.is_published()

    def was_published(self, obj: Correction) -> bool:
        return obj.round.published_at is not None
