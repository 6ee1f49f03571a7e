"""Every sentence about people is made here, so that none says more than the standings do.

British newsroom style. Numbers to nine are words. The sentences are plain text: templates escape them.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.utils import dateformat, timezone

from questions.counting import Count, Line
from questions.models import (
    Approach,
    Origin,
    Outcome,
    Recipient,
    Response,
    Round,
    Signatory,
    Standing,
)
from respondents.partial_dates import spell

NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def number_words(number: int) -> str:
    """A number as a newspaper prints it: words to nine, figures from ten."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else f"{number:,}"


def join_names(names: Sequence[str]) -> str:
    """“A”, “A and B”, “A, B and C”."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def capitalised(words: str) -> str:
    """*words* with a capital at the start, the rest as it is."""
    return words[:1].upper() + words[1:]


def day(moment: datetime.datetime) -> str:
    """A moment's day as readers see it, in the newsroom's time zone."""
    return dateformat.format(timezone.localtime(moment), "j F Y")


def fraction(count: Count) -> str:
    """The fair rate: “3 of 8 who could answer”, “at least 5 of 17”."""
    least = "at least " if count.is_at_least else ""
    could = " who could answer" if count.could_answer != count.asked else ""
    return f"{least}{count.replied} of {count.could_answer}{could}"


def headline(count: Count) -> str:
    """The count in a sentence: “Three of nine asked replied.”; “at least” where some are unnamed."""
    if not count.asked:
        return "The number asked is not known."
    least = "at least " if count.is_at_least else ""
    asked = f"{number_words(count.asked)} asked" if count.asked_count is not None else "those asked"
    return f"{capitalised(least + number_words(count.replied))} of {asked} replied."


def line_words(line: Line) -> str:
    """A line of the count: “5 did not respond”; groups of unknown size without a number."""
    verb = line.standing.label
    groups = [group.name for group in line.groups_of_unknown_size]
    if not groups:
        return f"{line.number} {verb}"
    unknown = f"{join_names(groups)} {verb} (how many they are is not given)"
    return f"{line.number} {verb}; {unknown}" if line.number else unknown


def not_named_words(count: Count) -> str:
    """The line for those asked whom the record does not name; empty if there are none."""
    return f"{count.not_named} not named" if count.not_named else ""


def counting_sentence(count: Count) -> str:
    """All the lines of a count in a row; they add up to the number asked."""
    parts = [line_words(line) for line in count.lines]
    if count.not_named:
        parts.append(not_named_words(count))
    return " · ".join(parts)


def standing_words(recipient: Recipient, signatures: Sequence[Signatory] = ()) -> str:
    """Where a recipient stands, as readers are told it.

    *signatures* are theirs, with responses at hand: a reply whose words are not public is told as what it is.
    """
    standing = recipient.standing
    if standing == Standing.EXCUSED:
        return recipient.decision_wording
    if standing in {Standing.UNREACHABLE, Standing.LEFT, Standing.NOT_REPORTED, Standing.NO_RESPONSE}:
        return recipient.decision_wording or standing.label
    if standing == Standing.REPLIED:
        return replied_words([signature.response for signature in signatures])
    return standing.label


def replied_words(responses: Sequence[Response]) -> str:
    """What readers are told of a reply whose words they do not see, or that has none for any question."""
    replies = [response for response in responses if response.is_reply]
    if any(reply.is_published() for reply in replies):
        if any(reply.is_published() and reply.origin == Origin.REFERRED for reply in replies):
            return "replied by pointing to words published elsewhere"
        return "replied; the words are not on record"
    withdrawn = [reply for reply in replies if reply.is_withdrawn()]
    if withdrawn and len(withdrawn) == len(replies):
        return "replied; the reply was published and has been withdrawn"
    return "replied; the reply is not published yet"


def approach_words(approaches: Sequence[Approach]) -> str:
    """How often and how somebody was contacted: “contacted twice by e-mail, on 3 July 2017 and 6 July 2017”."""
    delivered = [approach for approach in approaches if approach.was_delivered]
    others = [approach for approach in approaches if not approach.was_delivered]
    parts = []
    if delivered:
        times = {1: "once", 2: "twice"}.get(len(delivered), f"{number_words(len(delivered))} times")
        channels = list(dict.fromkeys(approach.get_channel_display() for approach in delivered))
        dates = list(dict.fromkeys(approach.made for approach in delivered if approach.made))
        known = all(approach.made_on for approach in delivered) and delivered
        when = f", {'on ' if known else ''}{join_names(dates)}" if dates else ""
        parts.append(f"contacted {times} by {join_names(channels)}{when}")
    for approach in others:
        when = f" on {spell(approach.made_on)}" if approach.made_on else ""
        bounced = approach.outcome == Outcome.BOUNCED
        parts.append(f"a message{when} bounced" if bounced else f"a message{when} was never sent")
    return "; ".join(parts)


def asked_words(round_: Round) -> str:
    """How the questions were put: “asked by e-mail last week; answers were asked for by Wednesday”."""
    how = f" by {round_.asked_by}" if round_.asked_by else ""
    when = (
        f" on {spell(round_.asked_on)}"
        if len(round_.asked_on) == 10
        else f" {round_.asked}"
        if round_.asked
        else ""
    )
    words = f"asked{how}{when}"
    if round_.deadline:
        words += f"; answers were asked for {round_.deadline}"
    return words


def claim(
    recipient: Recipient, round_: Round, approaches: Sequence[Approach], as_of: datetime.datetime
) -> str:
    """The whole claim that somebody did not respond or declined: how asked, by when, how often, whose word, as of.

    For a non-respondent of *round_* only; anyone else gets an empty claim.
    """
    if not recipient.is_silent:
        return ""
    parts = [f"{capitalised(asked_words(round_))}."]
    if recipient.own_deadline_on:
        parts.append(f"They were given until {spell(recipient.own_deadline_on)}.")
    if attempts := approach_words(approaches):
        parts.append(f"{capitalised(attempts)}.")
    if recipient.standing == Standing.NO_RESPONSE:
        parts.append(f"{capitalised(recipient.standing.label)}, {whose_word(recipient)}.")
        parts.append(f"No reply is on record as of {day(as_of)}.")
    else:
        parts.append(f"{capitalised(recipient.standing.label)}, as of {day(as_of)}.")
    return " ".join(parts)


def whose_word(recipient: Recipient) -> str:
    """Whose word a decision is: the source's, or the newsroom's with its date."""
    if recipient.decision_source is not None:
        return f"as reported by {recipient.decision_source.publication or recipient.decision_source.title}"
    when = f" on {spell(recipient.decided_on)}" if recipient.decided_on else ""
    return f"as the newsroom recorded{when}"
