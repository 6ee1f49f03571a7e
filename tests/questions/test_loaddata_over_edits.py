"""Loading a fixture over rows that somebody has edited since: they are named, and kept unless somebody agrees."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from questions.models import Answer, Round, Source
from tests import factories
from tests.questions.articles import NAMES, first_record_on_file, words_of
from tests.questions.loading import Terminal, load, refusal

pytestmark = pytest.mark.django_db

EDITED = (
    "These rows on file differ from the fixtures:\n"
    "  questions.round (norfolk-mps): introduction, sources\n"
    "  questions.answer (norfolk-mps / mps-lamb / norfolk-mps / 4): text\n"
)
ABOUT = "Four questions about Norfolk County Council's children's services."


@pytest.fixture(scope="module", autouse=True)
def first_record(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001
    with first_record_on_file(django_db_blocker):
        yield


@pytest.fixture
def edited(db: None) -> Round:  # noqa: ARG001
    """The first record, with an edited answer, an edited round and a lost link to a source."""
    Answer._base_manager.filter(response__slug="mps-lamb", question__number=4).update(
        text="Edited.", version=3
    )
    round_ = Round.objects.get(slug="norfolk-mps")
    round_.introduction = "An editor's introduction."
    round_.save()
    round_.sources.clear()
    return round_


def lambs_fourth() -> Answer:
    return Answer.objects.get(response__slug="mps-lamb", question__number=4)


def test_edited_rows_are_named_and_stay_when_the_answer_is_no(
    edited: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    for said in ["n\n", "\n", "", "perhaps\n"]:
        monkeypatch.setattr(sys, "stdin", Terminal(said))
        assert (
            refusal(*NAMES) == "Nothing was changed. The rows stay as they are, and nothing else was loaded."
        )
    edited.refresh_from_db()
    assert edited.introduction == "An editor's introduction."


def test_edited_rows_are_overwritten_when_the_answer_is_yes(
    edited: Round, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    assert load(*NAMES) == (
        EDITED
        + "Installed 104 object(s) from 3 fixture(s)\nOverwrote what these rows held:\n"
        + EDITED.partition("\n")[2]
    )
    assert capsys.readouterr().out == "Overwrite them with what the fixtures hold? [y/N] "
    assert lambs_fourth().text == words_of("mps-lamb", 4)
    edited.refresh_from_db()
    assert (edited.introduction, edited.sources.get().key) == (ABOUT, "edp-norfolk-mps")


def test_nobody_is_asked_within_a_transaction(edited: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is asked may be at lunch: at that moment nothing of the load is left in the database."""

    class Lunch(Terminal):
        def readline(self, *_: Any) -> Any:
            seen.append((len(transaction.get_connection().savepoint_ids), lambs_fourth().text))
            return "n\n"

    seen: list[tuple[int, str]] = []
    depth = len(transaction.get_connection().savepoint_ids)
    monkeypatch.setattr(sys, "stdin", Lunch())
    refusal(*NAMES)
    assert seen == [(depth, "Edited.")]
    assert edited.recipients.count() == 9


def test_an_edit_made_while_the_question_is_open_is_asked_about_too(
    edited: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Slow(Terminal):
        def readline(self, *_: Any) -> Any:
            asked.append(1)
            Source._base_manager.filter(key="edp-norfolk-mps").update(
                public_note=f"Edited {len(asked)} times."
            )
            return "y\n" if len(asked) == 1 else "n\n"

    asked: list[int] = []
    monkeypatch.setattr(sys, "stdin", Slow())
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("loaddata", *NAMES, stdout=out)
    assert len(asked) == 2
    assert out.getvalue().endswith(
        "These rows on file differ from the fixtures:\n"
        "  questions.source (edp-norfolk-mps): public_note\n" + EDITED.partition("\n")[2]
    )
    assert lambs_fourth().text == "Edited."
    assert edited.recipients.count() == 9


def test_without_a_terminal_nothing_is_overwritten(edited: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    assert refusal(*NAMES) == (
        "Nothing was changed. There is nobody here to ask: run it again with --noinput to overwrite these rows."
    )
    assert edited.recipients.count() == 9


def test_noinput_overwrites_and_says_what(edited: Round) -> None:
    pks = list(Answer.objects.values_list("pk", flat=True))
    assert load(*NAMES, interactive=False) == (
        "Installed 104 object(s) from 3 fixture(s)\nOverwrote what these rows held:\n"
        + EDITED.partition("\n")[2]
    )
    assert lambs_fourth().text == words_of("mps-lamb", 4)
    assert list(Answer.objects.values_list("pk", flat=True)) == pks
    assert edited.sources.get().key == "edp-norfolk-mps"
    assert load(*NAMES, interactive=False) == "Installed 104 object(s) from 3 fixture(s)\n"


def test_an_overwritten_row_gets_a_new_version_so_that_an_open_form_is_stale(edited: Round) -> None:
    load(*NAMES, interactive=False)
    assert lambs_fourth().version == 4
    load(*NAMES, interactive=False)
    assert lambs_fourth().version == 4
    edited.refresh_from_db()
    assert edited.version == 3


def test_rows_that_an_editor_added_stay(edited: Round) -> None:
    added = factories.make_question(edited, text="And now?")
    load(*NAMES, interactive=False)
    assert edited.questions.get(number=5) == added
