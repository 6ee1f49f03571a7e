"""Where one person stands: in a round, on a question, over the whole record."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from questions.models import Answer, Origin, Question, Recipient, Response, Signatory, Standing
from questions.models.standings import CountsAs
from questions.sentences.words import capitalised, isolated, join_names, number_words
from respondents.models import Politician

NO_ANSWER_HERE = "replied, with no published answer to this question"
NOT_PUT = "this question was not put to them"
ANSWERING = (Standing.ANSWERED, Standing.PARTLY_ANSWERED)


def also_known_as(politician: Politician) -> str:
    """The other names a person goes by: “Also known as A and B”; empty if there are none."""
    names = [line.strip() for line in politician.other_names.splitlines() if line.strip()]
    return f"Also known as {join_names([isolated(name) for name in names])}" if names else ""


def standing_words(
    recipient: Recipient, signatures: Sequence[Signatory] = (), at: datetime.datetime | None = None
) -> str:
    """Where a recipient stands at the moment *at*, as readers are told it.

    *signatures* are theirs, with responses at hand: a reply whose words are not public is told as what it is.
    """
    standing = recipient.standing
    if standing == Standing.EXCUSED:
        return isolated(recipient.decision_wording)
    if standing in {Standing.UNREACHABLE, Standing.LEFT, Standing.NOT_REPORTED}:
        return isolated(recipient.decision_wording) or standing.label
    if standing == Standing.REPLIED:
        return replied_words([signature.response for signature in signatures], at)
    if since := since_replied_note(recipient):
        return f"{standing.label}; {since}"
    return standing.label


def since_replied(recipients: Sequence[Recipient]) -> str:
    """That all of some have replied to a later round: “has since replied …”, of several or a group “have since …”."""
    has = "has" if len(recipients) == 1 and recipients[0].number == 1 else "have"
    return f"{has} since replied to a later round"


def since_replied_note(recipient: Recipient) -> str:
    """What stands beside the name of somebody silent who has replied to a later round; empty of everybody else."""
    return since_replied([recipient]) if recipient.is_silent and recipient.has_since_replied else ""


def more_words(recipients: Sequence[Recipient]) -> str:
    """Those who are counted where a list of silent people stops naming them: “3 more (2 of them have since …)”."""
    later = [recipient for recipient in recipients if recipient.has_since_replied]
    number = sum(recipient.number or 0 for recipient in recipients)
    if not later:
        return f"{number} more"
    if len(later) == len(recipients):
        return f"{number} more (who {since_replied(later)})"
    return f"{number} more ({sum(each.number or 0 for each in later)} of them {since_replied(later)})"


def volunteered_words(recipient: Recipient, words: str) -> str:
    """Where somebody stands who was not asked; *words* are their standing, which says nothing until they reply."""
    sent = (
        recipient.standing in Standing.counted_as(CountsAs.REPLIED) or recipient.standing == Standing.DECLINED
    )
    wrote = "wrote in without being asked"
    return f"{words}; {wrote}" if sent else wrote


def replied_words(
    responses: Sequence[Response], at: datetime.datetime | None = None, *, several: bool = False
) -> str:
    """What readers are told of a reply whose words they do not see, or that has none for any question.

    *several*: it is told of more than one reply at once.
    """
    replies = [response for response in responses if response.is_reply]
    if any(reply.is_published(at) for reply in replies):
        if any(reply.is_published(at) and reply.origin == Origin.REFERRED for reply in replies):
            return "replied by pointing to words published elsewhere"
        return "replied; the words are not on record"
    withdrawn = [reply for reply in replies if reply.is_withdrawn(at)]
    if withdrawn and len(withdrawn) == len(replies):
        if several:
            return "replied; the replies were published and have been withdrawn"
        return "replied; the reply was published and has been withdrawn"
    return f"replied; the {'replies are' if several else 'reply is'} not published yet"


def replying(standings: Sequence[Standing]) -> str:
    """The verb for those who sent something: “answered”, or “replied” where anyone answered no question."""
    replied = [standing for standing in standings if standing.counts_as == CountsAs.REPLIED]
    return "answered" if all(standing in ANSWERING for standing in replied) else "replied"


def record_words(recipients: Sequence[Recipient]) -> str:
    """One person's whole record: “Answered in 1 of 2 rounds; declined in one”.

    A single round is told as what it is and makes no fraction, which would read as a score. Rounds that are not
    counted against them, or in which they may still reply, are no part of the fraction.
    """
    standings = [each.standing for each in recipients if not each.volunteered]
    ways = [standing.counts_as for standing in standings]
    open_ = ways.count(CountsAs.OPEN)
    left_out = ways.count(CountsAs.NOT_COUNTED) + ways.count(CountsAs.UNKNOWN)
    parts = []
    could = [each for each in standings if each.counts_as in {CountsAs.REPLIED, CountsAs.DID_NOT_ANSWER}]
    if len(could) == 1:
        parts.append(f"{could[0].label} in one round")
    elif could:
        parts.append(f"{replying(standings)} in {ways.count(CountsAs.REPLIED)} of {len(could)} rounds")
        if declined := standings.count(Standing.DECLINED):
            parts.append(f"declined in {number_words(declined)}")
    if open_:
        more = "more" if could else f"{'round' if open_ == 1 else 'rounds'}"
        parts.append(f"{number_words(open_)} {more} {_is(open_)} still open")
    if left_out and parts:
        parts.append(f"{number_words(left_out)} more {_is(left_out)} not counted against them")
    return f"{capitalised('; '.join(parts))}." if parts else ""


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def open_words(recipient: Recipient, question: Question, words: str) -> str:
    """What is said of one person without an answer to one question; *words* are their standing."""
    if recipient.standing in ANSWERING:
        optional = " (it is optional)" if question.optional else ""
        return f"{NO_ANSWER_HERE}{optional}"
    return words


def on_question_words(
    recipient: Recipient, question: Question, answers: Sequence[Answer], *, is_put: bool
) -> str:
    """What a table says of one person and one question, a word or two that cannot be read as their answer.

    *answers* are theirs to it that readers may know of, their responses at hand.
    """
    given = [answer for answer in answers if answer.response.is_reply]
    if given:
        shown = [answer for answer in given if not answer.withheld]
        return "answered" if shown else given[-1].get_withheld_display()
    if any(not answer.withheld for answer in answers):
        return "from the public record"
    if not is_put:
        return "not put"
    if question.dropped_on:
        return "dropped"
    if recipient.standing in {*ANSWERING, Standing.REPLIED}:
        return "no published answer"
    may_reply = recipient.standing == Standing.AWAITING and not recipient.volunteered
    return "no answer yet" if may_reply else "no answer"
