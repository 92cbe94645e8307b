"""The table of progress: whoever started it sees her own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from yanzhen.apps.organisations.rows import ACCOUNT, row_security


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Progress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(max_length=32, unique=True)),
                ("task", models.CharField(max_length=80)),
                ("job_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "排队中"),
                            ("running", "进行中"),
                            ("done", "已完成"),
                            ("failed", "失败"),
                            ("cancelled", "已取消"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("done", models.BigIntegerField(default=0)),
                ("total", models.BigIntegerField(default=0)),
                ("sentence", models.JSONField(blank=True, null=True)),
                ("attempt", models.PositiveIntegerField(default=0)),
                ("result", models.CharField(blank=True, max_length=200)),
                ("result_name", models.CharField(blank=True, max_length=120)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "running", "done", "failed", "cancelled"])
                        ),
                        name="jobs_progress_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("done__gte", 0), ("done__lte", models.F("total"))),
                        name="jobs_progress_within_its_total",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "running"]),
                            ("finished_at__isnull", False),
                            _connector="OR",
                        ),
                        name="jobs_progress_ended_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("result", ""), ("state", "done"), _connector="OR"),
                        name="jobs_progress_result_when_done",
                    ),
                ],
            },
        ),
        row_security("jobs_progress", using=f"account_id = {ACCOUNT}"),
    ]
