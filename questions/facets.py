"""How many each choice of a filter would find, if it were taken and the other filters kept.

Filters on people mean one and the same recipient, and a joint answer is one answer, as somebody asked twice is one
politician: so the numbers are put together here, from four queries for answers and one for people, and not by the
database, which took a query for each filter and three times as long.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django import forms

from questions.counted_choices import CountedSelect
from questions.filters import ON_PEOPLE, AnswerFilter, PeopleFilter
from questions.models import Answer, Recipient, Signatory
from questions.search.names import begin_words, looked_for

Counts = dict[str, Counter[str]]
Signer = dict[str, str]  # the value of each filter on people that means a recipient
FEW = 500  # of so many responses the signatories are asked for one by one; of more, those of the whole record


def count_choices(filters: AnswerFilter) -> None:
    """Put the number of answers beside each choice of the form, and offer the numbers of questions that there are."""
    counts = counts_by_filter(filters)
    put_beside(filters.form, counts)
    chosen = filters.form.cleaned_data.get("question")
    numbers = sorted({*map(int, counts["question"]), *([chosen] if chosen else [])})
    offered = [("", "Any question"), *((str(number), f"Question {number}") for number in numbers)]
    filters.form.fields["question"].widget.choices = offered


def count_people(filters: PeopleFilter) -> None:
    """Put beside each choice of the form how many people it would find: one query."""
    wanted = looked_for(filters.words)
    rows = filters.everyone().with_choices(filters.at, filters.listed, *filters.names)
    signers = [
        (dict(zip(ON_PEOPLE, values[: len(ON_PEOPLE)], strict=True)), listed)
        for _, *values in rows
        if (listed := values[len(ON_PEOPLE)]) is not None
        and begin_words(wanted, values[len(ON_PEOPLE) + 1 :])
    ]
    put_beside(filters.form, counts_of_people(signers, filters.form.cleaned_data))


def counts_of_people(people: Iterable[tuple[Signer, int]], chosen: Mapping[str, Any]) -> Counts:
    """The number for each choice of each filter on *people*, each with what they can be chosen by and their key.

    Whoever is there twice is counted once. *chosen* are the values of the filters.
    """
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    taken = {name: value for name in ON_PEOPLE if (value := chosen.get(name))}
    for signer, key in people:
        for name, value in _choices_of(signer, taken):
            found[name][value].add(key)
    return {name: Counter({value: len(keys) for value, keys in found[name].items()}) for name in ON_PEOPLE}


def put_beside(form: forms.Form, counts: Counts) -> None:
    """Give each list of choices of *form* its numbers."""
    for name, field in form.fields.items():
        if isinstance(field.widget, CountedSelect):
            field.widget.counts = counts[name]


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
