"""What stands above an entry of a feed, and what the feeds are called."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from questions.models import Correction, Origin, Response, Round, Signatory
from questions.sentences.words import capitalised, day, isolated, join_names

FEED_OF_EVERYTHING = "Accountability: everything new"
FEED_OF_CORRECTIONS = "Accountability: corrections"
WITHDRAWN_ROUND = "A round of questions was withdrawn"
WITHDRAWN_REPLY = "A reply was withdrawn"
WITHDRAWN_NOTE = "A note was withdrawn"
WITHDRAWN_WITH_ITS_WORDS = "This note was withdrawn with the words that it was about."


def feed_title(subject: str) -> str:
    """What a feed about a campaign, a round or a politician is called."""
    return f"Accountability: {isolated(subject)}"


def round_entry_title(round_: Round) -> str:
    """A round in a feed: “Norfolk's nine MPs (Children's services)”."""
    return f"{isolated(round_.title)} ({isolated(round_.campaign.title)})"


def reply_entry_title(response: Response, signatories: Sequence[Signatory], at: datetime.datetime) -> str:
    """A reply in a feed: “Joint reply from A and B: Norfolk's nine MPs”; of a withdrawn one, that it is."""
    names = join_names([isolated(signatory.recipient.name) for signatory in signatories])
    if response.origin == Origin.PUBLIC_RECORD:
        what = f"from the public record on {names}"
    else:
        what = f"{'joint reply' if len(signatories) > 1 else 'reply'} from {names}"
    state = "withdrawn: " if response.is_withdrawn(at) else ""
    return f"{capitalised(f'{state}{what}')}: {isolated(response.round.title)}"


def correction_entry_title(correction: Correction) -> str:
    """A note in a feed: “Correction: Norfolk's nine MPs”."""
    return f"{capitalised(correction.get_kind_display())}: {isolated(correction.round.title)}"


def withdrawn_round_words(round_: Round) -> str:
    """The dated note that stands in place of a round that was withdrawn."""
    when = f" on {day(round_.withdrawn_at)}" if round_.withdrawn_at else ""
    note = f" {isolated(round_.withdrawal_note)}" if round_.withdrawal_note else ""
    return f"The newsroom published a round of questions and withdrew it{when}.{note}"
