"""Who may do what: the three groups, and which rights each is given.

The rights are Django's permissions. Every editorial model has the usual four (view, add, change, delete); what
its `Meta.permissions` names besides is for publishers. So a model that a later release brings needs no line here.

A group is filled when it is made, and from then on it is the administrators': a right they took away stays away.
Only a right that did not exist before is given to the groups by itself, when the migration that brings it has run.
Django makes permissions after all migrations; a migration that needs them makes them itself, as here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps as current_apps
from django.apps.registry import Apps
from django.contrib.auth import get_permission_codename
from django.db import DEFAULT_DB_ALIAS, models
from simple_history.models import HistoricalChanges

REPORTER = "Reporter"
PUBLISHER = "Publisher"
VIEWER = "Viewer"
GROUPS = (REPORTER, PUBLISHER, VIEWER)

APPS = ("respondents", "questions")
# Corrections are public from their first moment, as is who publishes; preview links show drafts outside; former slugs
# are addresses.
FOR_PUBLISHERS_TO_WRITE = {
    "correction",
    "previewlink",
    "publisher",
    "formerslug",
    "formerpartyslug",
    "formerbodyslug",
    "formercampaignslug",
    "formerroundslug",
}


class Right(NamedTuple):
    """One permission, and the groups that are given it."""

    model: type[models.Model]
    codename: str
    name: str
    groups: tuple[str, ...]


def make_groups(apps: Apps = current_apps, using: str = DEFAULT_DB_ALIAS) -> None:
    """Make each of the three groups that is not there, with all its rights; leave a group that is there alone."""
    group_model = apps.get_model("auth", "Group")
    missing = {
        name for name in GROUPS if not group_model._base_manager.using(using).filter(name=name).exists()
    }
    new = {
        name: group_model._base_manager.using(using).create(name=name) for name in GROUPS if name in missing
    }
    for right in rights(apps):
        permission, _ = permission_for(right, apps, using)
        for name in right.groups:
            if name in new:
                new[name].permissions.add(permission)


def give_new_rights(apps: Apps = current_apps, using: str = DEFAULT_DB_ALIAS) -> None:
    """Make the permissions that no database row stands for yet, and give them to the groups that are there.

    It runs after `migrate`, before Django makes the missing permissions itself: afterwards nobody could tell
    a right that is new from one that an administrator took away.
    """
    group_model = apps.get_model("auth", "Group")
    there = {group.name: group for group in group_model._base_manager.using(using).filter(name__in=GROUPS)}
    for right in rights(apps):
        permission, is_new = permission_for(right, apps, using)
        if is_new:
            for name in right.groups:
                if name in there:
                    there[name].permissions.add(permission)


def permission_for(right: Right, apps: Apps, using: str) -> tuple[Any, bool]:
    """The permission of a right, made where it is missing, and whether it was."""
    kind, _ = (
        apps.get_model("contenttypes", "ContentType")
        ._base_manager.using(using)
        .get_or_create(app_label=right.model._meta.app_label, model=right.model._meta.model_name)
    )
    return (
        apps.get_model("auth", "Permission")
        ._base_manager.using(using)
        .get_or_create(content_type=kind, codename=right.codename, defaults={"name": right.name})
    )


def rights(apps: Apps = current_apps) -> Iterator[Right]:
    """Every right there is, model by model; the copies in the history have none of their own."""
    for label in APPS:
        for model in apps.get_app_config(label).get_models():
            if not issubclass(model, HistoricalChanges):
                yield from rights_on(model)


def rights_on(model: type[models.Model]) -> Iterator[Right]:
    """The rights that one model brings."""
    options = model._meta
    for action in options.default_permissions:
        codename = get_permission_codename(action, options)
        yield Right(model, codename, f"Can {action} {options.verbose_name_raw}", groups_that(action, model))
    for codename, name in options.permissions:
        yield Right(model, codename, str(name), (PUBLISHER,))


def groups_that(action: str, model: type[models.Model]) -> tuple[str, ...]:
    """The groups that may do one of Django's four *actions* with the rows of *model*."""
    if action == "view":
        return GROUPS
    return (PUBLISHER,) if model._meta.model_name in FOR_PUBLISHERS_TO_WRITE else (REPORTER, PUBLISHER)
