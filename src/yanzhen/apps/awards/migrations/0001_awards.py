import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("ledgers", "0002_guarded"),
        ("organisations", "0001_the_tree"),
        ("registry", "0002_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="Award",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=48, unique=True)),
                ("case_number", models.CharField(max_length=40)),
                ("item", models.CharField(max_length=96)),
                ("decision_id", models.BigIntegerField()),
                ("decision_hash", models.CharField(max_length=64)),
                ("decided_by_id", models.BigIntegerField(null=True)),
                ("city", models.CharField(max_length=64)),
                ("pack_hash", models.CharField(max_length=128)),
                ("rule", models.CharField(max_length=96)),
                ("clause", models.CharField(max_length=32)),
                ("tier", models.CharField(blank=True, max_length=32)),
                ("industry", models.CharField(blank=True, max_length=64)),
                ("subject_name", models.CharField(max_length=200)),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("money", "资金"),
                            ("external", "外部机构办理"),
                            ("in_kind", "实物或服务"),
                        ],
                        max_length=8,
                    ),
                ),
                ("computed_fen", models.BigIntegerField()),
                ("granted_fen", models.BigIntegerField()),
                ("most_fen", models.BigIntegerField(null=True)),
                ("cuts", models.JSONField(default=list)),
                ("fund", models.CharField(blank=True, max_length=64)),
                ("effective_on", models.DateField()),
                ("starts_on", models.DateField(null=True)),
                ("every_months", models.PositiveSmallIntegerField(default=0)),
                ("periods", models.PositiveSmallIntegerField(default=1)),
                ("each_fen", models.BigIntegerField(default=0)),
                ("within_years", models.PositiveSmallIntegerField(null=True)),
                ("counted_from", models.DateField(null=True)),
                (
                    "plan",
                    models.CharField(
                        choices=[
                            ("to_plan", "待排期"),
                            ("planned", "已排期"),
                            ("none", "无需排期"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("running", "执行中"),
                            ("waiting_budget", "待预算"),
                            ("suspended", "已暂停"),
                            ("stopped", "已终止"),
                            ("done", "已完成"),
                        ],
                        default="running",
                        max_length=16,
                    ),
                ),
                ("why", models.JSONField(null=True)),
                ("uses", models.JSONField(default=list)),
                ("open_year", models.PositiveSmallIntegerField(null=True)),
                ("excepted", models.JSONField(default=list)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
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
                    "payee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
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
                    models.Index(fields=["tenant", "-made_at", "-id"], name="awards_of_tenant"),
                    models.Index(fields=["-made_at", "-id"], name="awards_by_date"),
                    models.Index(fields=["subject", "city", "rule"], name="awards_of_subject"),
                    models.Index(fields=["account", "-id"], name="awards_of_account"),
                    models.Index(fields=["employer", "-id"], name="awards_of_employer"),
                    models.Index(
                        condition=models.Q(("state", "waiting_budget")),
                        fields=["tenant", "id"],
                        name="awards_waiting",
                    ),
                    models.Index(
                        condition=models.Q(("open_year__isnull", False)),
                        fields=["open_year", "id"],
                        name="awards_without_budget",
                    ),
                    models.Index(
                        condition=models.Q(("plan", "to_plan")),
                        fields=["tenant", "id"],
                        name="awards_to_plan",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case_number", "rule"), name="awards_award_once_per_case_and_rule"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("granted_fen__gte", 0), ("granted_fen__lte", models.F("computed_fen"))
                        ),
                        name="awards_award_grants_no_more_than_computed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("nature", "money"), ("plan", "planned"), _negated=True),
                            ("starts_on__isnull", False),
                            _connector="OR",
                        ),
                        name="awards_award_planned_has_a_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("granted_fen", models.BigIntegerField()),
                ("parts", models.JSONField()),
                ("reason", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "待复核"),
                            ("approved", "已复核"),
                            ("declined", "已退回"),
                        ],
                        default="proposed",
                        max_length=8,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="awards.award",
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
                (
                    "proposed_by",
                    models.ForeignKey(
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("award",),
                        name="awards_correction_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="awards_correction_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="awards_correction_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=24)),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=200)),
                ("reason", models.TextField(blank=True)),
                ("told", models.JSONField(default=dict)),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
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
                        related_name="events",
                        to="awards.award",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        db_constraint=False,
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
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ExternalOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("party", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("loan", "发放贷款"),
                            ("guarantee", "提供担保"),
                            ("interest", "贴息"),
                            ("compensation", "代偿"),
                        ],
                        max_length=12,
                    ),
                ),
                ("sum_fen", models.BigIntegerField()),
                ("on", models.DateField()),
                ("reference", models.CharField(max_length=100)),
                ("recorded_by_id", models.BigIntegerField(null=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
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
                        related_name="outcomes",
                        to="awards.award",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        db_constraint=False,
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
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sum_fen__gt", 0)), name="awards_outcome_has_a_sum"
                    ),
                    models.UniqueConstraint(
                        fields=("award", "party", "kind", "reference"), name="awards_outcome_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Instalment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("year", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                ("until_on", models.DateField(null=True)),
                ("amount_fen", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "未到期"),
                            ("due", "待支付"),
                            ("held_back", "暂缓"),
                            ("in_run", "支付中"),
                            ("paid", "已支付"),
                            ("failed", "支付失败"),
                            ("cancelled", "已取消"),
                        ],
                        default="planned",
                        max_length=9,
                    ),
                ),
                ("checked_on", models.DateField(null=True)),
                ("finding", models.JSONField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "award",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="instalments",
                        to="awards.award",
                    ),
                ),
                (
                    "budget_line",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledgers.line",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        db_constraint=False,
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
                        db_constraint=False,
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
                        condition=models.Q(("state__in", ["planned", "held_back"])),
                        fields=["due_on", "id"],
                        name="awards_to_check",
                    ),
                    models.Index(
                        condition=models.Q(("state", "due")),
                        fields=["tenant", "due_on", "id"],
                        name="awards_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("award", "number"), name="awards_instalment_one_of_a_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_fen__gt", 0)),
                        name="awards_instalment_has_a_sum",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pattern",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("rule", models.CharField(max_length=96)),
                ("percents", models.CharField(max_length=100)),
                ("set_by_id", models.BigIntegerField(null=True)),
                ("set_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("city", "rule"), name="awards_pattern_one_per_rule"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("rule", models.CharField(blank=True, max_length=96)),
                ("party", models.CharField(max_length=32)),
                ("percent", models.DecimalField(decimal_places=4, max_digits=7)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("set_by_id", models.BigIntegerField(null=True)),
                ("set_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("percent__gt", 0), ("percent__lte", 100)),
                        name="awards_share_is_a_share",
                    ),
                    models.UniqueConstraint(
                        fields=("city", "rule", "party", "valid_from"), name="awards_share_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("once", "一次性享受"),
                            ("exclusive", "不重复享受"),
                            ("record", "同一记录"),
                        ],
                        max_length=9,
                    ),
                ),
                ("name", models.CharField(max_length=96)),
                ("rule", models.CharField(max_length=96)),
                (
                    "award",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turns",
                        to="awards.award",
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
                        fields=("subject", "city", "kind", "name"), name="awards_turn_of_one_award"
                    )
                ],
            },
        ),
    ]
