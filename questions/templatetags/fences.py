"""Words that are fenced in where no element can be: in a page's title."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from questions import sentences

register = template.Library()


@register.filter(is_safe=True)
def isolated(words: str) -> SafeString:
    """*words* of a page, with a fence around them if they could turn the direction of what stands beside them."""
    return mark_safe(sentences.isolated(words))  # noqa: S308 - of a page: escaped already
