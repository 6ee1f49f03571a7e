"""What an editor typed on a page of the desk, from the moment it is sent until it is saved.

A page that cannot take the words now (its sender was signed out, its token was old) carries them in one signed
field. The next answer gives them back to the same page, which is then merely opened: it is filled, and nothing
is done. They never stand in an address, a log, a session or the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils.html import escape

FIELD = "typed_words"
SALT = "words typed on a page of the desk"

# Not words: what the page itself puts into a form, and its buttons.
BUTTONS = {"_save", "_continue", "_addanother", "_saveasnew"}
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field, not a secret
MARKS = {
    "seen",
    "undecided",
    "action",
    "apply",
    "post",
    "index",
    "select_across",
    "everyone",
    "make",
    "revoke",
    "call_off",
    "step",
    "shown",
}
ROW_MARKS = ("-TOTAL_FORMS", "-INITIAL_FORMS", "-MIN_NUM_FORMS", "-MAX_NUM_FORMS", "-id")

Action = TypeVar("Action", bound=Callable[..., object])


@dataclass
class TypedWords:
    """The fields of one page as they were sent, without passwords and without what only the sending needed."""

    fields: QueryDict
    came_back: bool = False  # carried through another page, so it is shown again and never acted on
    are_readable: bool = True  # False where what was carried is not what this site gave out
    are_shown: bool = False  # whether the page has asked for them

    @property
    def to_copy(self) -> list[tuple[str, str]]:
        """Each thing typed or chosen, under the name of its box; nothing that the page itself put there."""
        return self._named(lambda name: not _is_mark(name))

    def left_over_on(self, html: str) -> list[tuple[str, str]]:
        """What of it has no box on a page: all of it, where the page did not ask for words that came back."""
        if self.came_back and not self.are_shown:
            return self.to_copy
        return self._named(lambda name: not _is_mark(name) and f'name="{escape(name)}"' not in html)

    def _named(self, wanted: Callable[[str], bool]) -> list[tuple[str, str]]:
        return [
            (name.replace("_", " ").replace("-", " "), value)
            for name, values in self.fields.lists()
            if wanted(name)
            for value in values
            if value
        ]

    def sealed(self, address: str) -> str:
        """The words as one field that only the page at *address* opens."""
        return signing.dumps(list(self.fields.lists()), salt=SALT + address, compress=True)


def words_of(request: HttpRequest) -> TypedWords:
    """What a POST holds: words just sent, or words that come back from a sign-in or a refused token."""
    if FIELD not in request.POST:
        return TypedWords(_fields(request.POST.lists()))
    try:
        carried = signing.loads(request.POST[FIELD], salt=SALT + request.path)
    except signing.BadSignature:
        return TypedWords(_fields([]), came_back=True, are_readable=False)
    return TypedWords(_fields(carried), came_back=True)


def typed(request: HttpRequest, holding: str = "") -> QueryDict | None:
    """What fills the form of a page: what was just sent, or what comes back; None when it is merely opened.

    When words come back the request is a GET: a page acts on a POST only, so it is filled and does nothing.
    A page with several forms names a field that only the one meant has, *holding* it.
    """
    words = words_back(request)
    if words is None:
        sent: QueryDict | None = request.POST if request.method == "POST" else None
    else:
        words.are_shown = True
        sent = words.fields
    return None if sent is None or (holding and holding not in sent) else sent


def words_back(request: HttpRequest) -> TypedWords | None:
    """The words that come back to a page, unless there are none."""
    return getattr(request, "words_back", None)


def bring_back(request: HttpRequest, words: TypedWords) -> None:
    """Make of the POST that carried *words* a mere look at its page, with the words beside it."""
    open_only(request)
    request.words_back = words  # type: ignore[attr-defined]  # a note on the request, as Django's own are


def open_only(request: HttpRequest) -> None:
    """Let whoever reads *request* take it for a look at a page: nothing is sent and nothing can be done."""
    request.method = "GET"
    request.POST = QueryDict()


def asks_first(action: Action) -> Action:
    """Say of an action on a list that it shows a page before it acts, and acts on a POST only."""
    action.asks_first = True  # type: ignore[attr-defined]  # as `admin.action` marks its functions
    return action


def _fields(lists: Iterable[tuple[str, list[str]]]) -> QueryDict:
    fields = QueryDict(mutable=True)
    for name, values in lists:
        if name not in BUTTONS and name != TOKEN and not _is_password(name):
            fields.setlist(name, values)
    return fields


def _is_password(name: str) -> bool:
    return "password" in name.lower() and name != "usable_password"  # whether somebody has one is no secret


def _is_mark(name: str) -> bool:
    return name.startswith(("_", "decide-")) or name in MARKS or name.endswith(ROW_MARKS)
