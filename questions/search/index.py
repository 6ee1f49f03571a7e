"""The words by which each answer is found: its own, and the names of those who signed it.

Whoever writes an answer, a signatory or a name writes the index in the same transaction, through
`EditorialModel.written`. Whatever else writes them (another release's migration, a hand in the database) is found by
`faults`, and set right by `rebuild` or the next `migrate`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from django.apps import apps as current_apps
from django.apps.registry import Apps
from django.db import models, transaction

from questions.search import engines
from questions.search.folding import FOLDING, words_in

MOST_BYTES = 500_000  # of one answer's words; PostgreSQL holds no more than a megabyte of them
AT_ONCE = 500


@dataclass(frozen=True)
class Rebuilt:
    """What was done to the index, in numbers of answers."""

    answers: int
    added: int = 0
    changed: int = 0
    removed: int = 0


def index_words(texts: Iterable[str]) -> str:
    """All words of *texts*, folded, each once, in order, between spaces."""
    words = sorted({word for text in texts for part in text.split() for word in _words_of(part)})
    joined = " ".join(words).encode()
    if len(joined) > MOST_BYTES:
        joined = joined[: joined.rfind(b" ", 0, MOST_BYTES)]
    return joined.decode()


@lru_cache(maxsize=50_000)
def _words_of(part: str) -> tuple[str, ...]:
    """The words of what stands between two spaces; kept in mind, as most stand in many answers."""
    return tuple(word.text for word in words_in(part))


def index_answers(chosen: models.Q, using: str) -> None:
    """Write the words of the answers that *chosen* means. On PostgreSQL they are held until the transaction ends.

    Held before they are read: of two who write at once, the second reads what the first has written.
    """
    Index(current_apps, using).write(chosen)


class Index:
    """The index of one database, with the models of today or with those that a migration has come to."""

    def __init__(self, apps: Apps, using: str) -> None:
        self.using = using
        self.answers: Any = apps.get_model("questions", "Answer")._base_manager.using(using)
        self.signatories: Any = apps.get_model("questions", "Signatory")._base_manager.using(using)
        self.rows: Any = apps.get_model("questions", "SearchText")._base_manager.using(using)

    def write(self, chosen: models.Q) -> int:
        """Write the words of the answers that *chosen* means; returns how many there are."""
        with transaction.atomic(using=self.using):
            held = self.answers.filter(chosen).order_by("pk").select_for_update(no_key=True)
            given = list(held.values_list("pk", "response_id", "text"))
            if given:
                self._keep(self._words(given))
        return len(given)

    def _words(self, given: list[tuple[int, int, str]]) -> dict[int, str]:
        names = self._names({response for _, response, _ in given})
        return {pk: index_words([text, *names[response]]) for pk, response, text in given}

    def _keep(self, words: dict[int, str]) -> None:
        rows = [self.rows.model(answer_id=pk, words=each, folding=FOLDING) for pk, each in words.items()]
        self.rows.bulk_create(
            rows, update_conflicts=True, unique_fields=["answer"], update_fields=["words", "folding"]
        )

    def _names(self, responses: set[int]) -> dict[int, list[str]]:
        names: dict[int, list[str]] = defaultdict(list)
        signed = self.signatories.filter(response__in=responses)
        for response, name in signed.order_by().values_list("response_id", "recipient__name"):
            names[response].append(name)
        return names

    def fill(self) -> int:
        """Write the words of those answers that have none, or were folded by other rules; returns how many."""
        up_to_date = self.rows.filter(folding=FOLDING).values("answer")
        lacking = list(self.answers.exclude(pk__in=up_to_date).order_by("pk").values_list("pk", flat=True))
        return sum(self.write(models.Q(pk__in=part)) for part in _parts(lacking))

    def differing(self) -> Iterator[dict[int, str | None]]:
        """The answers whose words are not what they should be, some at a time: None where they have none at all."""
        keys = list(self.answers.order_by("pk").values_list("pk", flat=True))
        for part in _parts(keys):
            should = self._words(
                list(self.answers.filter(pk__in=part).values_list("pk", "response_id", "text"))
            )
            rows = self.rows.filter(answer__in=part).values_list("answer_id", "words", "folding")
            there = {pk: (words, folding) for pk, words, folding in rows}
            yield {
                pk: there[pk][0] if pk in there else None
                for pk, words in should.items()
                if there.get(pk) != (words, FOLDING)
            }

    def orphans(self) -> Any:
        """Rows of answers that are no more."""
        return self.rows.exclude(answer__in=self.answers.order_by().values("pk"))

    def rebuild(self) -> Rebuilt:
        """Write what differs, take out what is left over, and make the database's own index again."""
        engines.prepare(self.using)
        added = changed = 0
        with transaction.atomic(using=self.using):
            removed, _ = self.orphans().delete()
            for part in self.differing():
                self.write(models.Q(pk__in=list(part)))
                added += sum(words is None for words in part.values())
                changed += sum(words is not None for words in part.values())
            engines.make_again(self.using)
        return Rebuilt(self.answers.count(), added, changed, removed)

    def faults(self) -> list[str]:
        """What is out of date, a sentence each; nothing is changed."""
        found = [f"The database has no {name}." for name in engines.missing(self.using)]
        if not found and not engines.is_in_step(self.using):
            found.append("The database's own index is not in step with the table of words.")
        for part in self.differing():
            found += [
                f"Answer {pk} is not in the index."
                if words is None
                else f"Answer {pk} has other words than in the index."
                for pk, words in part.items()
            ]
        found += [f"Answer {row.pk} is in the index and is no more." for row in self.orphans()]
        return found


def _parts(keys: list[int]) -> Iterator[list[int]]:
    rest = iter(keys)
    while part := list(islice(rest, AT_ONCE)):
        yield part


def bring_up_to_date(apps: Apps, using: str) -> None:
    """After a migration: put back what it took from the database, and index the answers that are not."""
    engines.prepare(using)
    Index(apps, using).fill()
