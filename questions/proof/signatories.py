"""From the source: nobody signs words that the article does not give them.

The row of paragraphs is the same however many sign a reply, so that is looked at here.
"""

from __future__ import annotations

from collections.abc import Iterator

from questions.integrity import Fault, fault
from questions.models import Signatory, Source
from questions.proof.reading import Reply


def faults_of_signatories(source: Source, replies: list[Reply]) -> Iterator[Fault]:
    """Every signatory of *replies*, all taken from *source*, whom the article does not make one.

    Words under a label belong to whom the label names, and to those it says they spoke for. Words without one
    were attributed by an editor: never to somebody who has a label of their own at the same question.
    """
    for reply in replies:
        for signatory in reply.signatories[1:]:
            if _is_labelled(reply) and not signatory.spoken_for and not _label_names(reply, signatory):
                yield fault(
                    "signatory-not-in-source",
                    signatory,
                    f"{source.key} gives these words to {reply.signed_as} alone, "
                    f"and the record to {signatory.recipient.name} too.",
                )
        if not _is_labelled(reply):
            for signatory in reply.signatories:
                yield from _faults_of_attribution(source, reply, signatory, replies)


def _faults_of_attribution(
    source: Source, reply: Reply, signatory: Signatory, replies: list[Reply]
) -> Iterator[Fault]:
    name = signatory.recipient.name
    if label := _label_elsewhere(reply, signatory, replies):
        yield fault(
            "signatory-speaks-elsewhere",
            signatory,
            f"{source.key} has an answer of {label} to the same question, "
            f"and the record attributes this one to {name} too.",
        )
    elif name not in source.text:
        yield fault("signatory-not-in-source", signatory, f"{source.key} does not name {name} anywhere.")


def _is_labelled(reply: Reply) -> bool:
    """Whether the article says whose words these are: an editor had to infer it of none of them."""
    return bool(reply.answers) and not any(answer.is_inferred for answer in reply.answers.values())


def _label_names(reply: Reply, signatory: Signatory) -> bool:
    """Whether the label is one for several, and *signatory* among them: “Mr Sands and Ms Corlett”."""
    label = reply.signed_as
    surname = signatory.recipient.name.split()[-1]
    return signatory.signed_as == label and (" and " in label or "," in label) and surname in label


def _label_elsewhere(reply: Reply, signatory: Signatory, replies: list[Reply]) -> str:
    """The label under which the article has *signatory* at a question that *reply* answers too; empty if none."""
    for other in replies:
        if other is not reply and _is_labelled(other) and other.answers.keys() & reply.answers.keys():
            for labelled in other.signatories:
                if labelled.recipient_id == signatory.recipient_id:
                    return other.signed_as
    return ""
