from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from respondents.admin.addresses import AddressedAdmin
from respondents.admin.editorial import EditorialAdmin
from respondents.admin.live import LiveAdmin
from respondents.admin.way_back import NEXT
from respondents.models import Body, Membership


class BodyFilter(admin.RelatedFieldListFilter):
    """The bodies to choose from, each with its council, read at once."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return [(body.pk, str(body)) for body in Body.objects.select_related("parent")]


@admin.register(Body)
class BodyAdmin(AddressedAdmin[Body], LiveAdmin[Body]):
    """Parliaments, councils and committees."""

    shown_live = ("name", "kind", "parent")
    leads_on = True
    list_display = ["name", "kind", "parent", "seats"]
    list_filter = ["kind"]
    list_select_related = ["parent__parent"]
    ordering = ["name"]
    search_fields = ["name", "parent__name"]
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["members", "on_file"]
    fieldsets = [
        (
            None,
            {
                "description": "What politicians sit on. A committee belongs to its council.",
                "fields": ["name", "kind", "parent", "slug", "members"],
            },
        )
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Body]:
        return (
            super().get_queryset(request).select_related("parent").annotate(seat_count=Count("memberships"))
        )

    @admin.display(description="seats on file", ordering="seat_count")
    def seats(self, body: Body) -> int:
        return body.seat_count  # type: ignore[attr-defined,no-any-return]

    def get_fieldsets(self, request: HttpRequest, obj: Body | None = None) -> Any:
        """The way to a new seat is drawn for whoever may add one."""
        drawn = super().get_fieldsets(request, obj)
        if request.user.has_perm("respondents.add_membership"):
            return drawn
        return [
            (
                name,
                {
                    **options,
                    "fields": ["on_file" if each == "members" else each for each in options["fields"]],
                },
            )
            for name, options in drawn
        ]

    @admin.display(description="seats")
    def members(self, body: Body) -> str:
        if not body.pk:
            return "Save the body first; then add its members as seats."
        page = reverse("admin:respondents_body_change", args=[body.pk])
        add = f"{reverse('admin:respondents_membership_add')}?{urlencode({'body': body.pk, NEXT: page})}"
        return format_html('{} · <a href="{}">Add a seat</a>', self.on_file(body), add)

    @admin.display(description="seats")
    def on_file(self, body: Body) -> str:
        listed = f"{reverse('admin:respondents_membership_changelist')}?body__id__exact={body.pk}"
        return format_html('<a href="{}">{} on file</a>', listed, self.seats(body))


@admin.register(Membership)
class MembershipAdmin(EditorialAdmin[Membership]):
    """Seats: who sits on which body, for which party and area, and since when."""

    list_display = ["politician", "body", "role", "area", "party", "dates"]
    list_filter = [("body", BodyFilter), "party"]
    list_select_related = ["politician", "body__parent", "party"]
    search_fields = ["politician__name", "politician__sort_name", "area", "role", "body__name"]
    autocomplete_fields = ["politician", "body", "party"]
    fieldsets = [
        (
            None,
            {
                "description": "One seat. When somebody changes party, role or area, end this seat and add another: "
                "rounds keep what people were when they were asked.",
                "fields": ["politician", "body", "party", "role", "area"],
            },
        ),
        (
            "Since when",
            {
                "description": "As far as it is known. Nothing treats a seat without dates as current.",
                "fields": [("start", "end")],
            },
        ),
    ]

    @admin.display(description="dates", ordering="start")
    def dates(self, membership: Membership) -> str:
        return membership.dates
