from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("respondents", "0005_former_addresses"),
    ]

    operations = [
        migrations.AddField(
            model_name="formerslug",
            name="merged_number",
            field=models.BigIntegerField(
                blank=True,
                editable=False,
                help_text="The number of the record that was merged and had this address; empty where it was only changed.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="historicalformerslug",
            name="merged_number",
            field=models.BigIntegerField(
                blank=True,
                editable=False,
                help_text="The number of the record that was merged and had this address; empty where it was only changed.",
                null=True,
            ),
        ),
    ]
