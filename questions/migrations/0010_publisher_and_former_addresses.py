"""Who publishes the record, and former addresses of campaigns and rounds.

The one row is made with its table: there is always one, and nothing else depends on it yet.
"""

import django.core.validators
import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

import questions.models.default_texts


def make_the_one(apps, schema_editor):
    using = schema_editor.connection.alias
    publisher = apps.get_model("questions", "Publisher")._base_manager.using(using).create(id=1)
    kept = {field.attname: getattr(publisher, field.attname) for field in publisher._meta.concrete_fields}
    copies = apps.get_model("questions", "HistoricalPublisher")._base_manager.using(using)
    copies.create(
        history_date=timezone.now(),
        history_type="+",
        history_change_reason="As it was when this history began.",
        **kept,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0009_silences_put_forward"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="campaign",
            name="slug",
            field=models.SlugField(
                help_text="The end of the campaign's address on the public site.", max_length=120, unique=True
            ),
        ),
        migrations.AlterField(
            model_name="historicalcampaign",
            name="slug",
            field=models.SlugField(
                help_text="The end of the campaign's address on the public site.", max_length=120
            ),
        ),
        migrations.AlterField(
            model_name="historicalround",
            name="slug",
            field=models.SlugField(
                help_text="The end of the round's address on the public site.", max_length=120
            ),
        ),
        migrations.AlterField(
            model_name="round",
            name="slug",
            field=models.SlugField(
                help_text="The end of the round's address on the public site.", max_length=120, unique=True
            ),
        ),
        migrations.CreateModel(
            name="FormerCampaignSlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1,
                        editable=False,
                        help_text="Counts the saves of this row, so that a stale one can be told from a fresh one.",
                    ),
                ),
                ("slug", models.SlugField(max_length=120, unique=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_slugs",
                        to="questions.campaign",
                    ),
                ),
            ],
            options={
                "ordering": ["slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FormerRoundSlug",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1,
                        editable=False,
                        help_text="Counts the saves of this row, so that a stale one can be told from a fresh one.",
                    ),
                ),
                ("slug", models.SlugField(max_length=120, unique=True)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="former_slugs",
                        to="questions.round",
                    ),
                ),
            ],
            options={
                "ordering": ["slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HistoricalFormerCampaignSlug",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("history_change_reason", models.TextField(blank=True, default="")),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1,
                        editable=False,
                        help_text="Counts the saves of this row, so that a stale one can be told from a fresh one.",
                    ),
                ),
                ("slug", models.SlugField(max_length=120)),
                ("history_id", models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="questions.campaign",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical former campaign slug",
                "verbose_name_plural": "historical former campaign slugs",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFormerRoundSlug",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("history_change_reason", models.TextField(blank=True, default="")),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1,
                        editable=False,
                        help_text="Counts the saves of this row, so that a stale one can be told from a fresh one.",
                    ),
                ),
                ("slug", models.SlugField(max_length=120)),
                ("history_id", models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="questions.round",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical former round slug",
                "verbose_name_plural": "historical former round slugs",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPublisher",
            fields=[
                ("history_change_reason", models.TextField(blank=True, default="")),
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1,
                        editable=False,
                        help_text="Counts the saves of this row, so that a stale one can be told from a fresh one.",
                    ),
                ),
                ("id", models.PositiveSmallIntegerField(db_index=True, default=1, editable=False)),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="As readers know it; every page says it.",
                        max_length=200,
                        verbose_name="name of the publication",
                    ),
                ),
                (
                    "run_by",
                    models.TextField(
                        blank=True,
                        help_text="Who owns and runs the publication, and who is answerable for it: a company, a charity, an editor.",
                        verbose_name="who is behind it",
                    ),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True,
                        help_text="For “Something wrong? Tell us”, on every page. Everybody will see it: give one that is meant for the public and read every working day.",
                        max_length=254,
                        verbose_name="public e-mail address",
                    ),
                ),
                (
                    "contact_url",
                    models.URLField(
                        blank=True,
                        help_text="A page of yours where readers can tell you, beginning with https://. It can stand in the place of the e-mail address or beside it.",
                        validators=[
                            django.core.validators.URLValidator(
                                ["https"], message="Give an address that begins with https://."
                            )
                        ],
                        verbose_name="public web address",
                    ),
                ),
                ("postal_address", models.TextField(blank=True, help_text="Public too. It may stay empty.")),
                (
                    "corrections_policy",
                    models.TextField(
                        blank=True,
                        default=questions.models.default_texts.corrections_policy,
                        help_text="How you put mistakes right. What is here at first is what this record does in any case.",
                    ),
                ),
                (
                    "privacy",
                    models.TextField(
                        blank=True,
                        default=questions.models.default_texts.privacy,
                        help_text="What becomes of what readers leave behind. Add who runs your server and how long it keeps its logs.",
                    ),
                ),
                (
                    "accessibility",
                    models.TextField(
                        blank=True,
                        default=questions.models.default_texts.accessibility,
                        help_text="What is tested, and what is not. Change it when you have had the pages tested yourselves.",
                        verbose_name="accessibility statement",
                    ),
                ),
                (
                    "licence_name",
                    models.CharField(
                        blank=True,
                        help_text="On which terms others may use the record: “Creative Commons Attribution 4.0”.",
                        max_length=200,
                        verbose_name="licence of the data",
                    ),
                ),
                (
                    "licence_url",
                    models.URLField(
                        blank=True,
                        help_text="“https://creativecommons.org/licenses/by/4.0/”.",
                        validators=[
                            django.core.validators.URLValidator(
                                ["https"], message="Give an address that begins with https://."
                            )
                        ],
                        verbose_name="where the licence stands",
                    ),
                ),
                ("history_id", models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical who publishes this",
                "verbose_name_plural": "historical who publishes this",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Publisher",
            fields=[
                (
                    "version",
                    models.PositiveIntegerField(
                        default=1,
                        editable=False,
                        help_text="Counts the saves of this row, so that a stale one can be told from a fresh one.",
                    ),
                ),
                (
                    "id",
                    models.PositiveSmallIntegerField(
                        default=1, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="As readers know it; every page says it.",
                        max_length=200,
                        verbose_name="name of the publication",
                    ),
                ),
                (
                    "run_by",
                    models.TextField(
                        blank=True,
                        help_text="Who owns and runs the publication, and who is answerable for it: a company, a charity, an editor.",
                        verbose_name="who is behind it",
                    ),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True,
                        help_text="For “Something wrong? Tell us”, on every page. Everybody will see it: give one that is meant for the public and read every working day.",
                        max_length=254,
                        verbose_name="public e-mail address",
                    ),
                ),
                (
                    "contact_url",
                    models.URLField(
                        blank=True,
                        help_text="A page of yours where readers can tell you, beginning with https://. It can stand in the place of the e-mail address or beside it.",
                        validators=[
                            django.core.validators.URLValidator(
                                ["https"], message="Give an address that begins with https://."
                            )
                        ],
                        verbose_name="public web address",
                    ),
                ),
                ("postal_address", models.TextField(blank=True, help_text="Public too. It may stay empty.")),
                (
                    "corrections_policy",
                    models.TextField(
                        blank=True,
                        default=questions.models.default_texts.corrections_policy,
                        help_text="How you put mistakes right. What is here at first is what this record does in any case.",
                    ),
                ),
                (
                    "privacy",
                    models.TextField(
                        blank=True,
                        default=questions.models.default_texts.privacy,
                        help_text="What becomes of what readers leave behind. Add who runs your server and how long it keeps its logs.",
                    ),
                ),
                (
                    "accessibility",
                    models.TextField(
                        blank=True,
                        default=questions.models.default_texts.accessibility,
                        help_text="What is tested, and what is not. Change it when you have had the pages tested yourselves.",
                        verbose_name="accessibility statement",
                    ),
                ),
                (
                    "licence_name",
                    models.CharField(
                        blank=True,
                        help_text="On which terms others may use the record: “Creative Commons Attribution 4.0”.",
                        max_length=200,
                        verbose_name="licence of the data",
                    ),
                ),
                (
                    "licence_url",
                    models.URLField(
                        blank=True,
                        help_text="“https://creativecommons.org/licenses/by/4.0/”.",
                        validators=[
                            django.core.validators.URLValidator(
                                ["https"], message="Give an address that begins with https://."
                            )
                        ],
                        verbose_name="where the licence stands",
                    ),
                ),
            ],
            options={
                "verbose_name": "who publishes this",
                "verbose_name_plural": "who publishes this",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("id", 1)),
                        name="publisher_stands_alone",
                        violation_error_message="There is one record of who publishes this: change that one.",
                    )
                ],
            },
        ),
        migrations.RunPython(make_the_one, migrations.RunPython.noop),
    ]
