"""The three groups: made once by a migration, filled with every right there is, and then the administrators'."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from questions.rights import GROUPS, PUBLISHER, REPORTER, VIEWER, make_groups
from tests import factories as make

pytestmark = pytest.mark.django_db

EDITORIAL = {
    "respondents": ["party", "body", "politician", "identifier", "membership", "contactaddress"],
    "questions": [
        "campaign",
        "round",
        "question",
        "recipient",
        "nonrespondent",
        "approach",
        "response",
        "signatory",
        "answer",
        "source",
        "correction",
    ],
}
PUBLISHING = {
    "questions.publish_round",
    "questions.publish_response",
    "questions.confirm_silence",
    "questions.correct_published",
}


def rights_of(group: str) -> set[str]:
    return rights_in(Group.objects.get(name=group))


def rights_in(group: Group) -> set[str]:
    given = group.permissions.select_related("content_type")
    return {f"{permission.content_type.app_label}.{permission.codename}" for permission in given}


def on(models: dict[str, list[str]], *actions: str) -> set[str]:
    return {f"{app}.{action}_{model}" for app in models for model in models[app] for action in actions}


def test_groups_have_exactly_their_rights() -> None:
    everything = on(EDITORIAL, "view", "add", "change", "delete")
    corrections = on({"questions": ["correction"]}, "add", "change", "delete")
    assert rights_of(VIEWER) >= on(EDITORIAL, "view")
    assert rights_of(REPORTER) >= everything - corrections
    assert rights_of(PUBLISHER) >= everything | PUBLISHING
    assert not rights_of(REPORTER) & (PUBLISHING | corrections)
    assert all(".view_" in right for right in rights_of(VIEWER))
    assert {right.partition(".")[0] for group in GROUPS for right in rights_of(group)} == set(EDITORIAL)


def test_no_group_has_a_right_to_the_copies_in_the_history() -> None:
    assert [right for group in GROUPS for right in rights_of(group) if "historical" in right] == []


def test_publishers_may_all_that_reporters_may_and_reporters_all_that_viewers_may() -> None:
    assert rights_of(VIEWER) < rights_of(REPORTER) < rights_of(PUBLISHER)


def test_members_have_the_rights_of_their_group_alone() -> None:
    people = [make.make_viewer(), make.make_reporter(), make.make_publisher()]
    assert [user.is_superuser for user in people] == [False, False, False]
    assert [user.has_perm("questions.view_round") for user in people] == [True, True, True]
    assert [user.has_perm("questions.change_round") for user in people] == [False, True, True]
    assert [user.has_perm("questions.publish_round") for user in people] == [False, False, True]


def test_making_the_groups_again_leaves_them_as_an_administrator_left_them() -> None:
    reporters = Group.objects.get(name=REPORTER)
    reporters.permissions.clear()
    make_groups()
    assert rights_in(reporters) == set()
    assert Group.objects.count() == 3


def test_migrating_again_gives_nothing_back_that_an_administrator_took_away() -> None:
    reporters = Group.objects.get(name=REPORTER)
    reporters.permissions.remove(Permission.objects.get(codename="add_round"))
    before = rights_in(reporters)
    call_command("migrate", verbosity=0)
    assert rights_in(reporters) == before


def test_migrating_again_makes_no_group_that_an_administrator_deleted() -> None:
    Group.objects.filter(name=VIEWER).delete()
    call_command("migrate", verbosity=0)
    assert set(Group.objects.values_list("name", flat=True)) == {REPORTER, PUBLISHER}


def test_a_right_that_a_later_release_brings_is_given_to_the_groups() -> None:
    """A permission without a row is what a migration that has just run leaves behind."""
    Permission.objects.get(codename="add_party").delete()
    Permission.objects.get(codename="publish_round").delete()
    call_command("migrate", verbosity=0)
    assert "respondents.add_party" in rights_of(REPORTER)
    assert "respondents.add_party" not in rights_of(VIEWER)
    assert "questions.publish_round" in rights_of(PUBLISHER)
    assert "questions.publish_round" not in rights_of(REPORTER)


def test_the_migration_fills_the_groups_where_django_has_made_no_permissions_yet() -> None:
    """As on a fresh database, where Django makes them after the last migration."""
    expected = {group: rights_of(group) for group in GROUPS}
    Group.objects.all().delete()
    Permission.objects.filter(content_type__app_label__in=EDITORIAL).delete()
    executor = MigrationExecutor(connection)
    state = executor.loader.project_state(executor.loader.graph.leaf_nodes())
    make_groups(state.apps, connection.alias)
    assert {group: rights_of(group) for group in GROUPS} == expected
