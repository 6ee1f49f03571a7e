"""The rules of the record that no single row can hold, each as a query that finds the rows which break it.

Forms, the admin and the actions refuse such rows one by one, in the models' own `clean`. Here the whole
record is asked: `loaddata` asks before it keeps a fixture, and `verify` finds what raw SQL has done.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import Exists, F, OuterRef, Q

from questions.address_faults import addresses_of_two
from questions.chain_faults import broken_chains
from questions.models import Answer, Correction, Question, Response, Round, Signatory
from questions.models.verbatim import validate_no_control_characters
from respondents.models import Body, EditorialModel

KEPT_WORDS = (models.CharField, models.TextField)


@dataclass(frozen=True)
class Fault:
    """One row that breaks one rule, with a sentence for the person who has to put it right."""

    rule: str
    model: str
    key: str
    message: str


def key_of(row: models.Model) -> str:
    """How a row is named to people: its natural key, or its number where it has none."""
    natural_key = getattr(row, "natural_key", None)
    return " / ".join(str(part) for part in natural_key()) if natural_key else f"number {row.pk}"


def fault(rule: str, row: models.Model, message: str) -> Fault:
    """The fault that *row* has by *rule*."""
    return Fault(rule, row._meta.label_lower, key_of(row), message)


def link_faults(using: str = DEFAULT_DB_ALIAS) -> Iterator[Fault]:
    """Every link that crosses rounds or goes in a circle, every response from nobody, every address of two."""
    yield from _signatories_of_another_round(using)
    yield from _responses_of_nobody(using)
    yield from _answers_to_another_round(using)
    yield from _answers_linked_wrongly(using)
    yield from _answers_replacing_somebody_elses(using)
    yield from _answers_to_questions_not_put(using)
    yield from _questions_linked_wrongly(using)
    yield from _corrections_of_another_round(using)
    yield from (fault(*broken) for broken in (*broken_chains(using), *addresses_of_two(using)))
    yield from _circles(using)


def refuse_broken_links(*rows: models.Model) -> None:
    """Refuse what was just written if any of *rows* breaks a rule. Call it last in the transaction."""
    about = {(row._meta.label_lower, key_of(row)) for row in rows}
    broken = [each.message for each in link_faults() if (each.model, each.key) in about]
    if broken:
        raise ValidationError([*broken, "Nothing was changed."])


def text_faults(using: str = DEFAULT_DB_ALIAS) -> Iterator[Fault]:
    """Every text with a control character that cannot be kept."""
    for model in editorial_models():
        names = [field.name for field in model._meta.concrete_fields if isinstance(field, KEPT_WORDS)]
        rows = model._base_manager.using(using).values_list("pk", *names).order_by("pk")
        for pk, *texts in rows.iterator():
            for name, text in zip(names, texts, strict=True):
                try:
                    validate_no_control_characters(text)
                except ValidationError as error:
                    row = model._base_manager.using(using).get(pk=pk)
                    yield fault("control-character", row, f"{name}: {error.messages[0]}")


def editorial_models() -> list[type[EditorialModel]]:
    """The models whose rows editors keep, each table once."""
    return [
        model for model in apps.get_models() if issubclass(model, EditorialModel) and not model._meta.proxy
    ]


def _signatories_of_another_round(using: str) -> Iterator[Fault]:
    crossing = (
        Signatory.objects.using(using)
        .exclude(recipient__round=F("response__round"))
        .select_related("response__round", "recipient__round")
        .order_by("pk")
    )
    for signatory in crossing:
        yield fault(
            "signatory-of-another-round",
            signatory,
            f"{signatory.recipient.name} is on the list of the round {signatory.recipient.round.slug}, and the "
            f"response belongs to {signatory.response.round.slug}: name a recipient of that round.",
        )


def _responses_of_nobody(using: str) -> Iterator[Fault]:
    orphans = Response.objects.using(using).filter(signatories=None).select_related("round").order_by("pk")
    for response in orphans:
        yield fault(
            "response-without-signatory",
            response,
            "The response comes from nobody: name at least one recipient of its round as signatory.",
        )


def _answers_to_another_round(using: str) -> Iterator[Fault]:
    crossing = (
        Answer.objects.using(using)
        .exclude(question__round=F("response__round"))
        .select_related("response__round", "question__round")
        .order_by("pk")
    )
    for answer in crossing:
        yield fault(
            "answer-to-another-round",
            answer,
            f"It answers question {answer.question.number} of the round {answer.question.round.slug}, and its response "
            f"belongs to {answer.response.round.slug}: choose a question of that round.",
        )


def _answers_linked_wrongly(using: str) -> Iterator[Fault]:
    wrong = (
        Answer.objects.using(using)
        .filter(
            (Q(replaces__isnull=False) & (~Q(replaces__question=F("question")) | Q(replaces=F("pk"))))
            | Q(carried_from__question__round=F("question__round"))
        )
        .select_related("response__round", "question__round", "replaces", "carried_from__question")
        .order_by("pk")
    )
    for answer in wrong:
        replaced, carried = answer.replaces, answer.carried_from
        if replaced is not None and (replaced.pk == answer.pk or replaced.question_id != answer.question_id):
            yield fault(
                "replaces-another-question",
                answer,
                "It replaces itself or an answer to another question: choose an earlier answer to its own question.",
            )
        if carried is not None and carried.question.round_id == answer.question.round_id:
            yield fault(
                "carried-from-own-round",
                answer,
                "It is carried from an answer of its own round: choose one of an earlier round.",
            )


def _answers_replacing_somebody_elses(using: str) -> Iterator[Fault]:
    before = Signatory.objects.using(using).filter(response__answers=OuterRef(OuterRef("replaces")))
    both = Signatory.objects.using(using).filter(
        response=OuterRef("response"), recipient__in=before.values("recipient")
    )
    strange = (
        Answer.objects.using(using)
        .filter(~Exists(both), replaces__isnull=False)
        .select_related("response__round", "question__round")
        .order_by("pk")
    )
    for answer in strange:
        yield fault(
            "replaces-somebody-elses",
            answer,
            "It replaces an answer that none of its signatories gave: choose an earlier one of their own.",
        )


def _answers_to_questions_not_put(using: str) -> Iterator[Fault]:
    links = Question.put_to.through._base_manager.using(using)
    put = links.filter(question=OuterRef("question"), recipient__round=OuterRef("question__round"))
    to_them = put.filter(recipient__signatures__response=OuterRef("response"))
    strange = (
        Answer.objects.using(using)
        .filter(Exists(put), ~Exists(to_them))
        .select_related("response__round", "question__round")
        .order_by("pk")
    )
    for answer in strange:
        yield fault(
            "answer-to-question-not-put",
            answer,
            f"Question {answer.question.label} was put to some only, and to none of those who sign this answer.",
        )


def _questions_linked_wrongly(using: str) -> Iterator[Fault]:
    repeating = (
        Question.objects.using(using).filter(repeats__round=F("round")).select_related("round").order_by("pk")
    )
    for question in repeating:
        yield fault(
            "repeats-own-round",
            question,
            "It repeats a question of its own round: choose one of an earlier round.",
        )
    put_to = (
        Question.put_to.through._base_manager.using(using)
        .exclude(recipient__round=F("question__round"))
        .select_related("question__round", "recipient__round")
        .order_by("pk")
    )
    for link in put_to:
        yield fault(
            "put-to-another-round",
            link.question,
            f"It was put to {link.recipient.name}, who is on the list of the round {link.recipient.round.slug}: "
            "choose recipients of its own round.",
        )


def _corrections_of_another_round(using: str) -> Iterator[Fault]:
    crossing = (
        Correction.objects.using(using)
        .filter(
            (Q(question__isnull=False) & ~Q(question__round=F("round")))
            | (Q(recipient__isnull=False) & ~Q(recipient__round=F("round")))
            | (Q(response__isnull=False) & ~Q(response__round=F("round")))
            | (Q(answer__isnull=False) & ~Q(answer__question__round=F("round")))
        )
        .select_related("round")
        .order_by("pk")
    )
    for correction in crossing:
        yield fault(
            "correction-of-another-round",
            correction,
            f"It stands with the round {correction.round.slug} and concerns something of another: "
            "choose its own round.",
        )


def _circles(using: str) -> Iterator[Fault]:
    for rule, model, link, message in CIRCLES:
        rows = model._base_manager.using(using)
        pairs = rows.filter(**{f"{link}__isnull": False}).values_list("pk", link)
        starts = starts_of_circles(dict(pairs))
        for row in rows.filter(pk__in=starts).order_by("pk"):
            yield fault(rule, row, message)


CIRCLES: list[tuple[str, type[EditorialModel], str, str]] = [
    (
        "circle-of-follow-ups",
        Round,
        "follows",
        "It follows itself in a circle: each round follows an earlier one.",
    ),
    (
        "circle-of-repeats",
        Question,
        "repeats",
        "It repeats itself in a circle: a question repeats an earlier one.",
    ),
    (
        "circle-of-replacements",
        Answer,
        "replaces",
        "It replaces itself in a circle: an answer replaces an earlier one.",
    ),
    (
        "circle-of-carrying",
        Answer,
        "carried_from",
        "It is carried from itself in a circle: choose an earlier answer.",
    ),
    (
        "circle-of-bodies",
        Body,
        "parent",
        "It sits under itself in a circle: choose the council it belongs to.",
    ),
]


def starts_of_circles(links: Mapping[int, int]) -> list[int]:
    """One row for each circle that *links* (from a row to the one it points to) go in: the lowest number on it."""
    starts = []
    done: set[int] = set()
    for first in links:
        path: list[int] = []
        here: int | None = first
        while here is not None and here not in done:
            done.add(here)
            path.append(here)
            here = links.get(here)
        if here in path:
            starts.append(min(path[path.index(here) :]))
    return sorted(starts)
