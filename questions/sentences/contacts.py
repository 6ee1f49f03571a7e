"""How each on a list was contacted, and on whose word somebody is said not to have responded."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence

from questions.models import Approach, Recipient, Standing
from questions.sentences.asking import approach_words
from questions.sentences.claims import whose_word
from questions.sentences.naming import names_of, subject
from questions.sentences.words import capitalised, day
from respondents.partial_dates import spell


def contact_sentences(
    recipients: Sequence[Recipient], approaches: Mapping[int, Sequence[Approach]], now: datetime.datetime
) -> list[str]:
    """How often and how *recipients* were contacted: a sentence for all of whom it is the same, in their order.

    *approaches* are theirs by primary key. Whoever wrote in unasked is left out, unless they were approached.
    """
    by_words: dict[str, list[Recipient]] = defaultdict(list)
    for recipient in recipients:
        made = approaches.get(recipient.pk, ())
        if made or not recipient.volunteered:
            by_words[approach_words(made, this_year=now.year)].append(recipient)
    without = by_words.pop("", [])
    sentences = [_contacted(people, words) for words, people in by_words.items()]
    if without and sentences:
        sentences.append(f"No approach of their own is on record for {names_of(without)}.")
    elif without:
        sentences.append("No further approach to any of them is on record.")
    return [*sentences, *_own_deadlines(recipients)]


def _contacted(people: Sequence[Recipient], words: str) -> str:
    """One or several people contacted alike; where nothing arrived, nobody is said to have been contacted."""
    each = "each " if len(people) > 1 else ""
    if words.startswith("contacted"):
        return subject(people).does(f"was {words}", f"were {each}{words}")
    return f"For {f'{each}of ' if each else ''}{names_of(people)}, {words}."


def _own_deadlines(recipients: Sequence[Recipient]) -> list[str]:
    by_day: dict[str, list[Recipient]] = defaultdict(list)
    for recipient in recipients:
        if recipient.own_deadline_on:
            by_day[recipient.own_deadline_on].append(recipient)
    return [
        subject(people).does(f"was given until {spell(day_)}", f"were given until {spell(day_)}")
        for day_, people in by_day.items()
    ]


def silence_sentences(recipients: Sequence[Recipient], now: datetime.datetime) -> list[str]:
    """On whose word some of *recipients* are said not to have responded, and as of when; empty if nobody is."""
    by_word: dict[tuple[str, bool], list[Recipient]] = defaultdict(list)
    for recipient in recipients:
        if recipient.standing == Standing.NO_RESPONSE and not recipient.volunteered:
            by_word[whose_word(recipient), recipient.has_since_replied].append(recipient)
    sentences = []
    for (word, has_since_replied), people in by_word.items():
        later = "; they have since replied to a later round" if has_since_replied else ""
        who = subject(people)
        sentences.append(f"{capitalised(who.names)} did not respond, {word}{later}{who.rest}.")
    if sentences:
        sentences.append(f"No reply from them to this round is on record as of {day(now)}.")
    return sentences
