"""A made-up round of 650 people and ten questions, to see how the pages bear it: `python -m tests.made_up_round`.

It is written to the database in DATABASE_URL, published, with every kind of answer there is. Nobody in it exists,
and every name says so. A database that holds other published rounds is refused: made-up words never stand beside
real ones.
"""

from __future__ import annotations

import datetime
import os
import random
import sys
from itertools import count

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accountability.settings")
if __name__ == "__main__":
    django.setup()

from django.db import transaction

from questions.models import (
    Answer,
    Approach,
    Campaign,
    Question,
    Recipient,
    RecipientKind,
    Response,
    Round,
    Signatory,
)
from respondents.models import Body, Party, Politician

SLUG = "made-up-round"
PEOPLE, QUESTIONS = 650, 10
PUBLISHED = datetime.datetime(2026, 7, 3, 9, 0, tzinfo=datetime.UTC)
FIRST = (
    "Ada Bo Cleo Dov Eli Fay Gus Hal Ivy Jem Kit Lou Mo Ned Ona Pip Quin Roz Sol Tam Una Vic Wyn Xan Yas Zia"
)
LAST = (
    "Example Żadna Façade Sample Specimen Placeholder Fiction Figment Makebelieve Nobody Noone Notreal Pretend "
    "Invented Imaginary Mockup Dummy Standin Unreal Phantom Fable Supposed Testcase Ipsum Lorem"
)
PARTIES = {
    "Made-up Party": "#8c1d40",
    "Invented Alliance": "#e0a800",
    "Imaginary Greens": "#2e7d32",
    "Nowhere Independents": "#5e6a75",
    "Pretend Union": "#1f5fa8",
}


WORDS = (
    "the council money school bus river bridge and because we should not yet more fewer children families asked "
    "answer promise budget year plan local people think believe never always road library health care winter "
    "summer review report honest question cost spend save open close keep build again together would could"
)
SUBJECTS = "Schools Buses Bridges Libraries Rivers Housing Clinics Streetlights Parks Budgets"


def make(people: int = PEOPLE, questions: int = QUESTIONS, seed: int = 650) -> Round:
    """Make and publish the round, the same one for the same numbers."""
    chance = random.Random(seed)  # noqa: S311 - made-up words, not secrets
    with transaction.atomic():
        round_ = _round(people, questions)
        asked = list(round_.questions.all())
        recipients = _recipients(round_, people, chance)
        Approach._base_manager.bulk_create(
            Approach(recipient=each, made_on="2026-06-01", channel="email") for each in recipients
        )
        _replies(round_, recipients, asked, chance)
    return round_


def _round(people: int, questions: int) -> Round:
    body = Body.objects.create(slug="made-up-assembly", name="The Made-up Assembly", kind="parliament")
    round_ = Round.objects.create(
        campaign=Campaign.objects.create(slug="made-up", title="Made up: nobody here exists"),
        slug=SLUG,
        title=f"Made up: the {people} of the Made-up Assembly",
        introduction="Nobody on this page exists. It shows how a large round looks.",
        population=f"all {people} made-up members",
        body=body,
        asked_count=people,
        asked_on="2026-06-01",
        deadline_on="2026-06-30",
        method="email",
        published_at=PUBLISHED,
    )
    for number in range(1, questions + 1):
        subject = SUBJECTS.split()[(number - 1) % 10]
        Question.objects.create(
            round=round_,
            number=number,
            short_title=subject,
            text=f"What would you do about the made-up {subject.lower()} of the Made-up Assembly, and by when?",
        )
    return round_


def _recipients(round_: Round, people: int, chance: random.Random) -> list[Recipient]:
    parties = [
        Party.objects.create(slug=f"made-up-{place}", name=name, adjective=name, colour=colour)
        for place, (name, colour) in enumerate(PARTIES.items(), 1)
    ]
    numbers = count(1)
    names = [f"{first} {last}" for last in LAST.split() for first in FIRST.split()]
    named = [(names[(each - 1) % len(names)], each) for each in (next(numbers) for _ in range(people))]
    politicians = Politician._base_manager.bulk_create(
        Politician(slug=f"made-up-{number}", name=f"{name} (made up)", sort_name=f"{name} {number:04d}")
        for name, number in named
    )
    return Recipient._base_manager.bulk_create(
        Recipient(
            round=round_,
            slug=politician.slug,
            name=politician.name,
            politician=politician,
            kind=RecipientKind.PERSON,
            position=place,
            party=chance.choice([*parties, None]),
            area=f"Made-up {chance.choice(['North', 'South', 'East', 'West'])} {place}",
            decision=_decision(place),
            decision_wording="on made-up leave" if _decision(place) == "excused" else "",
            decided_on="2026-07-01" if _decision(place) else "",
        )
        for place, politician in enumerate(politicians, 1)
    )


