"""Who publishes the record, as the foot of every page names them."""

from __future__ import annotations

from django.db import Error
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from questions.models import Publisher


def who_publishes(_: HttpRequest) -> dict[str, object]:
    """The publisher, read when a page first asks for it, and once; pages that never ask cost nothing."""
    return {"publisher": SimpleLazyObject(publisher_if_any)}


def publisher_if_any() -> Publisher | None:
    """The publisher; None while the database answers no question, so that a page that says so can be drawn."""
    try:
        return Publisher.objects.the_one()
    except Error:
        return None
