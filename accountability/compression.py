"""What readers get is sent compressed, whatever stands in front of the server."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse


class CompressionForReaders(GZipMiddleware):
    """Django's compression for public pages only.

    A public page is the same for everyone. The editors' pages hold secrets beside what a stranger could make them
    repeat, and how well a page compresses would tell of them (breachattack.com): they are sent as they are.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path_info.startswith(reverse("admin:index")):
            return response
        return super().process_response(request, response)
