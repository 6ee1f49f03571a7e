from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from questions.models import Correction, CorrectionKind
from respondents.admin.editorial import EditorialAdmin


@admin.register(Correction)
class CorrectionAdmin(EditorialAdmin[Correction]):
    """Dated public notes: what was wrong, what it says now.

    A note on something that is changed here is asked for where it is changed. Once readers have seen a note, it
    stays as it is: whatever was wrong with it is another note.
    """

    list_display = ["made_on", "kind", "round", "was"]
    list_display_links = ["made_on", "kind"]
    list_filter = ["kind", "made_on", "round"]
    list_select_related = ["round"]
    search_fields = ["was", "now", "round__title"]
    date_hierarchy = "made_on"
    autocomplete_fields = ["round", "question", "recipient", "response", "answer"]
    fieldsets = [
        (
            "What it concerns",
            {
                "description": "The round, and as closely as you can the question, the person, the response or the "
                "answer in it. Where you change something that readers have seen, its own page asks for the note.",
                "fields": ["round", "question", "recipient", "response", "answer"],
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

    def get_fieldsets(self, request: HttpRequest, obj: Correction | None = None) -> Any:
        """The words that were changed stand with a note that was made of their change."""
        if obj is None or not obj.field:
            return self.fieldsets
        return [*self.fieldsets, ("The words", {"fields": ["field", "earlier_words", "later_words"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Correction | None = None) -> list[Any]:
        made = ["field", "earlier_words", "later_words"]
        return [*super().get_readonly_fields(request, obj), *made]

    def fixed_fields(self, obj: Correction) -> list[str]:
        return [field.name for field in obj._meta.fields] if obj.was_public() else []

    def formfield_for_choice_field(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        """A withdrawal leaves its note by itself."""
        if db_field.name == "kind":
            kwargs["choices"] = [(kind.value, kind.label) for kind in CorrectionKind.for_changes()]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def is_public(self, obj: Correction) -> bool:
        return obj.round.is_published()
