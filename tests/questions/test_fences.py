"""The fence around words where no element can be."""

from django.template import engines

OVERRIDE = "\u202e"


def drawn(template: str, words: str) -> str:
    return engines["django"].from_string("{% load fences %}" + template).render({"words": words})


def test_words_are_escaped_once_whichever_way_they_are_fenced() -> None:
    for template in ("{{ words|isolated }}", "{% filter isolated %}{{ words }}{% endfilter %}"):
        assert drawn(template, "<b> & co") == "&lt;b&gt; &amp; co"
        fenced = drawn(template, f"<b>{OVERRIDE}")
        assert (fenced[0], fenced[-1], fenced[1:-1]) == ("\u2068", "\u2069", f"&lt;b&gt;{OVERRIDE}")
