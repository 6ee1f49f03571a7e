"""One contact attempt with one or many: what it was, whom it went to, and at which private address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django import forms

from questions.models import Approach, ApproachKind, Channel, Recipient, Round
from questions.sentences import contact_words
from respondents.models import AddressKind, ContactAddress
from respondents.verbatim import LineFormField, VerbatimFormField

LONGEST_ADDRESS = 200
KINDS_OF_ADDRESS = {
    Channel.EMAIL.value: AddressKind.EMAIL.value,
    Channel.PHONE.value: AddressKind.PHONE.value,
    Channel.LETTER.value: AddressKind.POST.value,
}


class ApproachesForm(forms.ModelForm[Approach]):
    """What is the same for everyone approached."""

    class Meta:
        model = Approach
        fields = ["kind", "made_on", "made_on_words", "channel", "outcome", "private_note"]
        labels = {"made_on": "When", "made_on_words": "When, in words", "outcome": "What became of it"}
        help_texts = {"made_on_words": "Instead of the day, where that is not known: “last week”."}
        field_classes = {"made_on_words": LineFormField, "private_note": VerbatimFormField}
        widgets = {"private_note": forms.Textarea(attrs={"rows": 2, "cols": 60})}


@dataclass(frozen=True)
class Contact:
    """One on the list as the page shows them: ticked or not, how often they were approached, where they are reached."""

    recipient: Recipient
    is_ticked: bool
    approaches: tuple[Approach, ...]
    made_to: str
    on_file: tuple[ContactAddress, ...]

    @property
    def so_far(self) -> str:
        """How often they were approached, and when last."""
        return contact_words(self.approaches)


def first_approach(round_: Round, *, is_first: bool, today: str) -> dict[str, str]:
    """What the page fills in beforehand: a reminder unless it is the first approach, in the way the round was put.

    The first is dated as the round says that its questions were put, by the day or else in words; only where it says
    nothing, or of a reminder, today.
    """
    channel = round_.method if round_.method in Channel.values else Channel.EMAIL.value
    kind = ApproachKind.REQUEST if is_first else ApproachKind.REMINDER
    made_on, in_words = today, ""
    if is_first and (round_.asked_on or round_.asked_on_words):
        made_on, in_words = round_.asked_on, "" if round_.asked_on else round_.asked_on_words
    return {"kind": kind.value, "made_on": made_on, "made_on_words": in_words, "channel": channel}


def contacts_of(
    shown: Iterable[Recipient],
    ticked: Container[int],
    made: Mapping[int, Sequence[Approach]],
    channel: str,
    sent: Mapping[str, str] | None,
) -> list[Contact]:
    """Those the page shows, each with the address that was *sent*, else with the one proposed; one query."""
    shown = list(shown)
    addresses: dict[int, list[ContactAddress]] = defaultdict(list)
    politicians = [each.politician_id for each in shown if each.politician_id is not None]
    for address in ContactAddress.objects.filter(politician__in=politicians).order_by("kind", "value"):
        addresses[address.politician_id].append(address)
    contacts = []
    for each in shown:
        on_file = tuple(addresses.get(each.politician_id or 0, ()))
        typed = None if sent is None else sent.get(f"made_to_{each.pk}")
        made_to = proposed(channel, on_file) if typed is None else typed.strip()
        contacts.append(Contact(each, each.pk in ticked, tuple(made.get(each.pk, ())), made_to, on_file))
    return contacts


def proposed(channel: str, on_file: Iterable[ContactAddress]) -> str:
    """The first address on file that *channel* leads to; empty where there is none, or one too long to note."""
    fitting = (each.value for each in on_file if each.kind == KINDS_OF_ADDRESS.get(channel))
    return next((value for value in fitting if len(value) <= LONGEST_ADDRESS), "")


def with_fitting_address(contact: Contact, channel: str) -> Contact:
    """The same; where the box holds an address on file to which *channel* does not lead, with one to which it does."""
    kinds = {each.kind for each in contact.on_file if each.value == contact.made_to}
    if not kinds or KINDS_OF_ADDRESS.get(channel) in kinds:
        return contact
    return replace(contact, made_to=proposed(channel, contact.on_file))
