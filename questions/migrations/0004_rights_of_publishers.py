"""Publishing, correcting and confirming a silence are rights of their own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0003_baseline_of_the_history"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="correction",
            options={
                "ordering": ["-made_on", "-pk"],
                "permissions": [("correct_published", "Can correct what readers see")],
            },
        ),
        migrations.AlterModelOptions(
            name="recipient",
            options={
                "ordering": ["round", "position", "pk"],
                "permissions": [("confirm_silence", "Can confirm that somebody did not respond")],
            },
        ),
        migrations.AlterModelOptions(
            name="response",
            options={
                "ordering": ["round", "pk"],
                "permissions": [
                    ("publish_response", "Can publish, hold back and withdraw responses and answers")
                ],
            },
        ),
        migrations.AlterModelOptions(
            name="round",
            options={
                "ordering": ["-pk"],
                "permissions": [("publish_round", "Can publish and withdraw rounds")],
            },
        ),
    ]
