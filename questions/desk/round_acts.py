"""What can be done from the desk of a round, by whoever is signed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from questions.desk.links import (
    Act,
    Editor,
    back_to,
    may_add_people,
    may_open_silences,
    may_set_deadline,
    page_of,
)
from questions.models import Round


@dataclass(frozen=True)
class TickAct:
    """Something done for everyone ticked in the grid: its page takes them as ``?recipient=1&recipient=2``."""

    words: str
    address: str


def acts_on(round_: Round, user: Editor, back: str) -> list[Act]:
    """What whoever is signed in may do with the round as a whole; the next big step last."""
    return list(_acts_on(round_, user, back))


def _acts_on(round_: Round, user: Editor, back: str) -> Iterable[Act]:
    settings = f"{reverse('admin:questions_round_change', args=[round_.pk])}?{back_to(back)}"
    may_change = user.has_perm("questions.change_round")
    yield Act("Edit the round" if may_change else "The round's settings", settings)
    if may_add_people(user, round_):
        yield Act("Add people", page_of(round_, "members"))
    if may_set_deadline(user, round_):
        yield Act("Set the deadline", page_of(round_, "deadline"))
    if may_change and user.has_perm("questions.add_round") and round_.published_at is not None:
        yield Act("Start a follow-up round", page_of(round_, "follow_up"))
    if round_.is_published():
        yield Act("As readers see it", round_.get_absolute_url())
    else:
        yield Act("Preview", page_of(round_, "preview"))
    if user.has_perm("questions.publish_round"):
        yield Act("Preview links", page_of(round_, "previews"))
    yield Act("Output for a story", page_of(round_, "output"))
    if user.has_perm("questions.publish_round"):
        if round_.is_published():
            yield Act("Withdraw…", page_of(round_, "withdraw"))
        else:
            yield Act("Publish…", page_of(round_, "publish"), is_main=True)


def tick_acts_on(round_: Round, user: Editor) -> list[TickAct]:
    """What whoever is signed in may do for everyone ticked in the grid."""
    acts = []
    if user.has_perm("questions.add_response"):
        acts.append(TickAct("Record a response", reverse("admin:questions_response_add")))
    if user.has_perm("questions.add_approach"):
        acts.append(TickAct("Record an approach", page_of(round_, "approaches")))
    if may_open_silences(user):
        acts.append(TickAct("Record a silence", page_of(round_, "silences")))
    if may_set_deadline(user, round_):
        acts.append(TickAct("Give longer", page_of(round_, "deadline")))
    return acts
