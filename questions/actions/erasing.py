"""Erasing where a politician can be reached: from rows, from the history and from the log."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models

from questions.actions.acts import act
from questions.actions.history import hold, note_in_history
from questions.models import Approach, Recipient, Response, Round
from respondents.history import not_recording
from respondents.models import ContactAddress, EditorialModel, Politician
from respondents.whole_addresses import ERASED, is_too_short, pattern_of

# The copies from which an address is erased: of where people were reached, and of what the newsroom noted for itself.
COPIES: dict[type[EditorialModel], tuple[str, ...]] = {
    ContactAddress: ("value", "private_note"),
    Approach: ("made_to", "private_note"),
    Recipient: ("private_note",),
    Response: ("notes",),
    Round: ("notes",),
}


@dataclass(frozen=True)
class KnownAddress:
    """A contact address with every value that it ever had, the latest first; it may have been deleted since."""

    row: ContactAddress
    values: tuple[str, ...]
    is_on_file: bool


@dataclass(frozen=True)
class Mention:
    """A text in which an erased address still stands, for an editor to look at: evidence is not rewritten.

    It stands there now, or in earlier states of it that the history keeps, or both.
    """

    row: models.Model
    field: str
    stands_now: bool = True
    in_history: bool = False

    @property
    def name(self) -> str:
        """What the row is called; its kind, where what it belonged to is gone."""
        try:
            return str(self.row)
        except ObjectDoesNotExist:
            return f"a {self.row._meta.verbose_name}"


def addresses_known(politician: Politician) -> list[KnownAddress]:
    """Every contact address that *politician* has or had, also in a record that was merged with theirs."""
    copies: Any = ContactAddress.history
    theirs = {politician.pk, *politician.numbers_merged()}
    elsewhere = ContactAddress.objects.exclude(politician=politician)
    numbers = copies.filter(politician_id__in=theirs).exclude(id__in=elsewhere.values("pk")).values("id")
    rows = {row.pk: row for row in politician.contact_addresses.all()}
    values = {pk: {row.value: None} for pk, row in rows.items()}
    on_file = set(rows)
    for copy in copies.filter(id__in=numbers).order_by("-history_id"):
        if copy.id not in rows:
            rows[copy.id] = copy.instance
            rows[copy.id].politician = politician
        values.setdefault(copy.id, {}).setdefault(copy.value)
    known = [
        KnownAddress(row, tuple(value for value in values[pk] if value != ERASED), pk in on_file)
        for pk, row in rows.items()
    ]
    return [each for each in known if each.values]


@act
def erase_contact_details(*, addresses: Iterable[ContactAddress], by: User) -> list[Mention]:
    """Remove *addresses* of one politician for ever, with every value they ever had, and say that it was done.

    They may have been deleted since. They go from the contact addresses, from the approaches that were made to them,
    from the copies of both and of private notes in the history, and from the log; whoever has one of them on file
    too keeps it. Returns the texts in which they still stand: originals, notes, archived articles, published words.
    Raises `ValidationError` if none is given, or one that cannot be an address.
    """
    erased = list(addresses)
    if not erased:
        raise ValidationError("Choose at least one address to erase. Nothing was changed.")
    politician: Politician = erased[0].politician
    hold(politician)
    _refuse_what_is_no_address(erased)
    known = {each.row.pk: each for each in addresses_known(politician)}
    values = [
        value for row in erased for value in (row.value, *(known[row.pk].values if row.pk in known else ()))
    ]
    pattern = pattern_of(values)
    with not_recording():
        for address in erased:
            _erase_address(address)
    others = _others_with(pattern)
    _erase_from_approaches(pattern, others)
    _erase_from_copies(pattern, others)
    _erase_from_log(pattern)
    kinds = ", ".join(sorted({address.get_kind_display() for address in erased}))
    note_in_history(politician, by, f"Erased contact details: {kinds}.")
    return mentions_of(pattern)


def _refuse_what_is_no_address(erased: Iterable[ContactAddress]) -> None:
    if short := [row.value for row in erased if is_too_short(row.value)]:
        raise ValidationError(
            f"“{short[0]}” is too short for an address: it stands in too many other words to be erased from them. "
            "Delete it on the politician's own page instead. Nothing was changed."
        )


def _erase_address(address: ContactAddress) -> None:
    """Take the row away if it is still there, and its values and notes out of its copies."""
    number = address.pk
    if ContactAddress.objects.filter(pk=number).exists():
        address.delete()
    copies: Any = ContactAddress.history
    copies.filter(id=number).update(value=ERASED, private_note="")


def _others_with(pattern: re.Pattern[str]) -> set[int]:
    """The politicians who have one of the erased addresses on file themselves: it is theirs as well."""
    on_file = ContactAddress.objects.values_list("politician_id", "value")
    return {politician for politician, value in on_file if pattern.search(value)}


def _erase_from_approaches(pattern: re.Pattern[str], others: Collection[int]) -> None:
    """Erase it from approaches, but for those to people who have the very address on file themselves."""
    copies: Any = Approach.history
    for approach in Approach.objects.select_related("recipient"):
        made_to, note = (pattern.sub(ERASED, words) for words in (approach.made_to, approach.private_note))
        is_theirs = approach.recipient.politician_id in others
        if is_theirs or (made_to, note) == (approach.made_to, approach.private_note):
            continue
        approach.made_to, approach.private_note = made_to, note
        with not_recording():
            approach.save(update_fields=["made_to", "private_note"])
        last = copies.filter(id=approach.pk).order_by("-history_id").first()
        if last is not None:  # the last copy stands for what is on file
            copies.filter(history_id=last.history_id).update(version=approach.version)


def _erase_from_copies(pattern: re.Pattern[str], others: Collection[int]) -> None:
    """Erase it from the copies in the history, of other people and of rows long gone too."""
    politicians = dict(Recipient.objects.values_list("pk", "politician_id"))
    for model, names in COPIES.items():
        copies: Any = model.history
        for copy in list(_holding(copies.all(), pattern, names)):
            if _whose(copy, politicians) not in others:
                told = {name: pattern.sub(ERASED, getattr(copy, name)) for name in names}
                copies.filter(history_id=copy.history_id).update(**told)


def _whose(copy: Any, politicians: Mapping[int, int | None]) -> int | None:
    """The politician whom a copy is about, by way of the recipient where it has none of its own."""
    if hasattr(copy, "politician_id"):
        return cast("int | None", copy.politician_id)
    return politicians.get(copy.recipient_id) if hasattr(copy, "recipient_id") else None


def _erase_from_log(pattern: re.Pattern[str]) -> None:
    names = ["object_repr", "change_message"]
    for entry in list(_holding(LogEntry.objects.all(), pattern, names)):
        for name in names:
            setattr(entry, name, pattern.sub(ERASED, getattr(entry, name)))
        entry.save()


def mentions_of(pattern: re.Pattern[str]) -> list[Mention]:
    """Where what *pattern* finds stands in a text of the record, or in an earlier state of one."""
    found: list[Mention] = []
    for model in apps.get_models():
        if issubclass(model, EditorialModel) and not model._meta.proxy:
            for name in _texts(model):
                found += _mentions_in(model, name, pattern)
    return found


def _mentions_in(model: type[EditorialModel], name: str, pattern: re.Pattern[str]) -> Iterator[Mention]:
    copies: Any = model.history
    earlier = {copy.id: copy for copy in _holding(copies.order_by("history_id"), pattern, [name])}
    now = {row.pk: row for row in _holding(model._base_manager.order_by("pk"), pattern, [name])}
    there = model._base_manager.in_bulk([pk for pk in earlier if pk not in now])
    label = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a field of its own
    for pk in dict.fromkeys([*now, *earlier]):
        row = now.get(pk) or there.get(pk) or earlier[pk].instance
        yield Mention(row, label, stands_now=pk in now, in_history=pk in earlier)


def _holding(rows: Any, pattern: re.Pattern[str], names: Iterable[str]) -> Iterator[Any]:
    """Those of *rows* in which what *pattern* finds stands in any of the fields *names*.

    Read one by one: no query knows where a telephone number begins and ends, however it is grouped.
    """
    for row in rows.iterator(chunk_size=500):
        if any(pattern.search(getattr(row, name)) for name in names):
            yield row


def _texts(model: type[models.Model]) -> list[str]:
    """The fields of *model* that hold words of people, not of the program."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices
    ]
