"""What editors read at their desk: how often somebody was approached, who is late, what came back."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from questions.models import Approach, Outcome, Recipient, Response, Round
from questions.sentences.asking import made_words
from questions.sentences.words import by_channel, day, join_names, minute, number_words, on, opening_number
from respondents.partial_dates import spell

TIMES = {0: "not approached", 1: "once", 2: "twice"}


def state_words(round_: Round, at: datetime.datetime | None = None) -> str:
    """Whether a round is a draft, public or withdrawn, in a word or two."""
    if round_.withdrawn_at is not None and round_.is_withdrawn(at):
        return f"Withdrawn on {day(round_.withdrawn_at)}"
    if round_.published_at is None:
        return "Draft"
    if not round_.is_published(at):
        return f"To be public on {minute(round_.published_at)}"
    return f"Public since {day(round_.published_at)}"


def contact_words(approaches: Sequence[Approach]) -> str:
    """How often somebody was approached, and the last time: “twice, last by e-mail on 6 July 2017: bounced”.

    *approaches* are all to one recipient, in order. That the last was sent is not said.
    """
    times = TIMES.get(len(approaches), f"{number_words(len(approaches))} times")
    if not approaches:
        return times
    last = approaches[-1]
    how = [
        "last" if len(approaches) > 1 else "",
        by_channel(last.channel, last.get_channel_display()),
        made_words(last),
    ]
    became = "" if last.outcome == Outcome.SENT else f": {last.get_outcome_display()}"
    return f"{times}, {' '.join(filter(None, how))}{became}"


def deadline_words(recipient: Recipient, *, is_late: bool) -> str:
    """That somebody is late, or was given longer than the others; empty where there is nothing to say."""
    until = spell(recipient.deadline_on)
    if is_late:
        return f"late: the deadline was {until}"
    return f"given until {spell(recipient.own_deadline_on)}" if recipient.own_deadline_on else ""


def reply_words(response: Response, others: Sequence[Recipient], at: datetime.datetime) -> str:
    """One reply as the desk lists it beside one of its signatories, with whom it was sent and whether it is public."""
    with_whom = f" with {join_names([other.name for other in others])}" if others else ""
    what = "reply" if response.is_reply else "found in the public record"
    when = f" of {response.received}" if response.received else ""
    if response.is_withdrawn(at):
        state = "withdrawn"
    elif response.is_published(at):
        state = "public" if response.round.is_published(at) else "public with the round"
    else:
        state = "not public yet"
    return f"{what}{when}{with_whom}: {state}"


def some_names(names: Sequence[str], number: int) -> str:
    """The first few *names* of a *number* of people: “A, B and three more”."""
    more = number - len(names)
    return join_names([*names, f"{number_words(more)} more"] if more > 0 else names)


def overdue_words(round_: Round, number: int, names: Sequence[str], today: datetime.date) -> str:
    """How many have not replied to a round by its deadline, or have until *today*; the first few by *names*."""
    have = "has" if number == 1 else "have"
    if round_.deadline_on == today.isoformat():
        when, yet = "The deadline is today", " yet"
    else:
        when, yet = f"The deadline was {spell(round_.deadline_on)}", ""
        when = when if round_.deadline_on else "Their own deadline has come"
    return f"{when}; {number_words(number)} {have} not replied{yet}: {some_names(names, number)}"


def to_put_forward_words(number: int, names: Sequence[str]) -> str:
    """How many were reached in time and are late, so that their silence can be put forward; some by *names*."""
    was, have = ("was", "has") if number == 1 else ("were", "have")
    told = f"{opening_number(number)} {was} reached in time and {have} not replied"
    return f"{told}: {some_names(names, number)}"


def put_forward_words(number: int, names: Sequence[str]) -> str:
    """Of how many a silence was put forward and not confirmed yet; the first few by *names*."""
    told = "One silence was" if number == 1 else f"{opening_number(number)} silences were"
    return f"{told} put forward: {some_names(names, number)}"


def entered_words(response: Response, *, by_you: bool) -> str:
    """Who entered a response, and when; *by_you* where somebody else has to publish it."""
    by = response.entered_by
    when = minute(response.entered_at)
    if by_you:
        return f"entered by yourself on {when}: somebody else publishes it"
    return f"entered{f' by {by.get_full_name() or by.get_username()}' if by else ''} on {when}"


def bounced_words(approach: Approach) -> str:
    """That an approach bounced and nothing has reached them since."""
    how = by_channel(approach.channel, approach.get_channel_display())
    when = f" {on(approach.made_on)}" if approach.made_on else ""
    return f"the {approach.get_kind_display()} {how}{when} bounced, and nothing has reached them since"
