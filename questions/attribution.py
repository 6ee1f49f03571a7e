"""Sentences about whose words they are: who signed, who spoke, for whom, when, and why words are missing.

They go with `questions.sentences`, under the same rules: British newsroom style, plain text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from questions.models import Answer, Origin, Response, Signatory, Withheld
from questions.sentences import (
    Explained,
    Kind,
    by_channel,
    day,
    introduced,
    isolated,
    join_names,
    on,
    position_lines,
    quoted,
)
from questions.sentences.positions import TICKED
from questions.sentences.quoting import given_when


def signed_words(signatories: Sequence[Signatory]) -> str:
    """Everyone a reply comes from: “Mike Sands, Emma Corlett and Chrissie Rumsby”."""
    return join_names([isolated(signatory.recipient.name) for signatory in signatories])


def statement_label(response: Response, signatories: Sequence[Signatory]) -> str:
    """What stands above words that answer no question: “Statement by A and B”, “Declined, saying”."""
    names = signed_words(signatories) if len(signatories) > 1 else ""
    if response.refuses:
        return f"{names} declined, saying" if names else "Declined, saying"
    return f"Statement by {names}" if names else "Statement"


def reply_words(
    response: Response, signatories: Sequence[Signatory], *, has_answers: bool = True
) -> list[str]:
    """What readers are told about a published reply beside its words: who spoke, for whom, how and when it came."""
    words: list[str] = []
    if response.origin == Origin.PUBLIC_RECORD:
        told = ": the newsroom found these words; they are not a reply to it."
        words.append(Explained(Kind.PUBLIC_RECORD, "From the public record", told))
    if response.origin == Origin.REFERRED:
        words.append(
            Explained(Kind.REFERRED, "In reply they pointed to these words", ", published elsewhere.")
        )
    if len(signatories) > 1:
        what = "reply" if response.refuses else "answer" if has_answers else "statement"
        words.append(Explained(Kind.JOINT, f"One joint {what}", f" from {signed_words(signatories)}."))
    if response.on_behalf_of:
        words.append(Explained(Kind.ON_BEHALF, "On behalf of", f" {isolated(response.on_behalf_of)}."))
    if response.spoken_by:
        words.append(Explained(Kind.SPOKESPERSON, "Spoken by", f" {isolated(response.spoken_by)}."))
    words.extend(_unsigned_words(signatories))
    words.extend(timing_words(response, signatories))
    return words


def _unsigned_words(signatories: Sequence[Signatory]) -> list[str]:
    """Who is named in a reply and did not sign it."""
    named = [signatory for signatory in signatories if signatory.spoken_for]
    if not named:
        return []
    is_ = "is" if len(named) == 1 else "are"
    return [Explained(Kind.DID_NOT_SIGN, f"{signed_words(named)} {is_} named in it and did not sign it.")]


def timing_words(response: Response, signatories: Sequence[Signatory]) -> list[str]:
    """When and how a reply came, and whether that was certainly late."""
    words: list[str] = []
    when = on(response.received_day) if response.received_day else ""
    source_words = quoted(response.timing_words)
    if when and source_words:
        source_words = f"({source_words})"
    how = by_channel(response.channel, response.get_channel_display()) if response.channel else ""
    if response.is_reply and (told := " ".join(filter(None, [when, source_words, how]))):
        words.append(f"Received {told}.")
    if response.is_reply and all(response.came_late(each.recipient.own_deadline_on) for each in signatories):
        words.append(Explained(Kind.LATE, "It came after the deadline."))
    if response.came_after_publication:
        words.append(Explained(Kind.AFTER_PUBLICATION, "It came after this round was first published."))
    return words


def withdrawn_words(response: Response) -> str:
    """The dated note that stands in place of words that were published and withdrawn.

    What the newsroom found in the public record was never a reply, and its withdrawal is none either.
    """
    when = f" on {day(response.withdrawn_at)}" if response.withdrawn_at else ""
    what = f"A reply was received, published, and withdrawn{when}."
    if not response.is_reply:
        what = f"Words from the public record were shown here and withdrawn{when}."
    note = f" {isolated(response.withdrawal_note)}" if response.withdrawal_note else ""
    return Explained(Kind.WITHDRAWN, what, note)


REPLACED = "A later answer has taken the place of this one."
REPLACES = "This takes the place of an earlier answer."
CARRIES = Explained(Kind.CARRIED, "An earlier answer of theirs is carried forward.")
CARRIED_UNSEEN = "Carried forward: they say that an earlier answer of theirs still holds. It is not public."


def carried_words(earlier: Response, signatories: Sequence[Signatory]) -> str:
    """Whence an answer is carried forward: “Carried forward from their answer in “X” (received on 3 July 2017)”.

    Where nothing says when it was received, the words say when the question was asked, or the answer published.
    """
    round_, when = earlier.round, given_when(earlier)
    whose = f"the joint answer of {signed_words(signatories)}" if len(signatories) > 1 else "their answer"
    return f"Carried forward from {whose} in {quoted(round_.title)}{f' ({when})' if when else ''}"


def fact_check_words(answer: Answer) -> str:
    """The newsroom's note under an answer, where it stands in a line with others; empty if there is none."""
    return f"Note by the newsroom: {isolated(answer.public_note)}" if answer.public_note else ""


