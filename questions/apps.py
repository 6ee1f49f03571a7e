from typing import Any

from django.apps import AppConfig
from django.apps import apps as current_apps
from django.apps.registry import Apps
from django.db.models.signals import post_migrate

from questions.rights import APPS, give_new_rights


class QuestionsConfig(AppConfig):
    """Rounds of questions, the people they were put to, and what came back."""

    name = "questions"
    verbose_name = "What is asked, and what came back"

    def ready(self) -> None:
        """Give the groups what a migration brought; connected before Django's own making of permissions."""
        post_migrate.connect(bring_groups_up_to_date, sender=self)


def bring_groups_up_to_date(*, using: str, apps: Apps = current_apps, **_: Any) -> None:
    """Give the groups the rights that came with the migrations that have just run."""
    if {*APPS, "auth", "contenttypes"} <= apps.app_configs.keys():  # not where only some apps were migrated
        give_new_rights(apps, using)
