"""What search engines are told: where they are not wanted, and all pages there are."""

from __future__ import annotations

from django.contrib.sitemaps import views
from django.contrib.sitemaps.views import SitemapIndexItem
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from questions.sitemaps import SECTIONS, PublicPages, RecordSitemap
from questions.this_page import origin_of


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers keep away from: the editors' desk and previews."""
    closed = [reverse("admin:index"), reverse("preview", args=["-"]).removesuffix("-/")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += ["", f"Sitemap: {origin_of(request)}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The parts of the sitemap, of 50,000 pages each at most."""
    pages, origin = PublicPages(timezone.now()), origin_of(request)
    parts = []
    for section in SECTIONS:
        part = RecordSitemap(pages, section, origin)
        address = f"{origin}{reverse('sitemap-section', args=[section])}"
        parts += [
            SitemapIndexItem(address if number == 1 else f"{address}?p={number}", part.latest)  # type: ignore[arg-type]
            for number in part.paginator.page_range
            if part.places
        ]
    return render(request, "sitemap_index.xml", {"sitemaps": parts}, content_type="application/xml")


@require_safe
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    """The pages of one section."""
    if section not in SECTIONS:
        raise Http404
    part = RecordSitemap(PublicPages(timezone.now()), section, origin_of(request))
    response = views.sitemap(request, {section: part}, section)
    response.headers.pop(
        "Last-Modified", None
    )  # no reader asks by it, and it would be the hour of a day's midnight
    return response
