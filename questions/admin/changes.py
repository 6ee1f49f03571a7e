"""What changed since the rounds before, on the desk."""

from __future__ import annotations

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from questions.admin.pages import page, row_to_see
from questions.desk.changes import changes_on_file
from questions.models import Round


def changes_page(model_admin: ModelAdmin[Round], request: HttpRequest, object_id: int) -> HttpResponse:
    """Per person and question what changed, with everything on file; who left, who joined, who took whose place."""
    round_ = row_to_see(model_admin, request, object_id)
    return page(
        model_admin,
        request,
        "round/changes.html",
        "What changed",
        round=round_,
        found=changes_on_file(round_, timezone.now()),
    )
