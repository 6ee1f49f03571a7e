"""How long a search takes over a made-up record: `python -m tests.search_speed`, on SQLite and on PostgreSQL.

Each search is timed as it was before there was an index (`icontains` on the words and the names) and as it is now,
in turns, in one run; the fastest of several counts. Nothing here is a test: figures differ between machines, ratios
less. ANSWERS says how many answers there are (70,000).
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connection, models, transaction
from django.test import Client
from django.utils import timezone

ROOT = Path(__file__).resolve().parent.parent
ANSWERS = int(os.environ.get("ANSWERS", "70000"))
QUESTIONS, PEOPLE = 5, 100
SEARCHES = [
    "school",
    "sch",
    "müller",
    "money council",
    "the",
    "th",
    "turbine",
    "unheard",
    "s",
    "kowalczyk trees",
]
PAGES = [
    "/answers/",
    "/answers/?q=school",
    "/answers/?q=the",
    "/answers/?q=money+council&party=party-3",
    "/politicians/",
    "/politicians/?q=mull",
    "/non-respondents/",
]
NAMES = ["Müller", "Kowalczyk", "O’Brien", "Łukaszewski", "Smith", "Jones", "Ødegård", "Brown"]
TIMES = 5


def main() -> int:
    """Measure on each database in a process of its own."""
    from tests.__main__ import postgresql  # noqa: PLC0415 - the server is wanted here alone

    with tempfile.TemporaryDirectory() as folder:
        _measure(f"sqlite:///{folder}/speed.sqlite3")
        with postgresql() as url:
            _measure(url)
    return 0


def _measure(url: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.search_speed", "--here"],
        check=True,
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "accountability.settings"},
    )


def measure_here() -> None:
    """Fill the database, and print a table of searches and one of pages."""
    django.setup()
    _say(f"\n{connection.vendor}: {ANSWERS} answers")
    call_command("migrate", verbosity=0)
    _timed("filled", transaction.atomic(_fill))
    _timed("indexed", lambda: call_command("rebuild_search", verbosity=0))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    _say(f"{'search':<20}{'hits':>8}{'icontains':>12}{'index':>10}{'ratio':>8}")
    for typed in SEARCHES:
        _compare(typed)
    client = Client()
    for page in PAGES:
        _time_page(client, page, page)
    _time_page(client, "/answers/" + _link(client, "/answers/"), "the page after /answers/")


def _time_page(client: Client, address: str, name: str) -> None:
    took = min(_seconds(lambda: client.get(address)) for _ in range(TIMES))
    _say(f"{name:<50}{took * 1000:>10.1f} ms{len(client.get(address).content):>10} bytes")


def _link(client: Client, page: str) -> str:
    html = client.get(page).content.decode()
    return html.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")


def _compare(typed: str) -> None:
    from questions.models import Answer, Signatory  # noqa: PLC0415 - after Django's set-up
    from questions.search.asked import read  # noqa: PLC0415

    at = timezone.now()

    def before() -> int:
        chosen = Answer.objects.published(at)
        for word in typed.split():
            signed = Signatory.objects.filter(recipient__name__icontains=word).values("response")
            chosen = chosen.filter(models.Q(text__icontains=word) | models.Q(response__in=signed))
        return chosen.count()

    def now() -> int:
        return Answer.objects.published(at).mentioning(*read(typed).words).count()

    slow, fast = [], []
    for _ in range(TIMES):
        slow.append(_seconds(before))
        fast.append(_seconds(now))
    took = min(slow) * 1000, min(fast) * 1000
    _say(f"{typed:<20}{now():>8}{took[0]:>9.1f} ms{took[1]:>7.1f} ms{took[0] / took[1]:>7.1f}x")


def _fill() -> None:
    """Rounds of 100 people and five questions; one response in twenty is signed by two."""
    from questions.models import Answer, Question, Recipient, Response, Signatory  # noqa: PLC0415
    from respondents.models import Party, Politician  # noqa: PLC0415
    from tests import factories  # noqa: PLC0415

    chance = random.Random(2026)  # noqa: S311 - a made-up record, the same each time
    sentences = _sentences(chance)
    campaigns = [factories.make_campaign(slug=f"campaign-{each}") for each in range(10)]
    bodies = [factories.make_body(slug=f"body-{each}") for each in range(20)]
    parties = bulk(
        Party, [Party(slug=f"party-{n}", name=f"Party {n}", adjective=f"Party {n}") for n in range(12)]
    )
    people = bulk(
        Politician,
        [
            Politician(slug=f"person-{n}", name=f"Person {n} {NAMES[n % 8]}", sort_name=f"{n:04}")
            for n in range(PEOPLE * 5)
        ],
    )
    for number in range(ANSWERS // (QUESTIONS * PEOPLE)):
        round_ = factories.make_round(
            slug=f"round-{number}",
            campaign=campaigns[number % 10],
            body=bodies[number % 20],
            questions=QUESTIONS,
            published_at=factories.PUBLISHED.replace(minute=number % 60, second=number // 60),
        )
        questions = list(Question.objects.filter(round=round_))
        asked = bulk(
            Recipient,
            [
                Recipient(
                    round=round_,
                    slug=person.slug,
                    name=person.name,
                    politician=person,
                    kind="person",
                    position=place,
                    party=parties[(place + number) % 12],
                )
                for place, person in enumerate(chance.sample(people, PEOPLE + 20), 1)
            ],
        )
        responses = bulk(
            Response,
            [
                Response(round=round_, slug=each.slug, published_at=round_.published_at)
                for each in asked[:PEOPLE]
            ],
        )
        signed = [
            Signatory(response=response, recipient=each)
            for response, each in zip(responses, asked, strict=False)
        ]
        signed += [
            Signatory(response=responses[each], recipient=asked[each + 1], position=2)
            for each in range(0, PEOPLE, 20)
        ]
        bulk(Signatory, signed)
        bulk(
            Answer,
            [
                Answer(response=response, question=question, text=_text(chance, sentences))
                for response in responses
                for question in questions
            ],
        )
        asked[-1].decision = "no_response"
        asked[-1].save()


def _vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    """Made-up words, some with accents, the first ones far more often than the last, as in a language."""
    syllables = [
        "sch",
        "ool",
        "tr",
        "ee",
        "mon",
        "ey",
        "coun",
        "cil",
        "an",
        "é",
        "or",
        "th",
        "ing",
        "wald",
        "ł",
        "st",
    ]
    made = list(
        dict.fromkeys("".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(30000))
    )
    words = ["the", "of", "and", "to", "we", *made]
    for place, word in enumerate(("council", "money", "school", "schools", "trees", "müller"), 1):
        words.insert(place * 150, word)
    words.insert(8000, "turbine")
    return words, list(accumulate(1 / (place + 5) for place in range(len(words))))


def bulk(model: type[models.Model], rows: list[Any]) -> list[Any]:
    """Rows by the way that stays open for tests; the index is made afterwards."""
    return list(model._base_manager.bulk_create(rows, batch_size=500))


def _sentences(chance: random.Random) -> list[str]:
    words, weights = _vocabulary(chance)
    made = [chance.choices(words, cum_weights=weights, k=chance.randint(6, 20)) for _ in range(20000)]
    return [" ".join(each).capitalize() + "." for each in made]


def _text(chance: random.Random, sentences: list[str]) -> str:
    return " ".join(chance.choices(sentences, k=chance.randint(2, 8)))


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _timed(what: str, work: Callable[[], object]) -> None:
    _say(f"{what} in {_seconds(work):.1f} s")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if "--here" in sys.argv:
        measure_here()
    else:
        sys.exit(main())