def withheld_words(answer: Answer) -> str:
    """The dated note that stands in place of an answer whose words are not shown."""
    what = "it is held back"
    if answer.withheld == Withheld.WITHDRAWN:
        what = "it was withdrawn"
    if answer.withheld_on:
        exact = "on" if len(answer.withheld_on) == 10 else "in"
        what += f" {exact if answer.withheld == Withheld.WITHDRAWN else 'since'} {answer.withheld_date}"
    note = f" {isolated(answer.withheld_note)}" if answer.withheld_note else ""
    kind = Kind.WITHDRAWN if answer.withheld == Withheld.WITHDRAWN else Kind.HELD_BACK
    return Explained(kind, f"An answer was received; {what}.", note)


def answer_words(answer: Answer) -> list[str]:
    """What readers are told of the words of one answer."""
    words: list[str] = []
    if answer.inference:
        words.append(
            Explained(Kind.INFERRED, "Attributed by the newsroom", f": {isolated(answer.inference)}")
        )
    if answer.is_cut and not answer.withheld:
        words.append(Explained(Kind.CUT, "Shortened", ": […] stands where words were left out."))
    return words


def lead_words(response: Response, signatories: Sequence[Signatory], answer: Answer | None = None) -> str:
    """What stands before the words in a story: whose they are, and everything without which they mislead.

    “Roger Smith (Conservative chairman), on behalf of his colleagues:”. Without an *answer*, it is the statement.
    """
    joint = len(signatories) > 1
    words = [join_names([introduced(signatory.recipient) for signatory in signatories])]
    if response.origin == Origin.PUBLIC_RECORD:
        words.append("found in the public record, not said in reply to the newsroom")
    if response.origin == Origin.REFERRED:
        words.append("in words published elsewhere, to which they pointed in reply")
    if answer is None:
        if response.refuses:
            words.append("declining jointly to answer" if joint else "declining to answer")
        else:
            words.append("in a joint statement" if joint else "in a statement")
    elif joint:
        words.append("in one joint answer")
    if response.on_behalf_of:
        words.append(f"on behalf of {isolated(response.on_behalf_of)}")
    if response.spoken_by:
        words.append(f"spoken by {isolated(response.spoken_by)}")
    if answer is not None and answer.is_paraphrase and not answer.withheld:
        words.append("in the newsroom's words")
    return f"{', '.join(words)}:"


def after_words(
    response: Response, signatories: Sequence[Signatory], answer: Answer | None = None
) -> list[str]:
    """What stands after the words in a story: who did not sign, when they came, and how they are to be read."""
    words = [*_unsigned_words(signatories), *timing_words(response, signatories)]
    return [*words, *([*choice_words(answer), *answer_words(answer)] if answer is not None else [])]


def replacing_words(answer: Answer, others: Iterable[Answer]) -> Iterator[str]:
    """Whether an answer takes the place of an earlier one, or a later one has taken its own.

    *others* are all that readers may know of to the same question.
    """
    if any(other.replaces_id == answer.pk for other in others):
        yield REPLACED
    if any(answer.replaces_id == other.pk for other in others):
        yield REPLACES


def choice_words(answer: Answer) -> list[str]:
    """Which choice of a typed question an answer is: their own tick, and the newsroom's reading where it differs."""
    lines = position_lines(answer)
    return [
        f"{'They ticked' if line.label == TICKED else line.label}: {isolated(line.choice)}." for line in lines
    ]
