"""The table of scenarios."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Scenario",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.CharField(max_length=32, unique=True)),
                ("owner", models.CharField(db_index=True, max_length=64)),
                ("name", models.CharField(max_length=80)),
                ("city", models.CharField(max_length=64)),
                ("content_hash", models.CharField(max_length=128)),
                ("rule", models.CharField(max_length=128)),
                ("changes", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("waiting", "排队中"),
                            ("running", "计算中"),
                            ("done", "已完成"),
                            ("failed", "失败"),
                            ("cancelled", "已取消"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("rows_done", models.BigIntegerField(default=0)),
                ("rows_total", models.BigIntegerField(default=0)),
                ("result", models.JSONField(blank=True, null=True)),
                ("failure", models.JSONField(blank=True, null=True)),
                ("worker", models.CharField(blank=True, max_length=32)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("queued_at", models.DateTimeField(blank=True, null=True)),
                ("lease_until", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "running"])),
                        fields=["queued_at"],
                        name="scenarios_queue",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ["draft", "waiting", "running", "done", "failed", "cancelled"],
                            )
                        ),
                        name="scenarios_scenario_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "waiting"), _negated=True),
                            ("queued_at__isnull", False),
                            _connector="OR",
                        ),
                        name="scenarios_scenario_waiting_has_a_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "running"), _negated=True),
                            models.Q(
                                ("lease_until__isnull", False),
                                models.Q(("worker", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="scenarios_scenario_running_has_a_lease",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result__isnull", False), ("state", "done")),
                            models.Q(
                                models.Q(("state", "done"), _negated=True), ("result__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="scenarios_scenario_done_has_a_result",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rows_done__gte", 0), ("rows_done__lte", models.F("rows_total"))
                        ),
                        name="scenarios_scenario_progress_within_its_total",
                    ),
                ],
            },
        ),
    ]
