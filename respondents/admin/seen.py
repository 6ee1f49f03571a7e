"""What an editor had in front of them: a page carries the versions of the rows it shows, and sends them back.

For a page that asks before it acts. It puts `seen_versions(...)` into `admin/seen.html` inside its form, and
the act is done only if `refuse_if_changed(request, ...)`, called first in the act's own transaction, finds
the same rows in the same versions. Otherwise the page comes back as things are now, says what changed, and
asks again::

    shown = rows_of_round(round_)
    seen = seen_versions(*shown)            # before anything that the page shows is read
    if request.method == "POST":
        try:
            with transaction.atomic():
                refuse_if_changed(request, *shown)
                publish_round(round=round_, by=signed_in(request))
        except ValidationError as error:
            refusals = error.messages

Querysets are read afresh, so rows that came or went are noticed; of a list of rows it is noticed that they
were changed or deleted. Whatever other rows belong to comes first, as acts hold it first.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeAlias, cast

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import connections
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from respondents.models import EditorialModel

FIELD = "seen"
MOST_NAMED = 12
NOT_SAID = (
    "This page was sent without saying what it had shown, so nothing was changed. "
    "Look at what it shows now, and confirm it again."
)
LOOK_AGAIN = "This page now shows how things are. Look at it again, and confirm it if it still holds."

Rows: TypeAlias = Iterable[EditorialModel]
Versions: TypeAlias = dict[type[EditorialModel], dict[int, int]]
PART = re.compile(r"\A(?P<label>[a-z]+\.[a-z]+)(?P<rows>(?: [0-9]{1,18}:[0-9]{1,9})*)\Z")


class ChangedSinceShownError(ValidationError):
    """Somebody changed what a page showed, between its being shown and being confirmed."""


def seen_versions(*shown: Rows) -> str:
    """The rows that a page shows and their versions, as the one hidden field that carries them.

    A list of rows is taken as it is at hand; a queryset costs one query.
    """
    return written(_versions(shown, _at_hand))


def changed_since(request: HttpRequest, *shown: Rows) -> list[str]:
    """What changed in the rows that the page *shows* since it was drawn: a sentence for each; empty if nothing did.

    Within a transaction the rows are held to its end, so that nothing changes between this and the act.
    """
    if FIELD not in request.POST:
        return [NOT_SAID]
    seen = read(request.POST[FIELD])
    sentences: list[str] = []
    for model, now in _versions(shown, _on_file).items():
        then = seen.get(model, {})
        changed = [pk for pk in sorted({*then, *now}) if then.get(pk) != now.get(pk)]
        sentences += [what_became_of(model, pk, was_seen=pk in then, is_there=pk in now) for pk in changed]
    left = len(sentences) - MOST_NAMED
    return [*sentences[:MOST_NAMED], *([f"And {left} more changes."] if left > 0 else [])]


def refuse_if_changed(request: HttpRequest, *shown: Rows) -> None:
    """Refuse to act on a page whose rows are no longer as it showed them."""
    if changes := changed_since(request, *shown):
        raise ChangedSinceShownError(changes if changes == [NOT_SAID] else [*changes, LOOK_AGAIN])


def written(versions: Versions) -> str:
    """Versions by model and row as one line: ``questions.round 5:3,questions.answer 7:1 8:2``."""
    return ",".join(
        " ".join([model._meta.label_lower, *(f"{pk}:{version}" for pk, version in rows.items())])
        for model, rows in versions.items()
    )


@lru_cache(maxsize=8)
def read(text: str) -> Versions:
    """What `written` wrote. Anything else says nothing, and what is then not known to have been seen counts as new.

    Every row of a page asks for the same text, so the last few are kept; nobody may change what is returned.
    """
    versions: Versions = {}
    known = {
        model._meta.label_lower: model for model in apps.get_models() if issubclass(model, EditorialModel)
    }
    for part in text.split(","):
        match = PART.match(part)
        if match is None or match["label"] not in known:
            continue
        pairs = [pair.split(":") for pair in match["rows"].split()]
        versions.setdefault(known[match["label"]], {}).update(
            (int(pk), int(version)) for pk, version in pairs
        )
    return versions


def what_became_of(model: type[EditorialModel], pk: int, *, was_seen: bool, is_there: bool) -> str:
    """What happened to one row, by whom and when: “The recipient “Ann” was changed by ada on 3 July 2017 at 14:03.”."""
    copy = last_copy(model, pk)
    name = f"The {model._meta.verbose_name}{_named(model, pk, copy)}"
    if is_there:
        return f"{name} was {'changed' if was_seen else 'added'}{by_and_when(copy)}."
    if copy is not None and copy.history_type == "-":
        return f"{name} was deleted{by_and_when(copy)}."
    return f"{name} does not belong here any more."


def last_copy(model: type[EditorialModel], pk: int) -> Any:
    """The last copy of a row in the history, of a deleted one too; None if there is none."""
    return model.history.filter(id=pk).select_related("history_user").order_by("history_id").last()


def by_and_when(copy: Any) -> str:
    """By whom a copy in the history was made, and when: “ by ada on 3 July 2017 at 14:03”."""
    if copy is None:
        return ""
    by = f" by {copy.history_user.get_full_name() or copy.history_user}" if copy.history_user else ""
    return f"{by} on {moment_words(copy.history_date)}"


def moment_words(moment: datetime.datetime) -> str:
    """A moment in the newsroom's time: “3 July 2017 at 14:03”."""
    return date_format(timezone.localtime(moment), r"j F Y \a\t H:i")


def hold_rows(*shown: Rows) -> None:
    """Hold the rows that are about to be written to the end of the transaction, in the order given."""
    _versions(shown, _on_file)


def _versions(shown: Iterable[Rows], versions_of: Callable[[Rows], dict[int, int]]) -> Versions:
    versions: Versions = {}
    for rows in shown:
        if (model := _model(rows)) is not None:
            versions.setdefault(model, {}).update(versions_of(rows))
    return versions


def _model(rows: Rows) -> type[EditorialModel] | None:
    """Of which model *rows* are, its proxies being no others; None for an empty list."""
    model = rows.model if isinstance(rows, QuerySet) else next((type(row) for row in rows), None)
    return None if model is None else cast("type[EditorialModel]", model._meta.concrete_model)


def _at_hand(rows: Rows) -> dict[int, int]:
    if isinstance(rows, QuerySet):
        return dict(rows.order_by().values_list("pk", "version"))
    return {row.pk: row.version for row in rows}


def _on_file(rows: Rows) -> dict[int, int]:
    """The versions that are on file now; within a transaction held against changes, where the database can."""
    model: Any = _model(rows)
    meant = rows.order_by().values("pk") if isinstance(rows, QuerySet) else [row.pk for row in rows]
    stored = model._base_manager.filter(pk__in=meant).order_by("pk")
    if connections[stored.db].in_atomic_block:
        stored = stored.select_for_update(no_key=True)
    return dict(stored.values_list("pk", "version"))


def _named(model: type[EditorialModel], pk: int, copy: Any) -> str:
    """What a row is called, from its last copy if it is gone: “ “Ann””; empty where nothing tells."""
    row = model._base_manager.filter(pk=pk).first() or getattr(copy, "instance", None)
    try:
        return f" “{row}”" if row is not None else ""
    except ObjectDoesNotExist:  # what it belonged to is gone as well
        return ""
