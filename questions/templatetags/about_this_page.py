"""What a page says of itself to other programs: its card, and its facts as schema.org has them."""

from __future__ import annotations

import json

from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe

from questions import structured_data
from questions.pages.round_page import RoundPage
from questions.round_card import card_address, card_words
from questions.this_page import ThisPage

register = template.Library()

# Within a script element no word may end it, begin a comment, or be a line end to JavaScript that JSON does not know.
ESCAPED = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def structured_data_of(context: Context, page: object) -> SafeString:
    """The facts of a *page* as JSON-LD, in a block of data that no browser runs; nothing on a preview."""
    this_page: ThisPage | None = context.get("this_page")
    if this_page is None or context.get("preview"):
        return SafeString("")
    facts = structured_data.facts_of(page, this_page.origin)
    if (publisher := context.get("publisher")) and publisher.name:
        facts["publisher"] = {"@type": "Organization", "name": publisher.name}
    written = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).translate(ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308 - escaped above


@register.simple_tag
def card_address_of(page: RoundPage) -> str:
    """The address of the round's card."""
    return card_address(page.round, page.count, page.at)


@register.simple_tag
def card_words_of(page: RoundPage) -> str:
    """What the round's card shows, in words."""
    return card_words(page.round, page.count, page.at)
