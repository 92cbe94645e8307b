"""Accounts and their assignments."""

import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_the_tree"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("name", models.CharField(blank=True, max_length=80)),
                ("is_active", models.BooleanField(default=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="accounts_account_one_per_address",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("applicant", "申请人"),
                            ("employer_hr", "用人单位经办人"),
                            ("clerk", "窗口受理人员"),
                            ("reviewer", "部门审核人员"),
                            ("approver", "审批人员"),
                            ("talent_office", "人才工作机构人员"),
                            ("finance", "财政人员"),
                            ("auditor", "审计人员"),
                            ("partner", "合作单位人员"),
                            ("administrator", "系统管理员"),
                        ],
                        max_length=16,
                    ),
                ),
                ("employer_id", models.BigIntegerField(blank=True, db_index=True, null=True)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("given_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
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
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "employer_hr",
                                    "clerk",
                                    "reviewer",
                                    "approver",
                                    "talent_office",
                                    "finance",
                                    "auditor",
                                    "partner",
                                    "administrator",
                                ],
                            )
                        ),
                        name="accounts_assignment_known_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("employer_id__isnull", False),
                                ("organisation", None),
                                ("role", "employer_hr"),
                            ),
                            models.Q(
                                models.Q(("role", "employer_hr"), _negated=True),
                                ("employer_id", None),
                                ("organisation__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="accounts_assignment_employer_or_organisation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="accounts_assignment_ends_after_it_begins",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("valid_until", None)),
                        fields=("account", "role", "organisation", "employer_id"),
                        name="accounts_assignment_open_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
    ]
