"""Whom a round asked, how, when and how often."""

from __future__ import annotations

from collections.abc import Sequence

from questions.models import Approach, Outcome, Round
from questions.sentences.words import by_channel, by_channels, join_names, number_words, on, quoted


def approach_words(approaches: Sequence[Approach]) -> str:
    """How often and how somebody was contacted: “contacted twice by e-mail, on 3 July 2017 and on 6 July 2017”."""
    delivered = [approach for approach in approaches if approach.was_delivered]
    others = [approach for approach in approaches if not approach.was_delivered]
    parts = []
    if delivered:
        times = {1: "once", 2: "twice"}.get(len(delivered), f"{number_words(len(delivered))} times")
        ways = {approach.channel: approach.get_channel_display() for approach in delivered}
        dates = list(dict.fromkeys(filter(None, (made_words(approach) for approach in delivered))))
        when = f", {join_names(dates)}" if dates else ""
        undated = sum(not made_words(approach) for approach in delivered)
        if dates and undated:
            when += f" (the date of {number_words(undated)} is not on record)"
        parts.append(f"contacted {times} {by_channels(ways)}{when}")
    for approach in others:
        when = f" {made_words(approach)}" if made_words(approach) else ""
        bounced = approach.outcome == Outcome.BOUNCED
        parts.append(f"a message{when} bounced" if bounced else f"a message{when} was never sent")
    return "; ".join(parts)


def made_words(approach: Approach) -> str:
    """When one attempt was made: “on 3 July 2017”, or the source's own words in marks."""
    return on(approach.made_on) if approach.made_on else quoted(approach.made_on_words)


def how_and_when(round_: Round) -> str:
    """How and when the questions were put: “by e-mail on 3 July 2017”; the source's own words stand in marks."""
    by_method = by_channel(round_.method, round_.get_method_display()) if round_.method else ""
    how = quoted(round_.method_words) or by_method
    when = on(round_.asked_on) if round_.asked_on else quoted(round_.asked_on_words)
    return " ".join(filter(None, [how, when]))


def asked_words(round_: Round) -> str:
    """How the questions were put, and the deadline: “asked by e-mail on 3 July 2017; answers were asked for …”."""
    words = " ".join(filter(None, ["asked", how_and_when(round_)]))
    if round_.deadline:
        deadline = round_.deadline if round_.deadline_on else quoted(round_.deadline_words)
        words += f"; answers were asked for {deadline}"
    return words


def we_asked(round_: Round) -> str:
    """Whom a round asked, how and when: “We asked all nine Norfolk MPs by e-mail”."""
    return f"{' '.join(filter(None, ['We asked', round_.population, how_and_when(round_)]))}."


def asked_again_words(round_: Round, number: int | None, *, of_the_silent: bool) -> str:
    """Whom a follow-up asks, after “We asked …”: “five of those who had not answered “Norfolk's nine MPs””."""
    many = "some" if number is None else number_words(number)
    return f"{many} of those {'who had not answered' if of_the_silent else 'asked in'} “{round_}”"
