"""A record that was kept with release 0.1 is brought up to date: every word stays, every row gets its first copy.

`record-0.1.json` is what `dumpdata` of release 0.1 wrote of its own record. It is kept as it is.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor

from questions.models import Answer
from questions.search.asked import read
from questions.search.index import Index
from respondents.baseline import REASON
from respondents.models import EditorialModel

FIRST = [("respondents", "0001_initial"), ("questions", "0001_initial")]
OBJECTS: list[dict[str, Any]] = json.loads((Path(__file__).parent / "record-0.1.json").read_text("utf-8"))

pytestmark = pytest.mark.django_db(transaction=True)


def migrate(targets: list[tuple[str, str]]) -> Apps:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def newest() -> list[tuple[str, str]]:
    return [
        node for node in MigrationExecutor(connection).loader.graph.leaf_nodes() if node[0] in dict(FIRST)
    ]


def fill(old: Apps) -> None:
    """Write the rows of 0.1 as they were, with the models of 0.1."""
    with transaction.atomic():
        for each in OBJECTS:
            model = old.get_model(each["model"])
            links = {field.name for field in model._meta.many_to_many}
            row = model()
            for name, value in {"id": each["pk"], **each["fields"]}.items():
                if name not in links:
                    field: Any = model._meta.get_field(name)
                    setattr(row, field.attname, field.to_python(value) if not field.is_relation else value)
            row.save(force_insert=True)
            for name in links & set(each["fields"]):
                getattr(row, name).set(each["fields"][name])


def editorial_models() -> list[type[EditorialModel]]:
    return [
        model
        for model in apps.get_models()
        if issubclass(model, EditorialModel) and not model._meta.proxy and model._base_manager.exists()
    ]


@pytest.fixture
def upgraded() -> None:
    fill(migrate(FIRST))
    migrate(newest())


@pytest.mark.usefixtures("upgraded")
def test_every_value_of_0_1_is_unchanged_after_the_migrations() -> None:
    kept = {}
    for each in OBJECTS:
        row = apps.get_model(each["model"])._base_manager.get(pk=each["pk"])
        for name in each["fields"]:
            field: Any = row._meta.get_field(name)
            value = getattr(row, field.attname)
            kept[each["model"], each["pk"], name] = (
                sorted(value.values_list("pk", flat=True)) if field.many_to_many else value
            )
    was = {
        (each["model"], each["pk"], name): _as_python(each["model"], name, value)
        for each in OBJECTS
        for name, value in each["fields"].items()
    }
    assert kept == was
    assert (len(OBJECTS), len(was)) == (104, 1283)


def _as_python(model: str, name: str, value: Any) -> Any:
    field: Any = apps.get_model(model)._meta.get_field(name)
    return field.to_python(value) if isinstance(field, models.DateField) else value


@pytest.mark.usefixtures("upgraded")
def test_every_row_of_0_1_gets_its_first_copy_with_its_links() -> None:
    copies = 0
    for model in editorial_models():
        for row in model._base_manager.all():
            first = row.history.get()
            assert (first.history_type, first.history_change_reason) == ("+", REASON)
            for field in model._meta.concrete_fields:
                assert getattr(first, field.attname) == getattr(row, field.attname), (row, field.name)
            copies += 1
    assert copies == 104 + 1  # who publishes this, made by a migration
    round_ = apps.get_model("questions.Round")._base_manager.get(slug="norfolk-mps")
    assert [link.source.key for link in round_.history.get().sources.all()] == ["edp-norfolk-mps"]


def test_every_answer_of_0_1_is_found_after_the_migrations() -> None:
    """`migrate` is run as an installation runs it: what is indexed is done after the last migration."""
    fill(migrate(FIRST))
    call_command("migrate", verbosity=0)
    answers = apps.get_model("questions.Answer")._base_manager
    assert (answers.count(), Index(apps, "default").faults()) == (24, [])
    found = Answer.objects.published().mentioning(*read("lamb assurances").words)
    assert [answer.response.slug for answer in found] == ["mps-lamb"]
    call_command("rebuild_search", "--check", verbosity=0)
