"""What the tests of a story's sentences have in common: people on a list, and what is told of them."""

from __future__ import annotations

import datetime
from typing import Any

from questions.models import Recipient, Round
from questions.output.material import read_material
from questions.sentences import counting_story
from tests.factories import make_recipient, make_response

NOW = datetime.datetime(2026, 11, 21, 20, 52, tzinfo=datetime.UTC)
AS_OF = "This is the record as of 21 November 2026."
SO_FAR = "so far (as of 21 November 2026, 8.52pm)"


def told(round_: Round) -> list[str]:
    """The counting sentences of a round."""
    material = read_material(round_, NOW)
    return counting_story(round_, material.count, material.grounds)


def people(round_: Round, *names: str, **fields: Any) -> list[Recipient]:
    """People on a list, each under a slug made of the name."""
    return [make_recipient(round_, name, slug=name.lower().replace(" ", "-"), **fields) for name in names]


def make_answering(round_: Round, name: str, **answers: str) -> Recipient:
    """Somebody with published answers, by question: ``q1="Yes."``."""
    (person,) = people(round_, name)
    make_response(person, answers={int(number[1:]): words for number, words in answers.items()})
    return person
