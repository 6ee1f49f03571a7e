"""Nothing that readers have seen is changed silently: an act that would is refused, or tells them.

Every act runs within `telling`. It looks at each row before it is saved and again at the end, and compares what readers
see of it. Where something of a public row is another, there must be a `Note`, which becomes a correction for each
thing concerned, in the same transaction; without one the act is refused, whole. Whoever is new on a public list has to
be told of, and so has a reply that is on record no more: that it came is public from the moment it is recorded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models

from questions.actions.corrections import TOLD, Note, key_of, note_correction, thing_concerned
from questions.models import Answer, Correction, Recipient, Response, Signatory
from questions.models.public_fields import FILLED_IN_LATER
from questions.sentences import join_names
from questions.sentences.corrections import ON_THE_LIST, REPLY_ON_RECORD, field_words, label_of, thing_words
from respondents.models import EditorialModel
from respondents.watching import watching

PARENTS = {
    "question": ["round"],
    "recipient": ["round"],
    "approach": ["recipient__round"],
    "response": ["round"],
    "signatory": ["response__round", "recipient"],
    "answer": ["response__round", "question"],
}
EMPTY = (None, "")
SHARED = ""  # the code of the note on all that holds nobody's words


@dataclass(frozen=True)
class Change:
    """One field of a row that readers have seen: its words before and after. *thing* is what a note stands with."""

    thing: EditorialModel
    field: str
    label: str
    earlier: str
    later: str


@dataclass(frozen=True)
class Seen:
    """A row as it was on file before it was first saved in an act: what readers see of it, as values and as words."""

    row: EditorialModel
    values: dict[str, object]
    words: dict[str, str]


def things_in(changes: list[Change]) -> str:
    """What was changed, as a sentence names it."""
    return join_names(list(dict.fromkeys(thing_words(change.thing) for change in changes)))


class UntoldChangeError(ValidationError):
    """Readers have seen what was changed, and nobody said what was wrong. `changes` are those to be told."""

    def __init__(self, changes: list[Change]) -> None:
        self.changes = changes
        super().__init__(
            f"Readers have seen {things_in(changes)}: say what was wrong and what it says now. "
            "Nothing was changed.",
            code="untold_change",
        )


def note_code(thing: EditorialModel) -> str:
    """Which note of a page tells of *thing*: an answer or a response has one of its own, all else shares one.

    Somebody's words may stand in a note. Once they are withheld their own notes go with them, and a note that was
    made for something else must not go on quoting them.
    """
    if not isinstance(thing, Answer | Response):
        return SHARED
    return hashlib.blake2s(thing_words(thing).encode(), digest_size=4).hexdigest()


class Telling:
    """What an act has changed so far of what readers have seen, and the notes that tell them, if there are any.

    `note` is told of everything; `notes` go by `note_code`. Where there is only one thing to tell, either code does.
    """

    def __init__(self, by: User) -> None:
        self.by = by
        self.note: Note | None = None
        self.notes: Mapping[str, Note] = {}
        self._before: dict[tuple[str, int], Seen] = {}
        self._added: list[Answer | Signatory | Recipient] = []
        self._replied: dict[int, Recipient] = {}

    def look(self, row: models.Model, fields: Collection[str] | None) -> None:
        """Remember what readers see of *row*, which is about to be saved or deleted for the first time in this act."""
        if isinstance(row, Response | Signatory) and not row._state.adding:
            self._replied |= {each.pk: each for each in known_to_have_replied(row)}
        if not isinstance(row, EditorialModel) or not row.PUBLIC_FIELDS:
            return
        if fields is not None and not set(row.PUBLIC_FIELDS) & set(fields):
            return
        if row._state.adding:
            if isinstance(row, Answer | Signatory | Recipient):
                self._added.append(row)
        elif key_of(row) not in self._before:
            on_file = row_on_file(row)
            if on_file is not None and on_file.was_public():
                self._before[key_of(row)] = seen(on_file)

    def finish(self) -> list[Correction]:
        """Tell readers of every change of what they have seen; refuse the act if nobody said what was wrong."""
        changes = [change for change in self._changes() if key_of(change.thing) not in TOLD.get()]
        if not changes:
            return []
        things = by_thing(changes)
        codes = {note_code(about[0].thing) for about in things}
        notes = [self._note_on(about[0].thing, is_only_one=len(codes) == 1) for about in things]
        if None in notes:
            raise UntoldChangeError(changes)
        return [
            note_correction(
                about=about[0].thing,
                by=self.by,
                note=note,
                field=", ".join(change.field for change in about),
                earlier_words=joined([(change.label, change.earlier) for change in about]),
                later_words=joined([(change.label, change.later) for change in about]),
            )
            for about, note in zip(things, notes, strict=True)
            if note is not None
        ]

    def _note_on(self, thing: EditorialModel, *, is_only_one: bool) -> Note | None:
        return (
            self.note or self.notes.get(note_code(thing)) or (self.notes.get(SHARED) if is_only_one else None)
        )

    def _changes(self) -> Iterator[Change]:
        """What readers have seen and see no more so, since this was last asked."""
        before, self._before = list(self._before.values()), {}
        added, self._added = self._added, []
        replied, self._replied = list(self._replied.values()), {}
        for row in added:
            yield from added_changes(row)
        for earlier in before:
            now = row_on_file(earlier.row)
            if now is not None:
                yield from changes_between(earlier, seen(now))
        yield from (no_reply_any_more(each) for each in replied if not each.has_reply_on_file())


TELLING: ContextVar[Telling | None] = ContextVar("telling", default=None)


@contextmanager
def telling(by: User) -> Iterator[Telling]:
    """Within it, what readers have seen is not changed silently. An act within another leaves that to the outer one."""
    outer = TELLING.get()
    if outer is not None:
        yield outer
        return
    current = Telling(by)
    token, told = TELLING.set(current), TOLD.set(set())
    try:
        with watching(current.look):
            yield current
            current.finish()
    finally:
        TELLING.reset(token)
        TOLD.reset(told)


def tell_readers(note: Note | None) -> None:
    """Say what is told to readers of what this act changes, if it changes anything they have seen."""
    current = TELLING.get()
    if current is not None and note is not None:
        current.note = note


def row_on_file(row: EditorialModel) -> EditorialModel | None:
    """The row as the database has it now, with what it belongs to."""
    model = row._meta.concrete_model or type(row)
    rows = model._base_manager.select_related(*PARENTS.get(model._meta.model_name or "", []))
    return rows.filter(pk=row.pk).first()  # type: ignore[return-value]  # the model is the row's own


def seen(row: EditorialModel) -> Seen:
    """What readers see of *row* as it is on file."""
    values: dict[str, object] = {}
    words: dict[str, str] = {}
    for name in row.public_fields():
        field = row._meta.get_field(name)
        if field.many_to_many:
            linked = list(getattr(row, name).all())
            values[name] = frozenset(other.pk for other in linked)
            words[name] = "\n".join(str(other) for other in linked)
        else:
            values[name] = getattr(row, field.attname)  # type: ignore[union-attr]  # no relation from elsewhere is listed
            words[name] = field_words(row, name)
    return Seen(row, values, words)


def changes_between(earlier: Seen, later: Seen) -> Iterator[Change]:
    """What readers saw of a row and see no more so. To fill in what was empty may add to it, and change nothing."""
    for name, value in earlier.values.items():
        now = later.values.get(name)
        adds = now >= value if isinstance(value, frozenset) and isinstance(now, frozenset) else value in EMPTY
        is_same = value == now or (value in EMPTY and now in EMPTY)
        if not is_same and not (adds and name in FILLED_IN_LATER):
            yield Change(
                thing=thing_concerned(earlier.row),
                field=name,
                label=label_of(earlier.row, name),
                earlier=earlier.words[name],
                later=later.words.get(name, ""),
            )


def known_to_have_replied(row: Response | Signatory) -> list[Recipient]:
    """Of whom readers know that they replied, by the reply that *row* is or signs; its words may be public or not."""
    own = {"signatures__response": row.pk} if isinstance(row, Response) else {"signatures": row.pk}
    listed = Recipient.objects.filter(**own).select_related("round")
    return [each for each in listed if each.round.was_public() and each.has_reply_on_file()]


def no_reply_any_more(recipient: Recipient) -> Change:
    """That no reply of *recipient* is on record any more, where readers knew of one."""
    return Change(recipient, REPLY_ON_RECORD, REPLY_ON_RECORD, "yes", "no")


def told_when_struck(response: Response) -> list[Change]:
    """What readers have to be told of when *response* is struck from the record."""
    others = Response.objects.replies().exclude(pk=response.pk)
    known = known_to_have_replied(response)
    return [
        no_reply_any_more(each) for each in known if not others.filter(signatories__recipient=each).exists()
    ]


def added_changes(row: Answer | Signatory | Recipient) -> Iterator[Change]:
    """What a new answer or signatory adds to a response that readers have seen, or somebody new to such a list.

    Whoever wrote in unasked changes nothing that was said: they stand outside the total.
    """
    if isinstance(row, Recipient):
        if row.round.was_public() and not row.volunteered and row_on_file(row) is not None:
            yield Change(row, ON_THE_LIST, ON_THE_LIST, "no", "yes")
        return
    if not row.response.was_public() or row_on_file(row) is None:
        return
    now = seen(row)
    names = ["recipient"] if isinstance(row, Signatory) else ["text", "ticked", "position"]
    for name in names:
        if now.words[name]:
            yield Change(thing_concerned(row), name, label_of(row, name), "", now.words[name])


def by_thing(changes: list[Change]) -> list[list[Change]]:
    """The changes of each thing together, in order."""
    grouped: dict[tuple[str, int], list[Change]] = {}
    for change in changes:
        grouped.setdefault(key_of(change.thing), []).append(change)
    return list(grouped.values())


def joined(parts: list[tuple[str, str]]) -> str:
    """The words of one field as they are; those of several, each after its label."""
    if len(parts) == 1:
        return parts[0][1]
    return "\n\n".join(f"{label}: {words or 'nothing'}" for label, words in parts)
