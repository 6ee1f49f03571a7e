"""Those about whom the newsroom decided: excused, not reached, no longer in post, or not reported by the source.

The public wording was typed as a few neutral words (“on maternity leave”) and becomes a sentence where that
is certainly English; else it stands after a colon, as it was typed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from questions.models import Recipient, Standing
from questions.sentences.naming import Subject, names_of, subject
from questions.sentences.words import isolated

LABELS = {
    Standing.EXCUSED: ("was excused", "were excused"),
    Standing.UNREACHABLE: ("could not be reached", "could not be reached"),
    Standing.LEFT: ("is no longer in post", "are no longer in post"),
}
# The first word of a wording that goes on after the name as it is: “has left the council”, “resigned in May”.
NUMBERED = {
    "is": ("is", "are"),
    "are": ("is", "are"),
    "was": ("was", "were"),
    "were": ("was", "were"),
    "has": ("has", "have"),
    "have": ("has", "have"),
}
VERBS = {"could", "did", "died", "had", "left", "lost", "resigned", "retired", "stood", "will"}
# The first words of a wording that goes on after “is” or “are”.
STATES = (
    "abroad", "absent", "at a", "at the", "away", "ill", "in hospital", "in mourning", "no longer", "not in",
    "off sick", "off work", "on bereavement", "on compassionate", "on holiday", "on jury", "on leave",
    "on long-term", "on maternity", "on parental", "on paternity", "on shared", "on sick", "out of",
    "recovering", "seriously ill", "suspended", "too ill", "travelling", "under", "unwell", "vacant",
)  # fmt: skip


def decided_sentences(standing: Standing, recipients: Sequence[Recipient]) -> list[str]:
    """Sentences about *recipients* of one decided *standing*: one for each wording, in the order of the list."""
    by_wording: dict[str, list[Recipient]] = defaultdict(list)
    for recipient in recipients:
        by_wording[recipient.decision_wording.strip().rstrip(".")].append(recipient)
    return [_sentence(standing, people, wording) for wording, people in by_wording.items()]


def _sentence(standing: Standing, people: Sequence[Recipient], wording: str) -> str:
    who, words = subject(people), isolated(wording)
    if standing == Standing.NOT_REPORTED:
        return f"Whether {names_of(people)} replied is not reported{f': {words}' if words else ''}."
    one, many = LABELS[standing]
    if not wording or wording.casefold() == standing.label.casefold():
        return who.does(one, many)
    if standing == Standing.LEFT and all(each.is_unnamed and each.number == 1 for each in people):
        return f"{who.names}: {words}."  # a vacant seat was never in post
    return _as_a_predicate(who, words) or who.does(f"{one}: {words}", f"{many}: {words}")


def _as_a_predicate(who: Subject, wording: str) -> str:
    """The wording as what is said of *who*; empty where that would not certainly be English."""
    first, _, rest = wording.partition(" ")
    if rest and first.lower() in NUMBERED:
        one, many = NUMBERED[first.lower()]
        return who.does(f"{one} {rest}", f"{many} {rest}")
    lowered = f"{wording[:1].lower()}{wording[1:]}"
    if first.lower() in VERBS:
        return who.does(lowered, lowered)
    if who.is_plural and lowered.startswith("no longer a"):
        return ""
    if any(f"{lowered} ".startswith(f"{state} ") for state in STATES):
        return who.does(f"is {lowered}", f"are {lowered}")
    return ""
