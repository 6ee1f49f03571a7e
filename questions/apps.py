import uuid
from typing import Any

from django.apps import AppConfig
from django.apps import apps as current_apps
from django.apps.registry import Apps
from django.db.models.signals import post_migrate

from questions.rights import APPS, give_new_rights
from questions.search.index import bring_up_to_date


class QuestionsConfig(AppConfig):
    """Rounds of questions, the people they were put to, and what came back."""

    name = "questions"
    verbose_name = "What is asked, and what came back"

    def ready(self) -> None:
        """After every migration, give groups and index what it brought; before Django's own making of permissions."""
        post_migrate.connect(bring_groups_up_to_date, sender=self)
        post_migrate.connect(give_record_its_number, sender=self)
        post_migrate.connect(bring_index_up_to_date, sender=self)


def bring_groups_up_to_date(*, using: str, apps: Apps = current_apps, **_: Any) -> None:
    """Give the groups the rights that came with the migrations that have just run."""
    if {*APPS, "auth", "contenttypes"} <= apps.app_configs.keys():  # not where only some apps were migrated
        give_new_rights(apps, using)


def give_record_its_number(*, using: str, apps: Apps = current_apps, **_: Any) -> None:
    """Make the number after which feeds and their entries are named, in a database that has none."""
    if "questions" in apps.app_configs and "record" in apps.all_models["questions"]:
        manager = apps.get_model("questions", "Record")._base_manager.using(using)
        manager.get_or_create(pk=1, defaults={"number": uuid.uuid4()})


def bring_index_up_to_date(*, using: str, apps: Apps = current_apps, **_: Any) -> None:
    """Give the index back what the migrations that have just run took from it: triggers, or whole answers."""
    if "questions" in apps.app_configs and "searchtext" in apps.all_models["questions"]:
        bring_up_to_date(apps, using)
