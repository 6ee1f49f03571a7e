"""The counting sentences of a story: how many answered, then everyone on the list once, by standing.

“Three of the nine MPs answered. … Chloe Smith is on maternity leave. George Freeman and Brandon Lewis have not
responded.” Nobody is said to have done what their standing does not say.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from questions.counting import Count, Line, open_lines
from questions.models import Question, Recipient, Response, Round, Signatory, Standing
from questions.sentences.counts import told
from questions.sentences.decided import decided_sentences
from questions.sentences.naming import names_of, subject
from questions.sentences.people import ANSWERING, NO_ANSWER_HERE, replied_words, replying
from questions.sentences.population import those_asked
from questions.sentences.words import day, minute, number_words


@dataclass(frozen=True)
class Grounds:
    """What the sentences go by, beside the count: the questions, who signed what, and the moments.

    `signed` holds signatures by the recipient's primary key, responses at hand; `complete` the primary keys of
    those who answered all that was put to them, what was optional too. `at` is the moment whose publication
    counts, `now` the one that is told.
    """

    questions: Sequence[Question]
    put_to_some: bool
    signed: Mapping[int, Sequence[Signatory]]
    complete: frozenset[int]
    at: datetime.datetime
    now: datetime.datetime


def counting_story(round_: Round, count: Count, grounds: Grounds) -> list[str]:
    """How many answered, then everyone on the list of *round_* in exactly one sentence; empty for an empty list."""
    if not count.recipients:
        return []
    head = count_sentence(round_, count, grounds.now)
    sentences = [head] if head else []
    for line in count.lines:
        sentences += standing_sentences(line, grounds)
    if count.not_named:
        sentences.append(not_named_sentence(count))
    if count.volunteers:
        wrote = "wrote in without being asked"
        sentences.append(subject(count.volunteers).does(wrote, wrote))
    if count.is_open and not head:
        sentences.append(f"This is the record as of {minute(grounds.now)}.")
    elif not count.is_open and any(line.standing in Standing.silent() for line in count.lines):
        sentences.append(f"This is the record as of {day(grounds.now)}.")
    return sentences


def count_sentence(round_: Round, count: Count, now: datetime.datetime) -> str:
    """How many of those asked answered; empty where one was asked, of whom a sentence of their own tells."""
    if _is_of_one(count):
        return ""
    if not count.asked and not count.some_replied and not count.is_open:
        return "How many were asked is not known."
    verb = replying([line.standing for line in count.lines])
    whom = those_asked(round_, count)
    return _of_those_asked(count, count.replied, verb, whom, now, some=count.some_replied)


def question_sentence(
    round_: Round, count: Count, answered: Line, now: datetime.datetime, *, to_some: bool, unseen: bool
) -> str:
    """How many answered one question: of everyone asked, or of the few to whom it was put; empty for one alone.

    *unseen*: somebody without a published answer here has a reply on file that may hold one.
    """
    if _is_of_one(count):
        return ""
    whom = "to whom it was put" if to_some else those_asked(round_, count)
    some = bool(answered.groups_of_unknown_size)
    verb = "answered this question"
    return _of_those_asked(count, answered.number, verb, whom, now, some=some, unseen=unseen)


def _is_of_one(count: Count) -> bool:
    return count.asked == 1 and (count.asked_count == 1 or not count.groups_of_unknown_size)


def _of_those_asked(
    count: Count,
    number: int,
    verb: str,
    whom: str,
    now: datetime.datetime,
    *,
    some: bool,
    unseen: bool = False,
) -> str:
    if count.asked_count is None:
        return f"{told(count, number, verb, now, some=some, unseen=unseen)}."
    if number == count.asked == count.counted > 1 and not count.is_open and not count.is_at_least:
        return f"{'Both' if number == 2 else f'All {number_words(number)}'} {whom} {verb}."
    asked = f"the {number_words(count.asked)} {whom}"
    words = told(count, number, verb, now, some=some, asked=asked, unseen=unseen)
    if count.asked == 2 and words.startswith("None of"):
        words = f"Neither{words.removeprefix('None')}"
    return f"{words}."


def standing_sentences(line: Line, grounds: Grounds) -> list[str]:
    """What is said of everyone on one line of a count: a sentence, or one for each thing that differs."""
    people = line.recipients
    match line.standing:
        case Standing.ANSWERED:
            return _all_alike(people, _answered(people, grounds))
        case Standing.PARTLY_ANSWERED:
            return _all_alike(people, "answered some of the questions")
        case Standing.DECLINED:
            return _silent(people, "declined to answer", "declined to answer")
        case Standing.STATEMENT:
            statements = [reply for reply in _replies(people, grounds) if _is_statement(reply, grounds)]
            many = "sent a joint statement" if len(statements) == 1 else "sent statements"
            return [subject(people).does("sent a statement", many)]
        case Standing.REPLIED:
            return _replied(people, grounds)
        case Standing.NO_RESPONSE:
            return _silent(people, "has not responded", "have not responded")
        case Standing.AWAITING:
            return _all_alike(people, "has yet to reply", "have yet to reply")
        case _:
            return decided_sentences(line.standing, people)


def open_sentences(open_: Sequence[Recipient], question: Question, grounds: Grounds) -> list[str]:
    """What is said of those without a published answer to one *question* that was put to them."""
    sentences = []
    for line in open_lines(open_):
        if line.standing in ANSWERING:
            optional = " (it is optional)" if question.optional else ""
            sentences += _all_alike(line.recipients, f"{NO_ANSWER_HERE}{optional}")
        else:
            sentences += standing_sentences(line, grounds)
    if volunteers := [recipient for recipient in open_ if recipient.volunteered]:
        sentences += _all_alike(
            volunteers, "wrote in without being asked, with no published answer to this question"
        )
    return sentences


def not_put_sentence(recipients: Sequence[Recipient]) -> str:
    """That a question was not put to some of those asked."""
    return f"This question was not put to {names_of(recipients)}."


def not_named_sentence(count: Count) -> str:
    """Those asked whom the record does not name; among them may be groups that were named without their size."""
    many = number_words(count.not_named)
    if count.groups_of_unknown_size:
        if count.not_named == 1:
            return "Of those asked, one is not named, and may be in a group above whose size is not given."
        return (
            f"Of those asked, {many} are not named: some of them are in the groups above, whose size is not given; "
            "of the others the record says nothing."
        )
    if count.not_named == 1:
        return "One more is not named: the record does not say who that is or what they did."
    return f"Another {many} are not named: the record does not say who they are or what they did."


def _all_alike(people: Sequence[Recipient], one: str, many: str = "") -> list[str]:
    return [subject(people).does(one, many or one)]


def _answered(people: Sequence[Recipient], grounds: Grounds) -> str:
    """What those did who left nothing open that counts; *every* is said only where nothing at all is open."""
    if any(recipient.pk not in grounds.complete for recipient in people):
        standing = [question for question in grounds.questions if not question.dropped_on]
        return f"answered the question{'' if len(standing) == 1 else 's'}"
    if grounds.put_to_some:
        return "answered every question put to them"
    which = {1: "the question", 2: "both questions"}.get(len(grounds.questions), "every question")
    return f"answered {which}"


def _silent(people: Sequence[Recipient], one: str, many: str) -> list[str]:
    """Those who declined or did not respond; whoever has replied to a later round since is told apart."""
    later = [recipient for recipient in people if recipient.has_since_replied]
    still = [recipient for recipient in people if not recipient.has_since_replied]
    sentences = _all_alike(still, one, many) if still else []
    if later:
        did, since = f"{later[0].standing.label} in this round, and", "since replied to a later round"
        sentences += _all_alike(later, f"{did} has {since}", f"{did} have {since}")
    return sentences


def _replied(people: Sequence[Recipient], grounds: Grounds) -> list[str]:
    """Those with a reply on file that has no public words: a sentence for each reason."""
    by_reason: dict[str, list[Recipient]] = defaultdict(list)
    for recipient in people:
        by_reason[replied_words(_replies([recipient], grounds), grounds.at)].append(recipient)
    sentences = []
    for alike in by_reason.values():
        replies = _replies(alike, grounds)
        sentences += _all_alike(alike, replied_words(replies, grounds.at, several=len(replies) > 1))
    return sentences


def _replies(people: Sequence[Recipient], grounds: Grounds) -> list[Response]:
    """The replies that any of *people* signed, each once."""
    replies = {
        signature.response_id: signature.response
        for recipient in people
        for signature in grounds.signed.get(recipient.pk, ())
        if signature.response.is_reply
    }
    return list(replies.values())


def _is_statement(reply: Response, grounds: Grounds) -> bool:
    return bool(reply.statement) and reply.is_published(grounds.at)
