import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0011_search_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="Record",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.UUIDField(default=uuid.uuid4, editable=False)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)),
                        name="record_stands_alone",
                        violation_error_message="A database holds one record.",
                    )
                ],
            },
        ),
    ]
