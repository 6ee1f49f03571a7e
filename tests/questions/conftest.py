"""What the tests of `questions` start from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from questions.models import Round
from tests import factories
from tests.questions.loading import Fixture


@pytest.fixture
def write_fixture(tmp_path: Path) -> Fixture:
    """Writes a fixture file of the objects given, or of any text."""

    def write(*objects: dict[str, Any], text: str | bytes = "", name: str = "made-up.json") -> str:
        path = tmp_path / name
        content = text or json.dumps(objects)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


@pytest.fixture
def editor() -> User:
    """Somebody who may do everything."""
    return factories.make_user("editor")


@pytest.fixture
def spring() -> Round:
    """A round with two questions and two people, one of whom replied; and another round with one person."""
    round_ = factories.make_round(slug="spring", campaign=factories.make_campaign(slug="schools"))
    ann = factories.make_recipient(round_, "Ann")
    factories.make_recipient(round_, "Ben")
    factories.make_response(ann, slug="from-ann", answers={1: "Yes."})
    autumn = factories.make_round(slug="autumn", campaign=round_.campaign)
    factories.make_recipient(autumn, "Cat")
    return round_
