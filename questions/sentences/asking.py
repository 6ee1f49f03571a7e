"""Whom a round asked, how, when and how often."""

from __future__ import annotations

from collections.abc import Sequence

from questions.models import Approach, Outcome, Round
from questions.sentences.dates import in_a_row
from questions.sentences.words import (
    by_channel,
    by_channels,
    isolated,
    join_names,
    number_words,
    on,
    quoted,
)

UNDATED = "in the source's words; the date is not on record"


def approach_words(approaches: Sequence[Approach], *, this_year: int | None = None) -> str:
    """How often and how somebody was contacted: “contacted twice by e-mail, on 3 and 6 July 2017”.

    A bounce is told as a bounce. Where all was in *this_year*, as in a story that is printed now, it goes unsaid.
    """
    if any(approach.made_on and approach.made_on[:4] != str(this_year) for approach in approaches):
        this_year = None
    delivered = [approach for approach in approaches if approach.was_delivered]
    bounced = [approach for approach in approaches if approach.outcome == Outcome.BOUNCED]
    never_sent = [approach for approach in approaches if approach.outcome == Outcome.NEVER_SENT]
    parts = [_contacted(delivered, this_year)] if delivered else []
    if bounced:
        parts.append(f"{_messages(bounced, this_year)} bounced")
    if never_sent:
        was = "was" if len(never_sent) == 1 else "were"
        parts.append(f"{_messages(never_sent, this_year)} {was} never sent")
    return "; ".join(parts)


def _contacted(delivered: Sequence[Approach], this_year: int | None) -> str:
    times = {1: "once", 2: "twice"}.get(len(delivered), f"{number_words(len(delivered))} times")
    ways = {approach.channel: approach.get_channel_display() for approach in delivered}
    dates = _made(delivered, this_year)
    when = f", {join_names(dates)}" if dates else ""
    undated = sum(not approach.made for approach in delivered)
    if dates and undated:
        when += f" (the date of {number_words(undated)} is not on record)"
    return f"contacted {times} {by_channels(ways)}{when}"


def _messages(failed: Sequence[Approach], this_year: int | None) -> str:
    """Messages that did not arrive: “a message on 2 July 2017”, “two messages, on 2 and 4 July 2017,”."""
    dates = join_names(_made(failed, this_year))
    if len(failed) == 1:
        return f"a message {dates}".rstrip()
    many = f"{number_words(len(failed))} messages"
    return f"{many}, {dates}," if dates else many


def _made(approaches: Sequence[Approach], this_year: int | None) -> list[str]:
    """When attempts were made, each date told once; the source's own words stand in marks."""
    words = [quoted(approach.made_on_words) for approach in approaches if not approach.made_on]
    dates = in_a_row([approach.made_on for approach in approaches], this_year=this_year)
    return [*dates, *dict.fromkeys(filter(None, words))]


def made_words(approach: Approach) -> str:
    """When one attempt was made: “on 3 July 2017”, or the source's own words in marks."""
    return on(approach.made_on) if approach.made_on else quoted(approach.made_on_words)


def how_and_when(round_: Round) -> str:
    """How and when the questions were put: “by e-mail on 3 July 2017”.

    The source's own words stand in marks. Those for a day are told to be no date: “last week” is not the reader's.
    """
    by_method = by_channel(round_.method, round_.get_method_display()) if round_.method else ""
    how = quoted(round_.method_words) or by_method
    when = on(round_.asked_on) if round_.asked_on else quoted(round_.asked_on_words)
    if round_.asked_on_words and not round_.asked_on:
        when += f" ({UNDATED})"
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
    return f"{' '.join(filter(None, ['We asked', isolated(round_.population), how_and_when(round_)]))}."


def deadline_sentence(round_: Round) -> str:
    """By when answers were asked for: “Answers were asked for by 8 July 2017.”; empty where it is not known."""
    deadline = round_.deadline if round_.deadline_on else quoted(round_.deadline_words)
    return f"Answers were asked for {deadline}." if deadline else ""
