"""The three groups: Reporter, Publisher and Viewer, each with its rights."""

from django.db import migrations

from questions.rights import make_groups


def make(apps, schema_editor):
    make_groups(apps, schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0004_rights_of_publishers"),
        ("respondents", "0003_baseline_of_the_history"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
