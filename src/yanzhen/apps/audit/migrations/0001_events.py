"""Events, their links, and what waits for a link."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chain", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("account_id", models.BigIntegerField(null=True)),
                ("name", models.CharField(max_length=200)),
                ("subject", models.CharField(max_length=200)),
                ("details", models.JSONField()),
                ("digest", models.BinaryField(max_length=32)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["subject", "-id"], name="audit_event_of_a_subject"),
                    models.Index(fields=["account_id", "-id"], name="audit_event_of_an_account"),
                    models.Index(fields=["chain", "-id"], name="audit_event_of_a_chain"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chain", models.CharField(max_length=64)),
                ("number", models.BigIntegerField()),
                ("previous", models.BinaryField(max_length=32)),
                ("hash", models.BinaryField(max_length=32)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("chain", "number"), name="audit_link_one_per_number"
                    ),
                    models.UniqueConstraint(
                        fields=("chain", "previous"), name="audit_link_never_forks"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="audit_link_counts_from_one"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Waiting",
            fields=[
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="waiting",
                        serialize=False,
                        to="audit.event",
                    ),
                ),
                ("chain", models.CharField(db_index=True, max_length=64)),
            ],
        ),
        migrations.AddField(
            model_name="link",
            name="event",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="link", to="audit.event"
            ),
        ),
    ]
