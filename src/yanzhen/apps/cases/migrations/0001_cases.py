import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import yanzhen.apps.cases.models.draft
import yanzhen.apps.cases.models.filing
import yanzhen.apps.cases.models.material
import yanzhen.apps.sealing.service


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("organisations", "0001_the_tree"),
        ("registry", "0002_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="Material",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=yanzhen.apps.cases.models.material.fresh_id,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("asked", models.CharField(blank=True, max_length=96)),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("staged", "已上传"),
                            ("attached", "已提交"),
                            ("removed", "已移除"),
                        ],
                        default="staged",
                        max_length=8,
                    ),
                ),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("clean", "未发现病毒"),
                            ("infected", "有病毒"),
                            ("not_scanned", "未扫描"),
                        ],
                        max_length=12,
                    ),
                ),
                ("scanned_by", models.CharField(max_length=40)),
                ("uploaded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scan", "infected"), _negated=True),
                        name="cases_material_no_virus_is_kept",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("series", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("last", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=yanzhen.apps.cases.models.draft.fresh_id, max_length=32, unique=True
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("item", models.CharField(max_length=96)),
                ("channel", models.CharField(max_length=10)),
                ("answers", models.JSONField(default=dict)),
                ("words", models.JSONField(default=dict)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, unique=True)),
                ("city", models.CharField(max_length=64)),
                (
                    "departments",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("item", models.CharField(max_length=96)),
                ("kind", models.CharField(max_length=16)),
                ("pack_hash", models.CharField(max_length=128)),
                ("lifecycle", models.CharField(max_length=64)),
                ("lifecycle_version", models.PositiveSmallIntegerField()),
                ("route", models.JSONField(default=dict)),
                ("subject_kind", models.CharField(blank=True, max_length=16)),
                ("subject_name", models.CharField(max_length=200)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("self", "本人申请"),
                            ("employer", "单位申报"),
                            ("staff", "窗口代办"),
                            ("offer", "免申即享"),
                            ("public", "公示异议"),
                        ],
                        max_length=10,
                    ),
                ),
                ("idempotency_key", models.CharField(max_length=100)),
                ("answers", models.JSONField(default=dict)),
                ("words", models.JSONField(default=dict)),
                ("state", models.CharField(max_length=32)),
                ("before", models.CharField(blank=True, max_length=32)),
                ("turn", models.CharField(blank=True, max_length=16)),
                ("is_open", models.BooleanField(default=True)),
                ("submitted_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("clock_from", models.DateField(null=True)),
                ("clock_until", models.DateField(null=True)),
                ("statutory_days", models.PositiveSmallIntegerField(null=True)),
                ("promised_days", models.PositiveSmallIntegerField(null=True)),
                ("stopped", models.BooleanField(default=False)),
                ("yellow_on", models.DateField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("satisfied", models.BooleanField(null=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "against",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="cases.case",
                    ),
                ),
                (
                    "applicant",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "window",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant", "-submitted_at"], name="cases_of_tenant"),
                    models.Index(
                        condition=models.Q(("is_open", True)),
                        fields=["tenant", "due_on"],
                        name="cases_due_of_tenant",
                    ),
                    models.Index(fields=["applicant", "-submitted_at"], name="cases_of_applicant"),
                    models.Index(fields=["employer", "-submitted_at"], name="cases_of_employer"),
                    models.Index(fields=["subject", "item"], name="cases_of_subject"),
                    models.Index(
                        condition=models.Q(("is_open", True)),
                        fields=["against"],
                        name="cases_open_against",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["departments"], name="cases_of_departments"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("filed_by", "idempotency_key"),
                        name="cases_case_one_per_key",
                        nulls_distinct=False,
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_open", True), ("kind", "benefit")),
                        fields=("subject", "item", "city"),
                        name="cases_case_one_open_benefit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("is_open", True)),
                            models.Q(("closed_at__isnull", False), ("is_open", False)),
                            _connector="OR",
                        ),
                        name="cases_case_closed_has_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stopped", False), ("due_on__isnull", True), _connector="OR"
                        ),
                        name="cases_case_stopped_is_not_due",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Content",
            fields=[
                (
                    "material",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="content",
                        serialize=False,
                        to="cases.material",
                    ),
                ),
                ("body", models.BinaryField()),
            ],
        ),
        migrations.AddField(
            model_name="material",
            name="case",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="materials",
                to="cases.case",
            ),
        ),
        migrations.AddField(
            model_name="material",
            name="uploaded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[("granted", "予以批准"), ("declined", "不予批准")], max_length=8
                    ),
                ),
                ("amount_fen", models.BigIntegerField(null=True)),
                ("departs", models.BooleanField()),
                ("reason", models.TextField(blank=True)),
                ("record", models.JSONField()),
                ("hash", models.CharField(max_length=64)),
                ("decided_by_name", models.CharField(max_length=200)),
                ("decided_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="cases.case",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("departs", False),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="cases_decision_departs_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_fen__isnull", True),
                            models.Q(("amount_fen__gte", 0), ("outcome", "granted")),
                            _connector="OR",
                        ),
                        name="cases_decision_only_a_grant_has_a_sum",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(max_length=32)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["taker", "ends_on"], name="cases_delegation_of_taker")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("giver", models.F("taker")), _negated=True),
                        name="cases_delegation_to_somebody_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="cases_delegation_ends_after_it_began",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="material",
            name="draft",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="materials",
                to="cases.draft",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="case",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="draft",
                to="cases.case",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="employer",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.subject",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="registry.subject"
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="tenant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisations.organisation",
            ),
        ),
        migrations.CreateModel(
            name="Filing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=yanzhen.apps.cases.models.filing.fresh_id,
                        max_length=32,
                        unique=True,
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("item", models.CharField(max_length=96)),
                ("file_name", models.CharField(max_length=200)),
                ("sha256", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "employer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("employer", "item", "tenant", "sha256"),
                        name="cases_filing_once_per_sheet",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FilingRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("reasons", models.JSONField(default=list)),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.case",
                    ),
                ),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="cases.filing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("filing", "row"), name="cases_filing_row_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Objector",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", yanzhen.apps.sealing.service.SealedText()),
                ("contact", yanzhen.apps.sealing.service.SealedText()),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objector",
                        to="cases.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("item", models.CharField(max_length=96)),
                ("pack_hash", models.CharField(max_length=128)),
                ("found_on", models.DateField()),
                ("found", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "等待本人意愿"),
                            ("accepted", "本人同意"),
                            ("declined", "本人放弃"),
                            ("withdrawn", "不再符合"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offer",
                        to="cases.case",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "state"], name="cases_offer_of_account")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "item", "pack_hash"), name="cases_offer_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case__isnull", False), ("state", "accepted")),
                            models.Q(("state", "accepted"), _negated=True),
                            _connector="OR",
                        ),
                        name="cases_offer_accepted_has_a_case",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("cause", models.CharField(max_length=32)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pauses",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("case",),
                        name="cases_pause_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="cases_pause_ends_after_it_began",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Publicity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("entry", models.JSONField()),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publicities",
                        to="cases.case",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=["city", "ends_on"],
                        name="cases_publicity_running",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="cases_publicity_ends_after_it_began",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("case",),
                        name="cases_publicity_one_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("action", models.CharField(max_length=32)),
                ("from_state", models.CharField(blank=True, max_length=32)),
                ("to_state", models.CharField(max_length=32)),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=200)),
                ("told", models.JSONField(default=dict)),
                ("inward", models.BooleanField(default=False)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="cases.case",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "id"], name="cases_step_of_case")],
            },
        ),
        migrations.CreateModel(
            name="Supplement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("items", models.JSONField()),
                ("note", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supplements",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("case",),
                        name="cases_supplement_one_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("item", models.CharField(blank=True, max_length=96)),
                ("stage", models.CharField(blank=True, max_length=32)),
                ("days", models.PositiveSmallIntegerField()),
                ("basis", models.CharField(max_length=300)),
                ("is_demo", models.BooleanField(default=False)),
                ("set_at", models.DateTimeField(auto_now=True)),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "item", "stage"), name="cases_term_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 1)), name="cases_term_of_a_day_or_more"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True),
                        name="cases_term_says_its_basis",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Work",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stage", models.CharField(max_length=32)),
                ("unit", models.CharField(max_length=64)),
                ("role", models.CharField(max_length=32)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待办"), ("done", "已办"), ("dropped", "已撤销")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("waiting", models.BooleanField(default=False)),
                ("opened_on", models.DateField()),
                ("days", models.PositiveSmallIntegerField(null=True)),
                ("yellow_on", models.DateField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("agrees", models.BooleanField(null=True)),
                ("opinion", models.TextField(blank=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by_name", models.CharField(blank=True, max_length=200)),
                (
                    "assignee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="works",
                        to="cases.case",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "open")),
                        fields=["department", "role", "due_on"],
                        name="cases_work_queue",
                    ),
                    models.Index(fields=["case", "state"], name="cases_work_of_case"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("case", "stage", "department", "role"),
                        name="cases_work_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", False), ("state", "done")),
                            models.Q(("state", "done"), _negated=True),
                            _connector="OR",
                        ),
                        name="cases_work_done_has_a_date",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="material",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("draft__isnull", False), ("case__isnull", False), _connector="OR"
                ),
                name="cases_material_belongs_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="material",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case__isnull", False), ("stage", "attached")),
                    models.Q(("stage", "attached"), _negated=True),
                    _connector="OR",
                ),
                name="cases_material_attached_to_a_case",
            ),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["owner", "-updated_at"], name="cases_draft_of_owner"),
        ),
    ]
