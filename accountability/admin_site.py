"""The site of the editors' desk: Django's admin as the newsroom has it."""

from __future__ import annotations

from accountability.typed_words import TypedWordsSite


class DeskSite(TypedWordsSite):
    """The editors' desk."""

    site_header = "Accountability"
    site_title = "Accountability"
    index_title = "The record"
