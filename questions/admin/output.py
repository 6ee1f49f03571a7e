"""A round's output: what a reporter copies into a story."""

from __future__ import annotations

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone

from questions.admin.pages import page, row_to_see
from questions.models import Round
from questions.output.page import Form, form_asked, load_output


def output_page(model_admin: ModelAdmin[Round], request: HttpRequest, object_id: int) -> HttpResponse:
    """The pieces of a round in the form asked for, each in a box of its own. Nothing here changes anything."""
    round_ = row_to_see(model_admin, request, object_id)
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    form, told = form_asked(request.GET.get("form"))
    output = load_output(round_, form, timezone.now())
    return page(
        model_admin,
        request,
        "round/output.html",
        "Output for a story",
        round=round_,
        output=output,
        forms=list(Form),
        told=[told] if told else [],
    )
