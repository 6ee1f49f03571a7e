"""Sentences about whose words they are: who signed, who spoke, for whom, when, and why words are missing.

They go with `questions.sentences`, under the same rules: British newsroom style, plain text.
"""

from __future__ import annotations

from collections.abc import Sequence

from questions.models import Answer, Channel, Origin, Response, Signatory, Withheld
from questions.sentences import day, join_names


def signed_words(signatories: Sequence[Signatory]) -> str:
    """Everyone a reply comes from: “Mike Sands, Emma Corlett and Chrissie Rumsby”."""
    return join_names([signatory.recipient.name for signatory in signatories])


def reply_words(response: Response, signatories: Sequence[Signatory]) -> list[str]:
    """What readers are told about a published reply beside its words: who spoke, for whom, how and when it came."""
    words = []
    if response.origin == Origin.PUBLIC_RECORD:
        words.append("From the public record: the newsroom found these words; they are not a reply to it.")
    if response.origin == Origin.REFERRED:
        words.append("In reply they pointed to these words, published elsewhere.")
    if len(signatories) > 1:
        words.append(f"One joint answer from {signed_words(signatories)}.")
    if response.on_behalf_of:
        words.append(f"On behalf of {response.on_behalf_of}.")
    if response.spoken_by:
        words.append(f"Spoken by {response.spoken_by}.")
    if named := [signatory for signatory in signatories if signatory.spoken_for]:
        words.append(
            f"{signed_words(named)} {'is' if len(named) == 1 else 'are'} named in it and did not sign it."
        )
    words.extend(timing_words(response, signatories))
    return words


def timing_words(response: Response, signatories: Sequence[Signatory]) -> list[str]:
    """When and how a reply came, and whether that was certainly late."""
    words = []
    when = response.received and f"{' on' if len(response.received_day) == 10 else ''} {response.received}"
    how = response.channel and f" {channel_words(response)}"
    if response.is_reply and (when or how):
        words.append(f"Received{when}{how}.")
    if response.is_reply and all(response.came_late(each.recipient.own_deadline_on) for each in signatories):
        words.append("It came after the deadline.")
    if response.came_after_publication:
        words.append("It came after this round was first published.")
    return words


def channel_words(response: Response) -> str:
    """The way a reply came: “by e-mail”, “in person”."""
    named = {
        Channel.IN_PERSON: "in person",
        Channel.OTHER: "in another way",
        Channel.SOCIAL: "on social media",
    }
    return named.get(Channel(response.channel), f"by {response.get_channel_display()}")


def withdrawn_words(response: Response) -> str:
    """The dated note that stands in place of a reply that was published and withdrawn."""
    when = f" on {day(response.withdrawn_at)}" if response.withdrawn_at else ""
    return " ".join(
        filter(None, [f"A reply was received, published, and withdrawn{when}.", response.withdrawal_note])
    )


def withheld_words(answer: Answer) -> str:
    """The dated note that stands in place of an answer whose words are not shown."""
    what = "it is held back"
    if answer.withheld == Withheld.WITHDRAWN:
        what = "it was withdrawn"
    if answer.withheld_on:
        exact = "on" if len(answer.withheld_on) == 10 else "in"
        what += f" {exact if answer.withheld == Withheld.WITHDRAWN else 'since'} {answer.withheld_date}"
    return " ".join(filter(None, [f"An answer was received; {what}.", answer.withheld_note]))


def answer_words(answer: Answer) -> list[str]:
    """What readers are told of the words of one answer."""
    words = []
    if answer.inference:
        words.append(f"Attributed by the newsroom: {answer.inference}")
    if answer.is_cut and not answer.withheld:
        words.append("Shortened: […] stands where words were left out.")
    return words
