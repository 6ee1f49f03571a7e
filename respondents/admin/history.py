"""The history of a row as an editor reads it: who changed what, when, with the words before and after."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_permission_codename
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import dateformat, timezone
from django.utils.text import capfirst

from respondents.differences import Piece, differences, shortened

KINDS = {"+": "added", "~": "changed", "-": "deleted"}
UNTOLD = {"id", "version", "entered_by"}  # who entered it last is told by whoever changed it
PER_PAGE = 50


@dataclass(frozen=True)
class Part:
    """Rows whose history is told with that of the row they belong to: *model*, and the link that leads there."""

    model: type[models.Model]
    link: str


@dataclass(frozen=True)
class Change:
    """One field that was changed, with the words that differ."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Entry:
    """One change of one row, or one act: who, when, what, why.

    `changes` are told at once; `given`, what a row that was added or deleted held, when somebody asks.
    """

    at: datetime.datetime
    who: str
    what: str
    reason: str = ""
    changes: tuple[Change, ...] = ()
    given: tuple[Change, ...] = ()


def history_page(model_admin: ModelAdmin[Any], request: HttpRequest, object_id: str) -> HttpResponse:
    """The page that tells the history of a row, and of those of its parts that whoever looks may see."""
    row = model_admin.get_object(request, unquote(object_id))
    if row is None:
        raise Http404(f"There is no {model_admin.opts.verbose_name} with the number {object_id}.")
    if not model_admin.has_view_or_change_permission(request, row):
        raise PermissionDenied
    parts: Sequence[Part] = getattr(model_admin, "history_parts", ())
    seen = [part for part in parts if _may_see(request, part.model)]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"History of {row}",
        "opts": model_admin.opts,
        "object": row,
        "entries": Paginator(history_of(row, seen), PER_PAGE).get_page(request.GET.get("p", "1")),
    }
    return TemplateResponse(request, "admin/history.html", context)


def _may_see(request: HttpRequest, model: type[models.Model]) -> bool:
    names = [get_permission_codename(action, model._meta) for action in ("view", "change")]
    return any(request.user.has_perm(f"{model._meta.app_label}.{name}") for name in names)


def history_of(row: models.Model, parts: Iterable[Part] = ()) -> list[Entry]:
    """All that was ever done to *row* and its *parts*, the latest first, in a fixed number of queries a model."""
    entries = list(_told(type(row), {"id": row.pk}, ""))
    for part in parts:
        name = str(capfirst(part.model._meta.verbose_name))
        entries += _told(part.model, {f"{part.link}_id": row.pk}, name)
    return sorted([*entries, *_acts(row)], key=lambda entry: entry.at, reverse=True)


def _acts(row: models.Model) -> Iterator[Entry]:
    """What acts have said of themselves; what the admin's own pages note is told by the copies."""
    kind = ContentType.objects.get_for_model(row, for_concrete_model=True)
    logged = LogEntry.objects.filter(content_type=kind, object_id=str(row.pk)).select_related("user")
    for entry in logged:
        if entry.change_message and not entry.change_message.startswith("["):
            yield Entry(entry.action_time, entry.user.get_username(), entry.change_message)


def _told(model: type[models.Model], which: dict[str, Any], name: str) -> Iterator[Entry]:
    """The copies of the rows of *model* that *which* finds, each told against the copy before it."""
    history: Any = model.history  # type: ignore[attr-defined]  # every editorial model has one
    copies = list(history.filter(**which).select_related("history_user").order_by("history_id"))
    words = Words(model, copies)
    before: dict[int, Any] = {}
    for copy in copies:
        earlier = before.get(copy.id)
        before[copy.id] = copy
        changes = words.changes(earlier, copy) if earlier is not None and copy.history_type == "~" else ()
        given = words.given(copy) if copy.history_type != "~" or earlier is None else ()
        if copy.history_type == "~" and not changes and not given:
            continue
        about = (
            f"{name} “{words.name_of(copy)}” {KINDS[copy.history_type]}" if name else KINDS[copy.history_type]
        )
        yield Entry(
            at=copy.history_date,
            who=copy.history_user.get_username() if copy.history_user else "",
            what=capfirst(about),
            reason=copy.history_change_reason,
            changes=changes,
            given=given,
        )


