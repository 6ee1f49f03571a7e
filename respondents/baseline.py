"""The first copy of rows that were there before the history began; for migrations, which know no model's methods."""

from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from django.utils import timezone

REASON = "As it was when this history began."


def keep_baseline_of(apps: Apps, label: str, using: str) -> None:
    """Copy every row of the app *label* that has no copy yet into its history, with its links to other rows."""
    now = timezone.now()
    for model in list(apps.get_app_config(label).get_models()):
        name = model._meta.object_name or ""
        if name.startswith("Historical") or not _has_history(apps, label, name):
            continue
        copies = apps.get_model(label, f"Historical{name}")
        fields = [field.attname for field in model._meta.concrete_fields]
        there = set(copies._base_manager.using(using).values_list("id", flat=True))
        for row in model._base_manager.using(using).exclude(pk__in=there).iterator(chunk_size=500):
            kept = {attname: getattr(row, attname) for attname in fields}
            copy = copies(history_date=now, history_type="+", history_change_reason=REASON, **kept)
            copy.save(using=using)
            for field in model._meta.many_to_many:
                through: Any = field.remote_field.through
                links = apps.get_model(label, f"Historical{through._meta.object_name}")
                owner = field.m2m_column_name()
                for link in through._base_manager.using(using).filter(**{owner: row.pk}):
                    values = {
                        each.attname: getattr(link, each.attname) for each in through._meta.concrete_fields
                    }
                    links(history=copy, **values).save(using=using)


def _has_history(apps: Apps, label: str, name: str) -> bool:
    try:
        apps.get_model(label, f"Historical{name}")
    except LookupError:
        return False
    return True
