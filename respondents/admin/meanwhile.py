"""What somebody else did to a row while an editor had its page open, told field by field.

A form shows one row or several. Each is a `Part`: what stood in its boxes when the page was drawn (its copy in
the history, found by the version that was seen), and what became of it since. `respondents.admin.forms`
compares both with what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.db import models
from django.utils.text import capfirst

from respondents.admin.history import Change, Words
from respondents.admin.seen import Versions, by_and_when
from respondents.differences import Kind, Piece, differences
from respondents.models import EditorialModel

THEIRS, MINE = "theirs", "mine"
UNDECIDED = "undecided"
NOT_SAID = "was sent by a page that does not say what it had shown"


def decision_name(box: str) -> str:
    """The name of the choice between two texts for one box."""
    return f"decide-{box}"


@dataclass(frozen=True)
class Part:
    """A row, or what stands for one, as far as a form shows it.

    `what_happened` is empty while it is as the page showed it. `then` holds what the boxes showed, None where
    that is not known any more. `told` are all changes since, under the names that `labels` gives the boxes.
    """

    name: str
    boxes: tuple[str, ...]
    what_happened: str = ""
    then: Mapping[str, Any] | None = None
    told: tuple[Change, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    saved: Callable[[str], str] = field(default=lambda _: "")


@dataclass(frozen=True)
class Clash:
    """A box that two editors changed: both texts, and what was decided. `box` and `box_id` find it on the page."""

    box: str
    box_id: str
    label: str
    theirs: str
    mine: str
    saved: str

    @property
    def decision_name(self) -> str:
        return decision_name(self.box)

    @property
    def differ_in_white_space_only(self) -> bool:
        return self.theirs.split() == self.mine.split()

    @property
    def their_pieces(self) -> list[Piece]:
        """What is on file, its words that were not typed marked as removed."""
        return [piece for piece in differences(self.theirs, self.mine) if piece.kind != Kind.ADDED]

    @property
    def my_pieces(self) -> list[Piece]:
        """What was typed, its words that are not on file marked as added."""
        return [piece for piece in differences(self.theirs, self.mine) if piece.kind != Kind.REMOVED]


@dataclass(frozen=True)
class Meanwhile:
    """What an editor has to know of one row before it is saved: “The round “Spring” was changed by ada on …”.

    `clashes` wait for a decision; `told` was changed by others alone and is on the page now; `kept` names the
    boxes that only this editor changed; `lost` holds words for which there is no box any more.
    """

    sentence: str
    clashes: tuple[Clash, ...] = ()
    told: tuple[Change, ...] = ()
    kept: tuple[str, ...] = ()
    lost: tuple[tuple[str, str], ...] = ()


def part_of(row: EditorialModel, seen: Versions, boxes: Mapping[str, str], name: str = "") -> Part:
    """*row* as a form shows it in *boxes*, each holding one of its fields."""
    model = concrete(row)
    version = seen.get(model, {}).get(row.pk)
    name = name or f"The {model._meta.verbose_name} “{row}”"
    if version == row.version:
        return Part(name, tuple(boxes))
    copies = copies_of(model, row.pk)
    before = seen_copy(copies, version)
    after = copies[-1] if copies else None
    told = () if before is None else _told(model, before, after)
    if before is not None and not told:
        return Part(name, tuple(boxes))  # saved, but nothing of it was changed
    return Part(
        name=name,
        boxes=tuple(boxes),
        what_happened=NOT_SAID if version is None else f"was changed{by_and_when(after)}",
        then=None if before is None else {box: value_in(before, model, boxes[box]) for box in boxes},
        told=told,
        labels={box: label_in(model, name) for box, name in boxes.items()},
        saved=lambda box: by_and_when(_saved_in(copies, model, boxes[box])),
    )


def _told(model: type[EditorialModel], before: Any, after: Any) -> tuple[Change, ...]:
    """What differs between two copies, but for what only keeps the books."""
    beside = {label_in(model, name) for name in model.BOOKKEEPING_FIELDS}
    changes = Words(model, [before, after]).changes(before, after)
    return tuple(change for change in changes if change.label not in beside)


def concrete(row: EditorialModel) -> type[EditorialModel]:
    """The model of *row*; of a proxy, the one it stands for."""
    return cast("type[EditorialModel]", row._meta.concrete_model)


def copies_of(model: type[EditorialModel], pk: int) -> list[Any]:
    """The copies of a row in the history, the oldest first."""
    return list(model.history.filter(id=pk).select_related("history_user").order_by("history_id"))


def seen_copy(copies: Iterable[Any], version: int | None) -> Any:
    """The copy that holds what a page showed; None if nothing tells which."""
    return next((copy for copy in reversed(list(copies)) if version and copy.version == version), None)


def value_in(copy: Any, model: type[EditorialModel], name: str) -> Any:
    """What a copy holds in one field, as a form's box would begin with it."""
    kept = model._meta.get_field(name)
    if isinstance(kept, models.ManyToManyField):
        return [getattr(link, kept.m2m_reverse_name()) for link in getattr(copy, name).all()]
    return getattr(copy, kept.attname)  # type: ignore[union-attr]  # boxes hold fields and links, no reverse ones


def label_in(model: type[EditorialModel], name: str) -> str:
    """What the history calls a field."""
    return str(capfirst(model._meta.get_field(name).verbose_name))  # type: ignore[union-attr]  # as above


def _saved_in(copies: list[Any], model: type[EditorialModel], name: str) -> Any:
    """The first of *copies* from which on a field held what it holds now."""
    found = None
    for copy in reversed(copies):
        if found is not None and value_in(copy, model, name) != value_in(found, model, name):
            break
        found = copy
    return found


def in_words(box: forms.Field, value: Any) -> str:
    """What stands in a box, as an editor reads it: names and labels instead of numbers; else as it was typed."""
    value = box.prepare_value(value)
    if isinstance(box, forms.ModelChoiceField):
        keys = value if isinstance(value, list | tuple | set) else [value]
        known = {str(key) for key in keys if str(key).isdecimal()}
        rows = box.queryset.filter(pk__in=known) if box.queryset is not None else []
        return "\n".join(sorted(str(box.label_from_instance(row)) for row in rows))
    if isinstance(box, forms.ChoiceField):
        return str(dict(box.choices).get(value, value or ""))  # type: ignore[arg-type]  # no groups here
    if isinstance(box, forms.BooleanField):
        return "yes" if value else "no"
    if isinstance(box.widget, forms.MultiWidget):
        parts = value if isinstance(value, list) else box.widget.decompress(value)
        return " ".join(str(part) for part in parts or [] if part)
    return str(box.widget.format_value(value) or "")
