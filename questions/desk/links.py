"""The next act: a link that is offered to whoever may do it, and that leads back to where it was pressed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse

from questions.models import Answer, Round, concerns_readers
from questions.models.publishers import THE_ONE

Editor = User | AnonymousUser


@dataclass(frozen=True)
class Act:
    """Something that can be done, in a few words, and the page on which it is done."""

    words: str
    address: str
    is_main: bool = False


@dataclass(frozen=True)
class Task:
    """Something still to do: a sentence, the page where it is done, and whether publication waits for it."""

    sentence: str
    address: str
    is_block: bool = False


def page_of(round_: Round, name: str, **given: object) -> str:
    """The address of one of the desk's pages of a round: ``page_of(round_, "approaches", whom="late")``."""
    address = reverse(f"admin:questions_round_{name}", args=[round_.pk])
    return f"{address}?{urlencode(given, doseq=True)}" if given else address


def list_of(model: str, **given: object) -> str:
    """The address of a list, with its filters."""
    address = reverse(f"admin:questions_{model}_changelist")
    return f"{address}?{urlencode(given)}" if given else address


def back_to(path: str) -> str:
    """What an address ends in, so that whoever saves there comes back to *path*."""
    return urlencode({"next": path})


def new_response(round_: Round, signatories: Iterable[int] = ()) -> str:
    """The page on which a reply is recorded, with those who sign it ticked."""
    given = {"round": round_.pk, "signatory": list(signatories)}
    return f"{reverse('admin:questions_response_add')}?{urlencode(given, doseq=True)}"


def may_set_deadline(user: Editor, round_: Round) -> bool:
    """Whether somebody may set the deadline: of a round that was public, it changes what readers see."""
    return user.has_perm("questions.change_round") and _is_open(round_, user)


def may_open_silences(user: Editor) -> bool:
    """Whether somebody may open the page of a round's silences: to put them forward, or to confirm them."""
    return user.has_perm("questions.change_round") and user.has_perm("questions.change_recipient")


def may_withhold(user: Editor, answer: Answer) -> bool:
    """Whether somebody may keep the words of an answer from readers, or end that: of a public one, publishers."""
    if not user.has_perm("questions.change_answer"):
        return False
    is_public = answer.response.published_at is not None
    return not is_public or (
        user.has_perm("questions.publish_response") and user.has_perm("questions.correct_published")
    )


def may_add_people(user: Editor, round_: Round) -> bool:
    """Whether somebody may put people on the list: of a round that was public, it changes what readers see."""
    return user.has_perm("questions.add_recipient") and _is_open(round_, user)


def publisher_page() -> str:
    """The page on which it is filled in who publishes this."""
    return reverse("admin:questions_publisher_change", args=[THE_ONE])


def may_say_who_publishes(user: Editor) -> bool:
    """Whether somebody may fill in who publishes this, which readers see at once."""
    return user.has_perm("questions.change_publisher") and user.has_perm("questions.correct_published")


def _is_open(round_: Round, user: Editor) -> bool:
    return not concerns_readers(round_) or user.has_perm("questions.correct_published")
