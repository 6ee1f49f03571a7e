from __future__ import annotations

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from respondents.admin.addresses import AddressedAdmin
from respondents.admin.live import LiveAdmin
from respondents.models import Party


@admin.register(Party)
class PartyAdmin(AddressedAdmin[Party], LiveAdmin[Party]):
    """Political parties."""

    shown_live = ("name", "adjective", "colour")
    list_display = ["name", "adjective", "colour", "seats"]
    ordering = ["name"]
    search_fields = ["name", "adjective", "other_names"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (
            None,
            {
                "description": "The name as it stands alone, and the adjective that sentences about its members use.",
                "fields": ["name", "adjective", "slug"],
            },
        ),
        (
            "Also",
            {"description": "Both may stay empty.", "fields": ["colour", "other_names"]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Party]:
        return super().get_queryset(request).annotate(seat_count=Count("memberships"))

    @admin.display(description="seats on file", ordering="seat_count")
    def seats(self, party: Party) -> int:
        return party.seat_count  # type: ignore[attr-defined,no-any-return]
