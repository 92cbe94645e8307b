import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("awards", "0002_row_security"),
        ("organisations", "0001_the_tree"),
        ("registry", "0003_found_by"),
    ]

    operations = [
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_told", models.BooleanField(default=False)),
                ("number", models.CharField(max_length=56, unique=True)),
                ("case_number", models.CharField(max_length=40)),
                ("city", models.CharField(max_length=64)),
                ("pack_hash", models.CharField(max_length=128)),
                ("rule", models.CharField(max_length=96)),
                ("clause", models.CharField(max_length=32)),
                ("clawback", models.CharField(blank=True, max_length=64)),
                ("found", models.JSONField(null=True)),
                ("subject_id", models.BigIntegerField()),
                ("payee_name", models.CharField(max_length=200)),
                ("paid_fen", models.BigIntegerField(default=0)),
                ("amount_fen", models.BigIntegerField(default=0)),
                ("back_fen", models.BigIntegerField(default=0)),
                ("reason", models.TextField(blank=True)),
                ("how_to_pay", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "待核实"),
                            ("open", "待复核"),
                            ("repaying", "追回中"),
                            ("repaid", "已追回"),
                            ("written_off", "已核销"),
                            ("withdrawn", "已撤销"),
                        ],
                        max_length=12,
                    ),
                ),
                ("suspends", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("end_wanted", models.CharField(blank=True, max_length=12)),
                ("end_reason", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="awards.award",
                        to_field="number",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                    ),
                ),
                (
                    "end_asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "payee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant", "-id"], name="claims_of_tenant"),
                    models.Index(fields=["account", "-id"], name="claims_of_account"),
                    models.Index(fields=["employer", "-id"], name="claims_of_employer"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("back_fen__gte", 0),
                            ("back_fen__lte", models.F("amount_fen")),
                            ("amount_fen__lte", models.F("paid_fen")),
                        ),
                        name="claims_claim_no_more_than_was_paid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "withdrawn"]),
                            models.Q(
                                ("amount_fen__gt", 0),
                                ("opened_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="claims_claim_for_something_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "open", "withdrawn"]),
                            ("approved_by__isnull", False),
                            _connector="OR",
                        ),
                        name="claims_claim_approved_before_it_is_paid",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(("approved_by", models.F("opened_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="claims_claim_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "open", "repaying", "repaid"]),
                            ("approved_by__isnull", True),
                            models.Q(
                                ("end_asked_by__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("ended_by", models.F("end_asked_by")), _negated=True),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="claims_claim_ended_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "repaid"), _negated=True),
                            ("back_fen", models.F("amount_fen")),
                            _connector="OR",
                        ),
                        name="claims_claim_repaid_in_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["proposed", "open", "repaying"]),
                            models.Q(("clawback", ""), _negated=True),
                        ),
                        fields=("award", "clawback"),
                        name="claims_claim_one_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_told", models.BooleanField(default=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                ("amount_fen", models.BigIntegerField()),
                ("reminded_on", models.DateField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="claims.claim",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("reminded_on__isnull", True)),
                        fields=["due_on", "id"],
                        name="claims_to_remind",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("claim", "number"), name="claims_part_of_a_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_fen__gt", 0)), name="claims_part_has_a_sum"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Received",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_told", models.BooleanField(default=False)),
                ("city", models.CharField(max_length=64)),
                ("reference", models.CharField(max_length=80)),
                ("amount_fen", models.BigIntegerField()),
                ("on", models.DateField()),
                ("by_id", models.BigIntegerField()),
                ("by_name", models.CharField(max_length=200)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="received",
                        to="claims.claim",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("city", "reference"), name="claims_received_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_fen__gt", 0), models.Q(("reference", ""), _negated=True)
                        ),
                        name="claims_received_something",
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
                ("is_told", models.BooleanField(default=False)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("kind", models.CharField(max_length=24)),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=200)),
                ("reason", models.TextField(blank=True)),
                ("told", models.JSONField(default=dict)),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="claims.claim",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                    ),
                ),
                (
                    "tenant",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="received",
            trigger=pgtrigger.compiler.Trigger(
                name="received_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ad1031bb340f97b708b0a9b20bc2a52203fe0a52",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_received_never_changes_a0ec0",
                    table="claims_received",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="step",
            trigger=pgtrigger.compiler.Trigger(
                name="step_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1062f98f8f2d3cd0e86e4818a2931ac1ea5ccbce",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_step_never_changes_966ae",
                    table="claims_step",
                    when="BEFORE",
                ),
            ),
        ),
    ]
