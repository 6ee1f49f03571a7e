from django.db import migrations, models

import questions.models.search_texts
import questions.search.engines


def take_away(_apps, schema_editor):
    """SQLite's own index stands beside the table; its triggers, and PostgreSQL's index, go with the table."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE IF EXISTS questions_searchtext_fts")


class Migration(migrations.Migration):
    """The table of words. After the migration `migrate` makes the databases' own indexes and fills all of them."""

    dependencies = [
        ("questions", "0010_publisher_and_former_addresses"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchText",
            fields=[
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=questions.models.search_texts.with_its_answer,
                        primary_key=True,
                        related_name="search_text",
                        serialize=False,
                        to="questions.answer",
                    ),
                ),
                ("words", questions.search.engines.FoldedWordsField(blank=True)),
                ("folding", models.CharField(max_length=40)),
            ],
            options={
                "db_table": "questions_searchtext",
                "default_permissions": (),
            },
        ),
        migrations.AddIndex(
            model_name="response",
            index=models.Index(fields=["-published_at", "-id"], name="response_latest_first"),
        ),
        migrations.RunPython(migrations.RunPython.noop, take_away),
    ]
