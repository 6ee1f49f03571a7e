from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from questions.models import Campaign, Round
from respondents.admin.addresses import AddressedAdmin, with_former_addresses
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
    readonly_fields = ["rounds", "rounds_on_file"]
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

    def get_fieldsets(self, request: HttpRequest, obj: Campaign | None = None) -> Any:
        """The way to a new round is drawn for whoever may add one."""
        if request.user.has_perm("questions.add_round"):
            return with_former_addresses(self.fieldsets, obj)
        return with_former_addresses(
            [(None, {"fields": ["title", "summary", "slug", "rounds_on_file"]})], obj
        )

    @admin.display(description="rounds")
    def rounds(self, campaign: Campaign) -> str:
        if not campaign.pk:
            return "Save the campaign first; then add its first round."
        add = f"{reverse('admin:questions_round_add')}?campaign={campaign.pk}"
        return format_html('{} · <a href="{}">Add a round</a>', self.rounds_on_file(campaign), add)

    @admin.display(description="rounds")
    def rounds_on_file(self, campaign: Campaign) -> str:
        listed = f"{reverse('admin:questions_round_changelist')}?campaign__id__exact={campaign.pk}"
        return format_html('<a href="{}">{} on file</a>', listed, self.round_count(campaign))

    def is_public(self, obj: Campaign) -> bool:
        return Round.objects.published().filter(campaign=obj).exists()
