"""Who a sentence is about: several recipients as its subject, and one as a story introduces them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from questions.models import Recipient, RecipientKind
from questions.sentences.words import capitalised, isolated, join_names, number_words

TOLD_APART_BY = "told_apart_by"


@dataclass(frozen=True)
class Subject:
    """Some recipients as a sentence names them; `rest` is what has to be said of groups at its end."""

    names: str
    is_plural: bool
    rest: str = ""

    def does(self, one: str, many: str) -> str:
        """The whole sentence: what *one* does, or *many* do."""
        return f"{self.names} {many if self.is_plural else one}{self.rest}."


def subject(recipients: Sequence[Recipient]) -> Subject:
    """*recipients* as the subject of a sentence: “Ann Able and Ben Best”, “Green Party councillors (three)”.

    No number is invented: of groups whose size is not known, that is said.
    """
    first = recipients[0]
    all_unknown = all(recipient.number is None for recipient in recipients)
    named = [_named(recipient, say_unknown=not all_unknown) for recipient in recipients]
    if first.kind != RecipientKind.PERSON:
        named[0] = capitalised(named[0])
    return Subject(
        join_names(named),
        is_plural=len(recipients) > 1 or first.number != 1,
        rest=" (how many they are is not given)" if all_unknown else "",
    )


def names_of(recipients: Sequence[Recipient]) -> str:
    """*recipients* within a sentence, after its first words."""
    return join_names([_named(recipient, say_unknown=True) for recipient in recipients])


def how_many(recipients: Sequence[Recipient]) -> str:
    """Several by their number: “two people”; where not all of them are persons, “eight on the list”."""
    if all(recipient.kind == RecipientKind.PERSON for recipient in recipients):
        return f"{number_words(len(recipients))} {'person' if len(recipients) == 1 else 'people'}"
    return f"{number_words(len(recipients))} on the list"


def tell_namesakes_apart(recipients: Iterable[Recipient]) -> None:
    """Let sentences name whoever shares a name with somebody else among *recipients* with party, role or area.

    It is noted on the recipients, for as long as they are in memory. Those whom nothing tells apart stay as they are.
    """
    namesakes: dict[str, list[Recipient]] = defaultdict(list)
    for recipient in recipients:
        namesakes[recipient.name].append(recipient)
    for alike in namesakes.values():
        if len({recipient.pk for recipient in alike}) > 1:
            for recipient in alike:
                party = recipient.party.adjective if recipient.party else ""
                facts = filter(None, [party, recipient.role, recipient.area])
                recipient.__dict__[TOLD_APART_BY] = isolated(", ".join(facts))


def _named(recipient: Recipient, *, say_unknown: bool, introduce: bool = False) -> str:
    name = isolated(recipient.name)
    if not introduce and (facts := recipient.__dict__.get(TOLD_APART_BY)):
        name = f"{name} ({facts})"
    if recipient.number is None:
        return f"{name} (how many is not given)" if say_unknown else name
    return name if recipient.number == 1 else f"{name} ({number_words(recipient.number)})"


def introduced(recipient: Recipient) -> str:
    """One recipient with party, role and area as they were when asked: “Mike Sands (Labour councillor)”.

    A party that was not given is said, as everywhere; of a group or an organisation its name says enough.
    """
    party, role, area = map(isolated, (recipient.party_words, recipient.role, recipient.area))
    facts = [f"{party} {role}" if role and recipient.party else ", ".join(filter(None, [role, party])), area]
    if recipient.kind != RecipientKind.PERSON and (recipient.party is None or party in recipient.name):
        facts = [role, area]
    told = ", ".join(filter(None, facts))
    name = _named(recipient, say_unknown=True, introduce=True)
    return f"{name} ({told})" if told else name
