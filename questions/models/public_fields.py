"""What readers see of each kind of row: to change one of these fields of a public row, tell them what was wrong.

Not here is what moves on by acts with dates of their own (publication), what readers never see, in what order people
stand, and what stands live on pages of no single round (names of campaigns, parties, bodies, sources). What became of
an approach moves on too, as long as nobody is said to be silent after it.
"""

ROUND = (
    "campaign",
    "title",
    "introduction",
    "population",
    "body",
    "asked_count",
    "asked_on",
    "asked_on_words",
    "deadline_on",
    "deadline_words",
    "method",
    "method_words",
    "follows",
    "sources",
)
QUESTION = (
    "number",
    "printed_number",
    "preamble",
    "text",
    "kind",
    "choices",
    "scale_from",
    "scale_to",
    "optional",
    "put_to",
    "dropped_on",
    "public_note",
    "repeats",
)
DECISION = ("decision", "decision_wording", "decision_source", "own_deadline_on")
# Whose record a recipient leads to is changed by merging two records only, and the old address leads on.
RECIPIENT = (
    "kind",
    "name",
    "party",
    "role",
    "area",
    "body",
    "size",
    "volunteered",
    "takes_place_of",
    *DECISION,
)
APPROACH = ("kind", "made_on", "made_on_words", "channel", "outcome")
RESPONSE = (
    "received_on",
    "received_at",
    "timing_words",
    "channel",
    "origin",
    "refuses",
    "spoken_by",
    "on_behalf_of",
    "statement",
    "source",
)
SIGNATORY = ("recipient", "spoken_for")
ANSWER = (
    "text",
    "ticked",
    "position",
    "is_paraphrase",
    "is_cut",
    "inference",
    "public_note",
    "replaces",
    "carried_from",
)

# Where one of these was empty, filling it in says that nothing was wrong: it adds to what stands there.
FILLED_IN_LATER = (
    "introduction",
    "follows",
    "sources",
    "dropped_on",
    "public_note",
    "repeats",
    "decision_wording",
    "decision_source",
    "takes_place_of",
    "replaces",
    "carried_from",
)
