from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, ForeignKey, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest

from respondents.admin.addresses import AddressedAdmin
from respondents.admin.bodies import BodyFilter
from respondents.admin.forms import EditorialForm
from respondents.admin.history import Part
from respondents.admin.live import LiveAdmin
from respondents.admin.rows import TabularRows
from respondents.models import Body, ContactAddress, Identifier, Membership, Politician, sort_name_of

ALWAYS_OPEN = ["add", "change", "delete"]  # no page of the readers shows any of them


class PoliticianForm(EditorialForm[Politician]):
    """A politician. Where no sort name is typed, one is proposed from the name, the last word first."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "sort_name" in self.fields:
            self.fields["sort_name"].required = False
            self.fields[
                "sort_name"
            ].help_text = "As an index lists it. Empty: made of the name, “Lewis, Clive”."

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if "sort_name" in self.fields and not cleaned.get("sort_name") and cleaned.get("name"):
            cleaned["sort_name"] = sort_name_of(cleaned["name"])
        return cleaned


class MembershipRows(TabularRows[Membership]):
    """The seats a politician holds or held."""

    model = Membership
    open_acts = ALWAYS_OPEN
    fields = ["body", "party", "role", "area", "start", "end"]
    shared_choices = ("body", "party")
    verbose_name = "seat"
    verbose_name_plural = "seats: add one rather than change one when somebody moves"

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        if db_field.name == "body":
            kwargs["queryset"] = Body.objects.select_related("parent")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).select_related("politician", "body")


class IdentifierRows(TabularRows[Identifier]):
    """The same person in other schemes."""

    model = Identifier
    open_acts = ALWAYS_OPEN
    fields = ["scheme", "value"]
    verbose_name_plural = "identifiers in other schemes"


class ContactAddressRows(TabularRows[ContactAddress]):
    """Where a politician can be reached."""

    model = ContactAddress
    open_acts = ALWAYS_OPEN
    fields = ["kind", "value", "private_note"]
    verbose_name_plural = "contact addresses: private, readers never see them"


@admin.register(Politician)
class PoliticianAdmin(AddressedAdmin[Politician], LiveAdmin[Politician]):
    """People who are asked."""

    form = PoliticianForm
    shown_live = ("name", "other_names")
    list_display = ["sort_name", "name", "seats"]
    list_filter = ["memberships__party", ("memberships__body", BodyFilter)]
    ordering = ["sort_name", "slug"]
    search_fields = ["name", "sort_name", "other_names", "memberships__area"]
    inlines = [MembershipRows, ContactAddressRows, IdentifierRows]
    history_parts = (
        Part(Membership, "politician"),
        Part(ContactAddress, "politician"),
        Part(Identifier, "politician"),
    )
    fieldsets = [
        (
            None,
            {
                "description": "Names as the newsroom prints them. Answers are linked by the address: best leave it.",
                "fields": ["name", "sort_name", "honorific", "slug", "other_names"],
            },
        )
    ]

    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Politician]:
        return super().get_queryset(request).annotate(seat_count=Count("memberships"))

    @admin.display(description="seats on file", ordering="seat_count")
    def seats(self, politician: Politician) -> int:
        return politician.seat_count  # type: ignore[attr-defined,no-any-return]
