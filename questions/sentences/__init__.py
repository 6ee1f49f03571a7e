"""Every sentence about people is made here, so that none says more than the standings do.

British newsroom style. Numbers to nine are words. The sentences are plain text: templates escape them.
`asking` tells how somebody was asked, `people` where one person stands, `counts` how many answered,
`claims` that somebody did not, and `words` holds the small words that all of them share.
"""

from questions.models.recipients import NO_PARTY
from questions.sentences.asking import (
    approach_words,
    asked_again_words,
    asked_words,
    how_and_when,
    made_words,
    we_asked,
)
from questions.sentences.changes import change_words, not_asked_again_words, place_words
from questions.sentences.claims import claim, whose_word
from questions.sentences.counts import (
    NOT_PUT_TO_THEM,
    VOLUNTEERED,
    counting_sentence,
    fraction,
    headline,
    line_words,
    not_named_note,
    not_named_words,
    open_line_words,
    question_headline,
    replies_words,
    volunteer_words,
)
from questions.sentences.people import (
    NO_ANSWER_HERE,
    NOT_PUT,
    also_known_as,
    open_words,
    record_words,
    replied_words,
    replying,
    standing_words,
)
from questions.sentences.words import (
    by_channel,
    by_channels,
    capitalised,
    counted,
    day,
    join_names,
    minute,
    number_words,
    on,
    quoted,
)

__all__ = [
    "NOT_PUT",
    "NOT_PUT_TO_THEM",
    "NO_ANSWER_HERE",
    "NO_PARTY",
    "VOLUNTEERED",
    "also_known_as",
    "approach_words",
    "asked_again_words",
    "asked_words",
    "by_channel",
    "by_channels",
    "capitalised",
    "change_words",
    "claim",
    "counted",
    "counting_sentence",
    "day",
    "fraction",
    "headline",
    "how_and_when",
    "join_names",
    "line_words",
    "made_words",
    "minute",
    "not_asked_again_words",
    "not_named_note",
    "not_named_words",
    "number_words",
    "on",
    "open_line_words",
    "open_words",
    "place_words",
    "question_headline",
    "quoted",
    "record_words",
    "replied_words",
    "replies_words",
    "replying",
    "standing_words",
    "volunteer_words",
    "we_asked",
    "whose_word",
]
