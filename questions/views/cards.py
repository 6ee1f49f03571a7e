"""Pictures of rounds for those who share their addresses elsewhere."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from questions.card_painter import paint
from questions.models import Round
from questions.record_state import mark_of_record
from questions.round_card import load_poster
from questions.views.addresses import leads_on


@require_safe
@leads_on(Round)
def round_(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The social card of a round; only that it is the same, for whoever has it already."""
    at = timezone.now()
    if not Round.objects.published(at).at_addresses(slug).exists():
        raise Http404
    etag = quote_etag(mark_of_record(at, request.path))
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    poster = load_poster(slug, at)
    if poster is None:
        raise Http404
    response = HttpResponse(paint(poster), content_type="image/png")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, no-cache"
    return response
