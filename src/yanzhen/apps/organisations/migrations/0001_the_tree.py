"""The tree of organisations."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=200, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("city", "市"),
                            ("county", "县市区"),
                            ("park", "园区"),
                            ("department", "部门"),
                        ],
                        max_length=10,
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("unit", models.CharField(blank=True, max_length=64)),
                ("division_code", models.CharField(blank=True, max_length=6)),
                ("name_zh", models.CharField(max_length=120)),
                ("name_en", models.CharField(max_length=160)),
                ("is_active", models.BooleanField(default=True)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["city", "county", "park", "department"])),
                        name="organisations_organisation_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "city"), ("parent__isnull", True)),
                            models.Q(
                                models.Q(("kind", "city"), _negated=True), ("parent__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="organisations_organisation_only_a_city_is_a_root",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "department"),
                                ("tenant", models.F("parent")),
                                models.Q(("unit", ""), _negated=True),
                            ),
                            models.Q(models.Q(("kind", "department"), _negated=True), ("unit", "")),
                            _connector="OR",
                        ),
                        name="organisations_organisation_a_department_is_a_unit",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "department")),
                        fields=("parent", "unit"),
                        name="organisations_organisation_one_department_per_unit",
                    ),
                ],
            },
        ),
    ]
