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
    Question,
    Recipient,
    Response,
    Round,
    Signatory,
    Standing,
)
from questions.models.standings import CountsAs
from respondents.partial_dates import spell

NO_PARTY = "party not given"
NO_ANSWER_HERE = "replied, with no published answer to this question"
NOT_PUT = "this question was not put to them"
NOT_PUT_TO_THEM = "Not put to them"
VOLUNTEERED = "Wrote in without being asked"
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def number_words(number: int) -> str:
    """A number as a newspaper prints it: words to nine, figures from ten."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else f"{number:,}"


def join_names(names: Sequence[str]) -> str:
    """“A”, “A and B”, “A, B and C”."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number: int, what: str) -> str:
    """A number of things: “24 answers”, “1 answer”, “no answers”. The plural of *what* takes an s."""
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def capitalised(words: str) -> str:
    """*words* with a capital at the start, the rest as it is."""
    return words[:1].upper() + words[1:]


def day(moment: datetime.datetime) -> str:
    """A moment's day as readers see it, in the newsroom's time zone."""
    return dateformat.format(timezone.localtime(moment), "j F Y")


def quoted(words: str) -> str:
    """The source's own words, in marks; nothing where there are none."""
    return f"“{words}”" if words else ""


def on(date: str) -> str:
    """A partial date as a sentence has it: “on 3 July 2017”, “in July 2017”, “in 2017”."""
    return f"{'on' if len(date) == 10 else 'in'} {spell(date)}"


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
    if not count.replied:
        return f"None of {asked} is known to have replied." if least else f"None of {asked} replied."
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


def volunteer_words(count: Count) -> str:
    """The line for those outside the total: “2 wrote in without being asked”."""
    return f"{len(count.volunteers)} wrote in without being asked"


def counting_sentence(count: Count) -> str:
    """All the lines of a count in a row; they add up to the number asked."""
    parts = [line_words(line) for line in count.lines]
    if count.not_named:
        parts.append(not_named_words(count))
    return " · ".join(parts)


def standing_words(
    recipient: Recipient, signatures: Sequence[Signatory] = (), at: datetime.datetime | None = None
) -> str:
    """Where a recipient stands at the moment *at*, as readers are told it.

    *signatures* are theirs, with responses at hand: a reply whose words are not public is told as what it is.
    """
    standing = recipient.standing
    if standing == Standing.EXCUSED:
        return recipient.decision_wording
    if standing in {Standing.UNREACHABLE, Standing.LEFT, Standing.NOT_REPORTED}:
        return recipient.decision_wording or standing.label
    if standing == Standing.REPLIED:
        return replied_words([signature.response for signature in signatures], at)
    return standing.label


def replied_words(responses: Sequence[Response], at: datetime.datetime | None = None) -> str:
    """What readers are told of a reply whose words they do not see, or that has none for any question."""
    replies = [response for response in responses if response.is_reply]
    if any(reply.is_published(at) for reply in replies):
        if any(reply.is_published(at) and reply.origin == Origin.REFERRED for reply in replies):
            return "replied by pointing to words published elsewhere"
        return "replied; the words are not on record"
    withdrawn = [reply for reply in replies if reply.is_withdrawn(at)]
    if withdrawn and len(withdrawn) == len(replies):
        return "replied; the reply was published and has been withdrawn"
    return "replied; the reply is not published yet"


def approach_words(approaches: Sequence[Approach]) -> str:
    """How often and how somebody was contacted: “contacted twice by e-mail, on 3 July 2017 and on 6 July 2017”."""
    delivered = [approach for approach in approaches if approach.was_delivered]
    others = [approach for approach in approaches if not approach.was_delivered]
    parts = []
    if delivered:
        times = {1: "once", 2: "twice"}.get(len(delivered), f"{number_words(len(delivered))} times")
        channels = list(dict.fromkeys(approach.get_channel_display() for approach in delivered))
        dates = list(dict.fromkeys(filter(None, (made_words(approach) for approach in delivered))))
        when = f", {join_names(dates)}" if dates else ""
        parts.append(f"contacted {times} by {join_names(channels)}{when}")
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
    by_method = f"by {round_.get_method_display()}" if round_.method else ""
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
    wording = f" (“{recipient.decision_wording}”)" if recipient.decision_wording else ""
    if recipient.decision_source is not None:
        source = recipient.decision_source
        return f"as reported by {source.publication or source.title}{wording}"
    when = f" {on(recipient.decided_on)}" if recipient.decided_on else ""
    return f"as the newsroom recorded{when}{wording}"


def record_words(recipients: Sequence[Recipient]) -> str:
    """One person's whole record as a fraction: “Replied in 2 of 3 rounds.”, without those not counted against them."""
    asked = [each for each in recipients if not each.volunteered]
    ways = [each.standing.counts_as for each in asked]
    could = [way for way in ways if way not in {CountsAs.NOT_COUNTED, CountsAs.UNKNOWN}]
    if not could:
        return ""
    replied = could.count(CountsAs.REPLIED)
    rounds = "round" if len(could) == 1 else "rounds"
    words = f"Replied in {replied} of {len(could)} {rounds}"
    if left_out := len(ways) - len(could):
        words += (
            f"; {number_words(left_out)} more {'is' if left_out == 1 else 'are'} not counted against them"
        )
    return f"{words}."


def replies_words(recipients: Sequence[Recipient]) -> str:
    """How many replied of some who were asked, a party's or a body's: as a fraction."""
    count = Count(None, tuple(recipients))
    if not count.could_answer:
        return ""
    least = "at least " if count.groups_of_unknown_size or count.number(CountsAs.UNKNOWN) else ""
    return f"Replies given: {least}{count.replied} of {count.could_answer} that could be."


def change_words(before: Recipient | None, now: Recipient) -> str:
    """Where somebody stood in the round before and where they stand in this one."""
    if before is None:
        return f"first asked in this round: {now.standing.label}"
    if before.standing == now.standing:
        return f"{now.standing.label}, both times"
    return f"{before.standing.label} before; now {now.standing.label}"


# --- one question --------------------------------------------------------------------------------


def question_headline(answered: Line, count: Count) -> str:
    """How many answered one question, “at least” where some are unnamed."""
    least = "at least " if count.is_at_least else ""
    answered_words = capitalised(least + number_words(answered.number))
    return f"{answered_words} of {number_words(count.asked)} asked answered this question."


def open_line_words(line: Line) -> str:
    """A line of those without an answer to one question; whoever answered others left this one open."""
    if line.standing in {Standing.ANSWERED, Standing.PARTLY_ANSWERED}:
        return f"{line.number} {NO_ANSWER_HERE}"
    return line_words(line)


def open_words(recipient: Recipient, question: Question, words: str) -> str:
    """What is said of one person without an answer to one question; *words* are their standing."""
    if recipient.standing in {Standing.ANSWERED, Standing.PARTLY_ANSWERED}:
        optional = " (it is optional)" if question.optional else ""
        return f"{NO_ANSWER_HERE}{optional}"
    return words