class Words:
    """The fields of copies of one model, in words: names instead of numbers, choices as an editor reads them."""

    def __init__(self, model: type[models.Model], copies: Sequence[Any]) -> None:
        self.fields = [field for field in model._meta.concrete_fields if field.name not in UNTOLD]
        self.links = list(model._meta.many_to_many)
        self.names = self._names_of(copies)
        self.linked = self._linked_to(copies)

    def changes(self, before: Any, after: Any) -> tuple[Change, ...]:
        """What differs between two copies of a row."""
        told = []
        for label, old, new in self._values(before, after):
            if old != new:
                told.append(Change(label, tuple(shortened(differences(old, new)))))
        return tuple(told)

    def given(self, copy: Any) -> tuple[Change, ...]:
        """All that a copy holds."""
        return tuple(
            Change(label, tuple(differences(value, value)))
            for label, value, _ in self._values(copy, copy)
            if value
        )

    def name_of(self, copy: Any) -> str:
        """How a row is told from the others of its kind, without asking the database for each."""
        for name in ("name", "title", "value", "recipient_id", "question_id", "text", "body_id"):
            if hasattr(copy, name):
                field = next(each for each in self.fields if each.attname == name)
                words = self._words(field, copy)
                return f"{words[:60]}…" if len(words) > 60 else words
        return str(copy.id)

    def _values(self, before: Any, after: Any) -> Iterator[tuple[str, str, str]]:
        for field in self.fields:
            yield str(capfirst(field.verbose_name)), self._words(field, before), self._words(field, after)
        for link in self.links:
            old, new = (self.linked[link.name, each.history_id] for each in (before, after))
            yield str(capfirst(link.verbose_name)), "\n".join(old), "\n".join(new)

    def _words(self, field: Any, copy: Any) -> str:
        value = getattr(copy, field.attname)
        if value is None or value == "":
            return ""
        if field.is_relation:
            return self.names[field.related_model].get(value, f"number {value}, deleted since")
        if field.choices:
            return str(dict(field.flatchoices).get(value, value))
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, datetime.datetime):
            return dateformat.format(timezone.localtime(value), "j F Y, H:i")
        return str(value)

    def _names_of(self, copies: Sequence[Any]) -> dict[Any, dict[Any, str]]:
        """The names of all rows that the copies lead to: one query for each model."""
        wanted: dict[Any, set[Any]] = defaultdict(set)
        for field in self.fields:
            if field.is_relation:
                wanted[field.related_model] |= {getattr(copy, field.attname) for copy in copies}
        return {model: _names(model, keys - {None}) for model, keys in wanted.items()}

    def _linked_to(self, copies: Sequence[Any]) -> dict[tuple[str, int], list[str]]:
        """The names of the rows that each copy was linked to: two queries for each kind of link."""
        linked: dict[tuple[str, int], list[str]] = defaultdict(list)
        for link in self.links:
            rows = getattr(copies[0], link.name).model if copies else None
            if rows is None:
                continue
            target = link.m2m_reverse_name()
            pairs = list(
                rows.objects.filter(history__in=[copy.history_id for copy in copies])
                .order_by(target)
                .values_list("history_id", target)
            )
            names = _names(link.related_model, {key for _, key in pairs})
            for history_id, key in pairs:
                linked[link.name, history_id].append(names.get(key, f"number {key}, deleted since"))
        return linked


def _names(model: Any, keys: set[Any]) -> dict[Any, str]:
    """The rows of *model* by key, as they are called now."""
    if not keys:
        return {}
    to_one = [field.name for field in model._meta.concrete_fields if field.many_to_one and not field.null]
    rows = model._base_manager.filter(pk__in=keys)
    return {row.pk: str(row) for row in (rows.select_related(*to_one) if to_one else rows)}
