from __future__ import annotations

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from questions.models import Campaign, Round
from respondents.admin.addresses import AddressedAdmin
from respondents.admin.live import LiveAdmin


@admin.register(Campaign)
class CampaignAdmin(AddressedAdmin[Campaign], LiveAdmin[Campaign]):
    """Campaigns and investigations, each with its rounds."""

    shown_live = ("title", "summary")
    leads_on = True
    list_display = ["title", "round_count"]
    ordering = ["title"]
    search_fields = ["title", "summary"]
    prepopulated_fields = {"slug": ["title"]}
    readonly_fields = ["rounds"]
    fieldsets = [
        (
            None,
            {
                "description": "What the newsroom is after. A campaign holds rounds of questions, and readers see "
                "it as soon as one of its rounds is published.",
                "fields": ["title", "summary", "slug", "rounds"],
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Campaign]:
        return super().get_queryset(request).annotate(rounds_made=Count("rounds"))

    @admin.display(description="rounds", ordering="rounds_made")
    def round_count(self, campaign: Campaign) -> int:
        return campaign.rounds_made  # type: ignore[attr-defined,no-any-return]

    @admin.display(description="rounds")
    def rounds(self, campaign: Campaign) -> str:
        if not campaign.pk:
            return "Save the campaign first; then add its first round."
        return format_html(
            '<a href="{}?campaign__id__exact={}">{} on file</a> · <a href="{}?campaign={}">Add a round</a>',
            reverse("admin:questions_round_changelist"),
            campaign.pk,
            self.round_count(campaign),
            reverse("admin:questions_round_add"),
            campaign.pk,
        )

    def is_public(self, obj: Campaign) -> bool:
        return Round.objects.published().filter(campaign=obj).exists()
