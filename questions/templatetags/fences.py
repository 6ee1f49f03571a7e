"""Words that are fenced in where no element can be: in a page's title."""

from __future__ import annotations

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from questions import sentences

register = template.Library()


@register.filter(is_safe=True)
def isolated(words: str) -> SafeString:
    """*words*, escaped unless they are, with a fence around them if they could turn what stands beside them around."""
    return mark_safe(sentences.isolated(conditional_escape(words)))  # noqa: S308 - escaped in the same line
