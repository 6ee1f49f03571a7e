"""Every row on file gets its first copy, so that the first edit shows what was."""

from django.db import migrations

from respondents.baseline import keep_baseline_of


def keep_baseline(apps, schema_editor):
    keep_baseline_of(apps, "questions", schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("questions", "0002_history_of_every_change")]

    operations = [migrations.RunPython(keep_baseline, migrations.RunPython.noop)]
