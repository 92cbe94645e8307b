import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import yanzhen.apps.sealing.service


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("organisations", "0001_the_tree"),
        ("registry", "0003_found_by"),
    ]

    operations = [
        migrations.CreateModel(
            name="PayeeAccount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("account_id", models.BigIntegerField(null=True)),
                ("tenant_id", models.BigIntegerField(null=True)),
                ("holder", models.CharField(max_length=80)),
                ("bank", models.CharField(max_length=80)),
                ("number", yanzhen.apps.sealing.service.SealedText()),
                ("last_four", models.CharField(max_length=4)),
                (
                    "source",
                    models.CharField(
                        choices=[("owner", "本人登记"), ("finance", "财政录入")], max_length=7
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "待复核"),
                            ("current", "使用中"),
                            ("replaced", "已停用"),
                            ("declined", "已退回"),
                        ],
                        max_length=8,
                    ),
                ),
                ("given_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "given_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "looked_at_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["subject", "-id"], name="payments_accounts_of")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "current")),
                        fields=("subject",),
                        name="payments_account_one_current",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("subject",),
                        name="payments_account_one_waits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("source", "owner"),
                            ("state__in", ["proposed", "declined"]),
                            models.Q(
                                ("looked_at_by__isnull", False),
                                models.Q(("looked_at_by", models.F("given_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="payments_account_entered_has_a_second_look",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("file_name", models.CharField(max_length=200)),
                ("lines_count", models.PositiveIntegerField(default=0)),
                ("brought_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "brought_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
        migrations.CreateModel(
            name="ReceiptLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant_id", models.BigIntegerField()),
                ("row", models.PositiveIntegerField()),
                ("reference", models.CharField(blank=True, max_length=40)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("amount_fen", models.BigIntegerField(null=True)),
                ("result", models.CharField(blank=True, max_length=8)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("pending", "待核对"),
                            ("paid", "支付成功"),
                            ("failed", "支付失败"),
                            ("returned", "已退回"),
                            ("known", "此前已核对"),
                            ("unreadable", "无法识别"),
                            ("unknown", "查无此参考号"),
                            ("double", "同一参考号重复"),
                            ("amount", "金额不符"),
                            ("name", "户名不符"),
                            ("not_sent", "尚未送银行"),
                            ("contradicts", "结果矛盾"),
                        ],
                        default="pending",
                        max_length=11,
                    ),
                ),
                ("trouble", models.JSONField(null=True)),
                (
                    "receipt",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="payments.receipt",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "pending")),
                        fields=["receipt", "row"],
                        name="payments_pending",
                    ),
                    models.Index(fields=["receipt", "outcome", "row"], name="payments_by_outcome"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("receipt", "row"), name="payments_receipt_line_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, unique=True)),
                ("city", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=120)),
                ("up_to", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待冻结"),
                            ("frozen", "待复核"),
                            ("approved", "待导出"),
                            ("exported", "待回单"),
                            ("settled", "已结清"),
                            ("cancelled", "已撤销"),
                        ],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("payments_count", models.PositiveIntegerField(default=0)),
                ("sum_fen", models.BigIntegerField(default=0)),
                ("left_out_count", models.PositiveIntegerField(default=0)),
                ("layout", models.CharField(blank=True, max_length=32)),
                ("made_at", models.DateTimeField()),
                ("frozen_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("exported_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("cancel_reason", models.CharField(blank=True, max_length=400)),
                (
                    "approved_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "frozen_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    models.Index(fields=["tenant", "-id"], name="payments_runs_of_tenant"),
                    models.Index(fields=["-id"], name="payments_runs_latest"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["approved", "exported", "settled"]), _negated=True
                            ),
                            models.Q(
                                ("approved_by__isnull", False),
                                models.Q(("approved_by", models.F("made_by")), _negated=True),
                                models.Q(("approved_by", models.F("frozen_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="payments_run_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["exported", "settled"]), _negated=True),
                            models.Q(
                                ("exported_at__isnull", False),
                                models.Q(("layout", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="payments_run_exported_in_a_layout",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="receipt",
            name="run",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="receipts",
                to="payments.run",
            ),
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=20, unique=True)),
                ("instalment_id", models.BigIntegerField()),
                ("instalment_number", models.PositiveSmallIntegerField()),
                ("award_number", models.CharField(max_length=48)),
                ("case_number", models.CharField(max_length=40)),
                ("clause", models.CharField(max_length=32)),
                ("tenant_id", models.BigIntegerField()),
                ("account_id", models.BigIntegerField(null=True)),
                ("employer_id", models.BigIntegerField(null=True)),
                ("subject_id", models.BigIntegerField()),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("name", models.CharField(max_length=80)),
                ("last_four", models.CharField(max_length=4)),
                ("amount_fen", models.BigIntegerField()),
                ("budget_line_id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("frozen", "待支付"),
                            ("sent", "已送银行"),
                            ("paid", "已支付"),
                            ("failed", "支付失败"),
                            ("returned", "已退回"),
                            ("cancelled", "已撤销"),
                        ],
                        default="frozen",
                        max_length=9,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("answered_at", models.DateTimeField(null=True)),
                ("is_retried", models.BooleanField(default=False)),
                (
                    "payee_account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="payments.payeeaccount",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="payments",
                        to="payments.run",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["run", "id"], name="payments_of_run"),
                    models.Index(fields=["award_number", "id"], name="payments_of_award"),
                    models.Index(
                        condition=models.Q(("state__in", ["frozen", "sent"])),
                        fields=["run", "id"],
                        name="payments_unanswered",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("frozen", "sent", "paid"))),
                        fields=("instalment_id",),
                        name="payments_one_live_payment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_fen__gt", 0)), name="payments_payment_has_a_sum"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["failed", "returned"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="payments_payment_failed_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LeftOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tenant_id", models.BigIntegerField()),
                ("instalment_id", models.BigIntegerField()),
                ("award_number", models.CharField(max_length=48)),
                ("payee_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("due_on", models.DateField()),
                ("amount_fen", models.BigIntegerField()),
                (
                    "run",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="left_out",
                        to="payments.run",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("run", "instalment_id"), name="payments_left_out_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(
                fields=("run", "digest"), name="payments_receipt_once"
            ),
        ),
    ]