def _decision(place: int) -> str:
    return {3: "no_response", 7: "no_response", 9: "excused" if place % 50 == 9 else "no_response"}.get(
        place % 10, ""
    )


def _replies(
    round_: Round, recipients: list[Recipient], asked: list[Question], chance: random.Random
) -> None:
    """Six in ten reply: each in full but some, here and there in a way that has to be told."""
    answering = [each for place, each in enumerate(recipients, 1) if place % 10 in {0, 1, 2, 4, 5, 6}]
    responses = Response._base_manager.bulk_create(
        Response(
            round=round_,
            slug=each.slug,
            published_at=PUBLISHED,
            received_on=chance.choice(["2026-06-20", "2026-06-29", "2026-07-02", "2026-07-20"]),
            spoken_by="a made-up aide" if chance.random() < 0.05 else "",
            on_behalf_of="made-up colleagues" if chance.random() < 0.05 else "",
            refuses=place % 40 == 0,
            statement="This made-up member declines." if place % 40 == 0 else "",
        )
        for place, each in enumerate(answering)
    )
    signing = [
        Signatory(response=response, recipient=each)
        for response, each in zip(responses, answering, strict=True)
    ]
    silent = [each for place, each in enumerate(recipients, 1) if place % 10 == 8]
    signing += [
        Signatory(response=responses[20 * place + 1], recipient=each, position=2)
        for place, each in enumerate(silent)
        if 20 * place + 1 < len(responses)
    ]
    Signatory._base_manager.bulk_create(signing)
    Answer._base_manager.bulk_create(
        answer
        for response in responses
        if not response.refuses
        for question in asked
        if chance.random() < 0.95
        for answer in [_answer(response, question, chance)]
    )


def _answer(response: Response, question: Question, chance: random.Random) -> Answer:
    kind = chance.random()
    answer = Answer(response=response, question=question, text=_words(chance))
    if kind < 0.03:
        answer.is_paraphrase = True
    elif kind < 0.05:
        answer.is_cut, answer.text = True, f"{answer.text} […]"
    elif kind < 0.07:
        answer.withheld, answer.withheld_note = "held_back", "A made-up lawyer reads it."
    elif kind < 0.09:
        answer.inference = "The made-up source names the party only."
    return answer


def _words(chance: random.Random) -> str:
    """Between one sentence and three paragraphs of words without sense."""
    vocabulary, paragraphs = WORDS.split(), []
    for _ in range(chance.choice([1, 1, 2, 3])):
        words = " ".join(chance.choice(vocabulary) for _ in range(chance.randint(8, 60)))
        paragraphs.append(f"{words.capitalize()}.")
    return "\n\n".join(paragraphs)


def others_published() -> list[str]:
    """The titles of published rounds that are not made up."""
    return list(Round.objects.exclude(slug=SLUG).ever_published().values_list("title", flat=True)[:3])


def main() -> int:
    """Make the round and say where it is; return 1 and change nothing where real rounds are published."""
    if others := others_published():
        told = ", ".join(f"“{title}”" for title in others)
        sys.stderr.write(
            f"Nothing was changed: this database holds published rounds ({told}), and made-up words never stand "
            "beside real ones. Name an empty database in DATABASE_URL and migrate it.\n"
        )
        return 1
    if Round.objects.filter(slug=SLUG).exists():
        sys.stdout.write(f"The made-up round is there already: /rounds/{SLUG}/\n")
        return 0
    round_ = make()
    sys.stdout.write(
        f"Made {round_.recipients.count()} people who do not exist: {round_.get_absolute_url()}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
