"""The site of the editors' desk: Django's admin as the newsroom has it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone

from accountability.typed_words import TypedWordsSite
from questions.desk.newsdesk import load_newsdesk


class DeskSite(TypedWordsSite):
    """The editors' desk."""

    site_header = "Accountability"
    site_title = "Accountability"
    index_title = "Newsdesk"
    index_template = "admin/newsdesk.html"

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The newsdesk: what is due, the rounds in progress, and below them everything on file."""
        newsdesk = load_newsdesk(request.user, timezone.now())
        return super().index(request, {**(extra_context or {}), "newsdesk": newsdesk})

    def get_urls(self) -> list[Any]:
        """All addresses but Django's `r/`, which leads any staff to any row's own page: also to that of a draft."""
        return [each for each in super().get_urls() if getattr(each, "name", "") != "view_on_site"]
