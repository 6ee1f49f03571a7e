"""The mark of a standing, wherever a page says where somebody stands: the one of the picture."""

from __future__ import annotations

from django import template

from questions.models import Standing
from questions.pictures.marks import key_of
from questions.pictures.paths import Drawing

register = template.Library()


@register.inclusion_tag("components/drawing.html")
def mark_of(standing: Standing | str | None) -> dict[str, Drawing | str]:
    """The mark of *standing* by itself; of nothing, the one for those whom the record does not name."""
    return {"drawing": key_of(Standing(standing) if standing else None), "css": "key"}
