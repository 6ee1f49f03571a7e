"""Every sentence about people is made here, so that none says more than the standings do.

British newsroom style. Numbers to nine are words. The sentences are plain text: templates escape them.
`asking` tells how somebody was asked, `people` where one person stands, `counts` how many answered,
`claims` that somebody did not, `silences` how far such a claim has come, `story` and `contacts` what a reporter
pastes, `desk` what only editors read, and `words` holds the small words that all of them share.
"""

from questions.models.recipients import NO_PARTY
from questions.sentences.asking import (
    approach_words,
    asked_words,
    deadline_sentence,
    how_and_when,
    we_asked,
)
from questions.sentences.asking_again import asked_again_words
from questions.sentences.cells import GIVEN, PUBLIC_RECORD, cell_label, together_with
from questions.sentences.changes import (
    change_words,
    not_asked_again_words,
    place_words,
    replaced_words,
)
from questions.sentences.claims import claim, whose_word
from questions.sentences.comparing import (
    answered_together,
    compared_words,
    left_out_words,
    nobody_known,
    too_many,
)
from questions.sentences.contacts import contact_sentences, silence_sentences
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
from questions.sentences.desk import (
    bounced_words,
    contact_words,
    deadline_words,
    entered_words,
    overdue_words,
    put_forward_words,
    reply_words,
    some_names,
    state_words,
    to_put_forward_words,
)
from questions.sentences.explained import Explained, Kind
from questions.sentences.naming import introduced, names_of, subject, tell_namesakes_apart
from questions.sentences.narrowing import narrowed_words, page_of_people, shown_here, unknown_view
from questions.sentences.people import (
    NO_ANSWER_HERE,
    NOT_PUT,
    also_known_as,
    on_question_words,
    open_words,
    record_words,
    replied_words,
    replying,
    standing_words,
    volunteered_words,
)
from questions.sentences.positions import PositionLine, position_lines
from questions.sentences.quoting import quote_line
from questions.sentences.second_pair_of_eyes import entered_by_yourself
from questions.sentences.silences import (
    attempt_words,
    evidence_words,
    instead_of_silence_words,
    silence_words,
    withdrawn_silence_words,
)
from questions.sentences.story import (
    Grounds,
    counting_story,
    not_put_sentence,
    open_sentences,
    question_sentence,
)
from questions.sentences.words import (
    by_channel,
    by_channels,
    capitalised,
    counted,
    day,
    isolated,
    join_names,
    minute,
    number_words,
    on,
    quoted,
)

__all__ = [
    "GIVEN",
    "NOT_PUT",
    "NOT_PUT_TO_THEM",
    "NO_ANSWER_HERE",
    "NO_PARTY",
    "PUBLIC_RECORD",
    "VOLUNTEERED",
    "Explained",
    "Grounds",
    "Kind",
    "PositionLine",
    "also_known_as",
    "answered_together",
    "approach_words",
    "asked_again_words",
    "asked_words",
    "attempt_words",
    "bounced_words",
    "by_channel",
    "by_channels",
    "capitalised",
    "cell_label",
    "change_words",
    "claim",
    "compared_words",
    "contact_sentences",
    "contact_words",
    "counted",
    "counting_sentence",
    "counting_story",
    "day",
    "deadline_sentence",
    "deadline_words",
    "entered_by_yourself",
    "entered_words",
    "evidence_words",
    "fraction",
    "headline",
    "how_and_when",
    "instead_of_silence_words",
    "introduced",
    "isolated",
    "join_names",
    "left_out_words",
    "line_words",
    "minute",
    "names_of",
    "narrowed_words",
    "nobody_known",
    "not_asked_again_words",
    "not_named_note",
    "not_named_words",
    "not_put_sentence",
    "number_words",
    "on",
    "on_question_words",
    "open_line_words",
    "open_sentences",
    "open_words",
    "overdue_words",
    "page_of_people",
    "place_words",
    "position_lines",
    "put_forward_words",
    "question_headline",
    "question_sentence",
    "quote_line",
    "quoted",
    "record_words",
    "replaced_words",
    "replied_words",
    "replies_words",
    "reply_words",
    "replying",
    "shown_here",
    "silence_sentences",
    "silence_words",
    "some_names",
    "standing_words",
    "state_words",
    "subject",
    "tell_namesakes_apart",
    "to_put_forward_words",
    "together_with",
    "too_many",
    "unknown_view",
    "volunteer_words",
    "volunteered_words",
    "we_asked",
    "whose_word",
    "withdrawn_silence_words",
]
