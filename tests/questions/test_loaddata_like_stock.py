"""The project's `loaddata` keeps what the stock command can do."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User

from questions.models import Round
from respondents.models import EditorialModel, Party
from tests.questions.articles import NAMES
from tests.questions.loading import Fixture, Terminal, an_answer, an_object, dump, load, refusal

pytestmark = pytest.mark.django_db


def test_fixture_from_standard_input(write_fixture: Fixture, monkeypatch: pytest.MonkeyPatch) -> None:
    party = an_object("respondents.party", slug="greens", name="Greens", adjective="Green")
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps([party])))
    assert load("-", format="json") == "Installed 1 object(s) from 1 fixture(s)\n"
    monkeypatch.setattr(
        sys, "stdin", Terminal(json.dumps([an_object("respondents.party", slug="greens", name="Reds")]))
    )
    assert refusal("-", format="json").startswith(
        "The fixture from standard input: respondents.party (greens) is refused: "
    )
    party["fields"]["name"] = "The Greens"
    monkeypatch.setattr(sys, "stdin", Terminal(json.dumps([party])))
    assert "There is nobody here to ask" in refusal("-", format="json")
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps([party])))
    assert "respondents.party (greens): name" in load("-", format="json", interactive=False)
    assert Party.objects.get().name == "The Greens"
    assert write_fixture(party)


def test_compressed_fixtures(tmp_path: Path) -> None:
    content = json.dumps([an_object("respondents.party", slug="greens", name="Greens", adjective="Green")])
    with gzip.open(tmp_path / "packed.json.gz", "wt") as packed:
        packed.write(content)
    with zipfile.ZipFile(tmp_path / "zipped.json.zip", "w") as zipped:
        zipped.writestr("zipped.json", content)
    assert load(str(tmp_path / "packed.json.gz"), str(tmp_path / "zipped.json.zip")) == (
        "Installed 2 object(s) from 2 fixture(s)\n"
    )
    assert Party.objects.get().name == "Greens"


def test_unknown_fields_and_models_can_be_ignored(spring: Round, write_fixture: Fixture) -> None:
    path = write_fixture(an_object("questions.opinion", slug="x"), an_answer("Yes.", mood="cheerful"))
    assert load(path, ignore=True) == "Installed 1 object(s) from 1 fixture(s)\n"
    bad = write_fixture(an_object("questions.opinion", slug="x"), an_answer(True, mood="cheerful"))
    assert "text is true and no text" in refusal(bad, ignore=True)
    assert spring.responses.get().answers.count() == 2


def test_excluded_models_are_neither_loaded_nor_checked(spring: Round, write_fixture: Fixture) -> None:
    party = an_object("respondents.party", slug="greens", name="Greens", adjective="Green")
    assert load(write_fixture(party, an_answer("")), exclude=["questions.answer"]) == (
        "Installed 1 object(s) (of 2) from 1 fixture(s)\n"
    )
    assert load(write_fixture(party, an_answer("")), exclude=["questions"]) == (
        "Installed 1 object(s) (of 2) from 1 fixture(s)\n"
    )
    assert spring.responses.get().answers.count() == 1


def test_rows_of_other_apps_load_like_stock_and_ask_nothing(write_fixture: Fixture) -> None:
    user = {"username": "zoe", "password": "!", "is_staff": True, "groups": [["reporters"]]}
    objects = [an_object("auth.group", name="reporters", permissions=[]), an_object("auth.user", **user)]
    load(write_fixture(*objects))
    User.objects.update(is_staff=False)
    assert load(write_fixture(*objects)) == "Installed 2 object(s) from 1 fixture(s)\n"
    zoe = User.objects.get()
    assert (zoe.is_staff, zoe.groups.get()) == (True, Group.objects.get(name="reporters"))


def test_faulty_row_of_another_app_is_one_sentence_too(write_fixture: Fixture) -> None:
    number = Permission.objects.latest("pk").pk + 1
    clash = {"model": "auth.group", "pk": number, "fields": {"name": None}}
    assert refusal(write_fixture(clash)).startswith(
        f"made-up.json: auth.group (number {number}) cannot be kept: "
    )


def test_whole_record_by_numbers_loads_in_any_order(tmp_path: Path) -> None:
    """`dumpdata` without natural keys writes the questions before the people they were put to."""
    load(*NAMES)
    path, before = tmp_path / "everything.json", dump("questions", "respondents")
    path.write_text(before, encoding="utf-8")
    empty_the_record()
    assert json.loads(before)[0]["model"].startswith("questions.")
    assert load(str(path)) == "Installed 106 object(s) from 1 fixture(s)\n"
    assert dump("questions", "respondents") == before


def empty_the_record() -> None:
    """Remove every row that editors keep, whatever protects it: only inside a test."""
    models = [
        model for model in apps.get_models() if issubclass(model, EditorialModel) and not model._meta.proxy
    ]
    for model in models:
        for field in model._meta.many_to_many:
            getattr(model, field.name).through._base_manager.all().delete()
    for model in models:
        rows = model._base_manager.all()
        rows._raw_delete(rows.db)
