"""What is still to do on a round, and what blocks its publication: each thing with the page where it is done."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.urls import reverse

from questions.actions.blocks import Block, Place, blocks_of
from questions.actions.second_pair_of_eyes import entered_by, others_who_publish, shown_with
from questions.desk.links import (
    Task,
    back_to,
    list_of,
    may_add_people,
    may_open_silences,
    may_say_who_publishes,
    may_set_deadline,
    page_of,
    publisher_page,
)
from questions.desk.on_file import OnFile
from questions.desk.round_desk import BOUNCED, LATE, PUT_FORWARD, WAITING
from questions.models import Round, Standing
from questions.sentences import (
    capitalised,
    entered_by_yourself,
    how_many,
    may_be_published_by,
    minute,
    opening_number,
)


def checklist_of(on_file: OnFile, user: User, back: str) -> list[Task]:
    """What blocks publication by *user*, then what is still open, with links to the pages that they may open.

    *back* is where those who save there come back to.
    """
    round_ = on_file.round
    if round_.is_published(on_file.at):
        return list(_still_open(on_file, user))
    by_others = _own_words(round_, user, back) if user.has_perm("questions.publish_round") else []
    return [
        *(
            Task(block.sentence, mended_at(round_, block, user, back), is_block=True)
            for block in blocks_of(round_, on_file.listed)
        ),
        *by_others,
        *_still_open(on_file, user),
    ]


def _own_words(round_: Round, user: User, back: str) -> Iterable[Task]:
    """The responses that *user* entered and somebody else publishes: a line for each, that leads to it."""
    responses = list(shown_with(round_).prefetch_related("signatories__recipient"))
    own = entered_by(user, responses) if responses else set()
    by_whom = may_be_published_by(others_who_publish(user)) if own else ""
    for response in responses:
        if response.pk in own:
            told = entered_by_yourself([[each.recipient.name for each in response.signatories.all()]])
            address = reverse("admin:questions_response_change", args=[response.pk])
            yield Task(f"{told} {by_whom}", f"{address}?{back_to(back)}", is_block=True)


def mended_at(round_: Round, block: Block, user: User, back: str) -> str:
    """The page, and the place on it, where what blocks publication is put right."""
    settings = f"{reverse('admin:questions_round_change', args=[round_.pk])}?{back_to(back)}"
    match block.place:
        case Place.MEMBERS:
            return page_of(round_, "members") if may_add_people(user, round_) else ""
        case Place.QUESTIONS:
            return f"{settings}#questions-group"
        case Place.NUMBER_ASKED:
            return f"{settings}#id_asked_count"
        case Place.SILENCE if block.about is not None:
            return page_of(round_, "silences", recipient=block.about.pk) if may_open_silences(user) else ""
        case Place.PUBLISHER:
            return f"{publisher_page()}?{back_to(back)}" if may_say_who_publishes(user) else ""
        case _:
            return f"{settings}#id_asked_on"


def _still_open(on_file: OnFile, user: User) -> Iterable[Task]:
    """What is not done yet, though it blocks nothing: most urgent first."""
    round_, is_public = on_file.round, on_file.round.is_published(on_file.at)
    awaited = [each for each in on_file.listed if each.standing == Standing.AWAITING]
    if awaited and not on_file.approaches:
        yield Task(
            "No approach is on file: record whom you asked, and when. Nobody can be called silent without it.",
            page_of(round_, "approaches", whom="everyone") if user.has_perm("questions.add_approach") else "",
        )
    if awaited and not round_.deadline:
        yield Task(
            "No deadline is set: nobody can be called silent before one has passed.",
            page_of(round_, "deadline") if may_set_deadline(user, round_) else "",
        )
    if on_file.waiting and round_.published_at is not None and not is_public and round_.withdrawn_at is None:
        number = len(on_file.waiting)
        part, it = ("is no part", "it") if number == 1 else ("are no part", "them")
        yield Task(
            f"{_people(number, 'reply', 'replies')} {part} of what goes out on {minute(round_.published_at)}: set that "
            f"time again to include {it}.",
            page_of(round_, "publish") if user.has_perm("questions.publish_round") else "",
        )
    elif on_file.waiting:
        number = len(on_file.waiting)
        told = "is not public yet" if number == 1 else "are not public yet"
        how = "publish it" if number == 1 else "publish them"
        how = how if is_public else f"{'it is' if number == 1 else 'they are'} published with the round"
        yield Task(
            f"{_people(number, 'reply', 'replies')} {told}: {how}.",
            list_of("response", round__id__exact=round_.pk, state="waiting")
            if is_public
            else page_of(round_, "desk", show=WAITING),
        )
    if on_file.late:
        late = [each for each in on_file.listed if each.pk in on_file.late]
        have = "has" if len(late) == 1 else "have"
        yield Task(
            f"{capitalised(how_many(late))} {have} not replied by the deadline: chase them, give them longer, "
            "or record their silence.",
            page_of(round_, "desk", show=LATE),
        )
    if on_file.put_forward:
        number = len(on_file.put_forward)
        it, is_ = ("it", "is") if number == 1 else ("them", "are")
        yield Task(
            f"{_people(number, 'silence', 'silences')} {is_} put forward: a publisher confirms {it}, or takes {it} "
            "back.",
            page_of(round_, "silences", tick="put-forward")
            if may_open_silences(user)
            else page_of(round_, "desk", show=PUT_FORWARD),
        )
    if on_file.bounced:
        unreached = [each for each in on_file.listed if each.pk in on_file.bounced]
        yield Task(
            f"The approach to {how_many(unreached)} bounced and nothing has reached them "
            "since: try another way.",
            page_of(round_, "desk", show=BOUNCED),
        )


def _people(number: int, one: str, many: str) -> str:
    return f"{opening_number(number)} {one if number == 1 else many}"
