"""Pictures of rounds for those who share their addresses elsewhere."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_safe

from questions.card_painter import paint
from questions.models import Round
from questions.round_card import load_poster
from questions.views.addresses import leads_on


@require_safe
@leads_on(Round)
@conditional_page
def round_(request: HttpRequest, slug: str) -> HttpResponseBase:  # noqa: ARG001 - as every view
    """The social card of a round; only that it is the same, for whoever has it already."""
    poster = load_poster(slug, timezone.now())
    if poster is None:
        raise Http404
    response = HttpResponse(paint(poster), content_type="image/png")
    response.headers["Cache-Control"] = "public, no-cache"
    return response
