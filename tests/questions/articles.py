"""The two articles as a person with a pencil sees them: which lines of the stored text are whose answer to what.

Nothing here uses the project's own reading of articles: the numbers were taken from the texts by eye.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from pytest_django import DjangoDbBlocker

from tests.shared_rows import for_a_file_of_tests

FIXTURES = Path(__file__).parents[2] / "fixtures"
NAMES = ["reference", "norfolk-mps", "childrens-services-committee"]

# Of the stored pages, byte for byte.
FINGERPRINTS = {
    "norfolk-mps": "9d81934b3f6baf1447439f9ac8370a5a21fc378be7eecff4ae003265f644f73b",
    "childrens-services-committee": "9f5d5b26200cb4642b51a7a693e0d97c64b7f988e2d4b7a80cc610cd80129e13",
}
QUESTION_LINES = {"norfolk-mps": [13, 27, 45, 55], "childrens-services-committee": [23, 51, 77, 91]}
ANSWER_LINES = {
    ("mps-bellingham", 1): [17],
    ("mps-lamb", 1): [19, 21],
    ("mps-lewis", 1): [23, 25],
    ("mps-bellingham", 2): [29],
    ("mps-lamb", 2): [31, 33],
    ("mps-lewis", 2): [35, 37, 39, 41, 43],
    ("mps-bellingham", 3): [47],
    ("mps-lamb", 3): [49],
    ("mps-lewis", 3): [51, 53],
    ("mps-bellingham", 4): [57],
    ("mps-lamb", 4): [59],
    ("mps-lewis", 4): [61],
    ("csc-smith", 1): [32, 34, 36, 38],
    ("csc-kiddle-morris", 1): [40],
    ("csc-labour", 1): [43, 45, 47, 49],
    ("csc-smith", 2): [54, 56, 58],
    ("csc-kiddle-morris", 2): [60],
    ("csc-labour", 2): [63, 65, 67, 69, 71, 73, 75],
    ("csc-smith", 3): [80],
    ("csc-kiddle-morris", 3): [82],
    ("csc-labour", 3): [85, 87, 89],
    ("csc-smith", 4): [94],
    ("csc-kiddle-morris", 4): [96],
    ("csc-labour", 4): [99, 101],
}
LABELS = {
    "mps-bellingham": "Mr Bellingham",
    "mps-lamb": "Mr Lamb",
    "mps-lewis": "Mr Lewis",
    "csc-smith": "Mr Smith",
    "csc-kiddle-morris": "Mr Kiddle-Morris",
}


def objects_in(name: str, model: str = "") -> list[dict[str, Any]]:
    """The objects of a fixture, as the file has them."""
    objects: list[dict[str, Any]] = json.loads((FIXTURES / f"{name}.json").read_text(encoding="utf-8"))
    return [each for each in objects if not model or each["model"] == model]


def archived_text(name: str) -> str:
    """The stored page of an article, after a look at its fingerprint."""
    text: str = objects_in(name, "questions.source")[0]["fields"]["text"]
    assert hashlib.sha256(text.encode()).hexdigest() == FINGERPRINTS[name]
    return text


def words_of(response: str, question: int) -> str:
    """An answer cut from the article by hand: without its label, and without the outer quotation marks of the MPs."""
    name = "norfolk-mps" if response.startswith("mps") else "childrens-services-committee"
    lines = archived_text(name).split("\n")
    paragraphs = [lines[number - 1] for number in ANSWER_LINES[response, question]]
    if response in LABELS:
        label, paragraphs[0] = paragraphs[0].split(": ", 1)
        assert label.split(" (")[0] == LABELS[response]
    if name == "norfolk-mps":
        assert {paragraph[0] for paragraph in paragraphs} == {"'"}
        paragraphs = [paragraph[1:] for paragraph in paragraphs]
        if (response, question) != ("mps-lamb", 4):
            assert paragraphs[-1][-1] == "'"
            paragraphs[-1] = paragraphs[-1][:-1]
    return "\n\n".join(paragraphs)


@contextmanager
def first_record_on_file(blocker: DjangoDbBlocker) -> Iterator[None]:
    """Both articles in the database, once for a whole file of tests, and gone again afterwards."""
    with for_a_file_of_tests(blocker):
        call_command("loaddata", *NAMES, verbosity=0)
        yield
