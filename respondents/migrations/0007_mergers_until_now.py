import datetime

from django.db import migrations

AT_ONCE = datetime.timedelta(minutes=1)  # a merger deletes the record and lets its address lead on in one go


def fill_in(apps, schema_editor):
    """Say of addresses that came with a merger which record it was: the one deleted with it that had the address."""
    using = schema_editor.connection.alias
    rows = apps.get_model("respondents", "FormerSlug")._base_manager.using(using)
    copies = apps.get_model("respondents", "HistoricalFormerSlug")._base_manager.using(using)
    politicians = apps.get_model("respondents", "HistoricalPolitician")._base_manager.using(using)
    for copy in copies.filter(history_type="+", merged_number=None):
        deleted = politicians.filter(
            history_type="-",
            slug=copy.slug,
            history_date__range=(copy.history_date - AT_ONCE, copy.history_date),
        )
        merged = deleted.order_by("-history_id").first()
        if merged is not None:
            copies.filter(id=copy.id).update(merged_number=merged.id)
            rows.filter(pk=copy.id).update(merged_number=merged.id)


class Migration(migrations.Migration):
    dependencies = [
        ("respondents", "0006_merged_number"),
    ]

    operations = [migrations.RunPython(fill_in, migrations.RunPython.noop)]
