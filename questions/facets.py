"""How many answers each choice of a filter would find, if it were taken and the other filters kept.

Filters on people mean one and the same signatory, and a joint answer is one answer: so the numbers are put together
here, from four queries, and not by the database, which took a query for each filter and three times as long.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from questions.counted_choices import CountedSelect
from questions.filters import ON_PEOPLE, AnswerFilter
from questions.models import Answer, Recipient, Signatory

Counts = dict[str, Counter[str]]
Signer = dict[str, str]  # the value of each filter on people that means them
FEW = 500  # of so many responses the signatories are asked for one by one; of more, those of the whole record


def count_choices(filters: AnswerFilter) -> None:
    """Put the number of answers beside each choice of the form, and offer the numbers of questions that there are."""
    counts = counts_by_filter(filters)
    for name, field in filters.form.fields.items():
        if isinstance(field.widget, CountedSelect):
            field.widget.counts = counts[name]
    chosen = filters.form.cleaned_data.get("question")
    numbers = sorted({*map(int, counts["question"]), *([chosen] if chosen else [])})
    offered = [("", "Any question"), *((str(number), f"Question {number}") for number in numbers)]
    filters.form.fields["question"].widget.choices = offered


def counts_by_filter(filters: AnswerFilter) -> Counts:
    """The number of answers for each choice of each filter that finds any."""
    given = filters.worded(Answer.objects.published(filters.at)).counted_by("response_id")
    signers = _signers(given, filters.at)
    chosen = {name: value for name in ON_PEOPLE if (value := filters.form.cleaned_data.get(name))}
    counts: Counts = {name: Counter() for name in ON_PEOPLE}
    for response, number in given.items():
        for name, value in {each for signer in signers[response] for each in _choices_of(signer, chosen)}:
            counts[name][value] += number
    numbered = filters.signed(filters.worded(Answer.objects.published(filters.at), without="question"))
    counts["question"] = Counter(
        {str(n): many for n, many in numbered.counted_by("question__number").items()}
    )
    return counts


def _signers(responses: Collection[int], at: datetime.datetime) -> dict[int, list[Signer]]:
    """Everyone who signed each of *responses*, with what they can be chosen by: two queries."""
    signatories = Signatory.objects.public(at)
    people = Recipient.objects.published(at)
    if len(responses) <= FEW:
        signatories = signatories.of_responses(*responses)
        people = people.who_signed(signatories)
    known = {pk: dict(zip(ON_PEOPLE, values, strict=True)) for pk, *values in people.with_choices(at)}
    signers = defaultdict(list)
    for response, recipient in signatories.order_by().values_list("response_id", "recipient_id"):
        if recipient in known:
            signers[response].append(known[recipient])
    return signers


def _choices_of(signer: Signer, chosen: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The choices that would mean this signatory: all of their own, unless another filter means somebody else."""
    others = [name for name, value in chosen.items() if signer[name] != value]
    for name, value in signer.items():
        if value and (not others or others == [name]):
            yield name, value
