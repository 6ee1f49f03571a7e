"""Who publishes this: one record, on a page of its own."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from questions.models import Publisher
from questions.sentences import join_names
from respondents.admin.live import LiveAdmin


@admin.register(Publisher)
class PublisherAdmin(LiveAdmin[Publisher]):
    """The one record of who publishes this."""

    shown_live = (
        "name",
        "run_by",
        "contact_email",
        "contact_url",
        "postal_address",
        "corrections_policy",
        "privacy",
        "accessibility",
        "licence_name",
        "licence_url",
    )
    list_display = ["__str__", "contact_email", "contact_url", "licence_name", "still_missing"]
    list_display_links = ["__str__"]
    readonly_fields = ["still_missing"]
    fieldsets = [
        (
            "Who publishes this",
            {
                "description": "Readers see all of this, on every page or on “About this record”. On a public site "
                "nothing is published while any of it is missing; on your own machine placeholders stand in for it.",
                "fields": ["still_missing", "name", "run_by"],
            },
        ),
        (
            "Something wrong? Tell us",
            {
                "description": "How readers tell you, at the foot of every page: an e-mail address, a web address or "
                "both. Give no private address of anybody.",
                "fields": ["contact_email", "contact_url", "postal_address"],
            },
        ),
        (
            "What you promise",
            {
                "description": "Plain paragraphs, with an empty line between them. Read what is here at first, and "
                "make it yours: you are held to it.",
                "fields": ["corrections_policy", "privacy", "accessibility"],
            },
        ),
        (
            "What others may do with the record",
            {
                "description": "The licence of the data: who was asked, when, and where they stand. What people said "
                "stays theirs.",
                "fields": ["licence_name", "licence_url"],
            },
        ),
    ]

    @admin.display(description="still missing")
    def still_missing(self, publisher: Publisher) -> str:
        return join_names(list(publisher.missing)) or "nothing"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one; only where somebody emptied the table behind the admin, it is made again."""
        return not Publisher.objects.exists() and super().has_add_permission(request)

    def is_public(self, obj: Publisher) -> bool:
        return True
