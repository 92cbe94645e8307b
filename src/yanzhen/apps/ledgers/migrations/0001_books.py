import django.db.models.deletion
from django.db import migrations, models

import yanzhen.apps.ledgers.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_the_tree"),
    ]

    operations = [
        migrations.CreateModel(
            name="Book",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=120, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("fund", "资金"), ("pool", "额度"), ("cap", "封顶")], max_length=8
                    ),
                ),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("fen", "分"),
                            ("post", "个编制"),
                            ("flat", "套"),
                            ("place", "个学位"),
                            ("seat", "个名额"),
                            ("card", "张"),
                            ("time", "次"),
                        ],
                        max_length=8,
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("name_zh", models.CharField(max_length=120)),
                ("name_en", models.CharField(max_length=200)),
                ("clause", models.CharField(blank=True, max_length=64)),
                ("warns_at_percent", models.PositiveSmallIntegerField(null=True)),
                ("carries_over", models.BooleanField(null=True)),
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("warns_at_percent__isnull", True),
                            ("warns_at_percent__range", (1, 100)),
                            _connector="OR",
                        ),
                        name="ledgers_book_warns_at_a_share",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=240, unique=True)),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("programme", models.CharField(blank=True, max_length=80)),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="ledgers.book",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="below",
                        to="ledgers.line",
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
                        fields=["book", "year", "programme"], name="ledgers_line_of_a_year"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("source", "来源"),
                            ("available", "可用"),
                            ("held", "暂留"),
                            ("committed", "已承诺"),
                            ("spent", "已支付或占用"),
                        ],
                        max_length=10,
                    ),
                ),
                ("balance", models.BigIntegerField(default=0)),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="ledgers.line",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("line", "stage"), name="ledgers_account_one_a_stage"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("balance__lte", 0), ("stage", "source")),
                            models.Q(
                                models.Q(("stage", "source"), _negated=True), ("balance__gte", 0)
                            ),
                            _connector="OR",
                        ),
                        name="ledgers_account_never_below_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Movement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("allot", "安排"),
                            ("recall", "调减"),
                            ("pass_down", "下达"),
                            ("carry", "结转"),
                            ("hold", "暂留"),
                            ("commit", "承诺"),
                            ("spend", "支付或占用"),
                            ("release", "释放"),
                            ("give_back", "退回"),
                            ("reverse", "冲回"),
                        ],
                        max_length=10,
                    ),
                ),
                ("amount", models.BigIntegerField()),
                ("at", models.DateTimeField(db_default=yanzhen.apps.ledgers.models.Clock())),
                ("case_number", models.CharField(blank=True, max_length=40)),
                ("clause", models.CharField(blank=True, max_length=64)),
                ("subject_id", models.BigIntegerField(null=True)),
                ("reference", models.CharField(blank=True, max_length=80)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("actor_id", models.BigIntegerField(null=True)),
                ("actor_name", models.CharField(max_length=200)),
                (
                    "book",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movements",
                        to="ledgers.book",
                    ),
                ),
                (
                    "from_account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken",
                        to="ledgers.account",
                    ),
                ),
                (
                    "reverses",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="ledgers.movement",
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
                (
                    "to_account",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="given",
                        to="ledgers.account",
                    ),
                ),
                (
                    "to_tenant",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["from_account", "at", "id"], name="ledgers_movement_taken"
                    ),
                    models.Index(fields=["to_account", "at", "id"], name="ledgers_movement_given"),
                    models.Index(fields=["book", "id"], name="ledgers_movement_of_a_book"),
                    models.Index(
                        condition=models.Q(("case_number", ""), _negated=True),
                        fields=["case_number"],
                        name="ledgers_movement_case",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0), ("amount__lte", 100000000000000000)),
                        name="ledgers_movement_of_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_account", models.F("to_account")), _negated=True),
                        name="ledgers_movement_goes_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "reverse"), ("reverses__isnull", False)),
                            models.Q(
                                models.Q(("kind", "reverse"), _negated=True),
                                ("reverses__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="ledgers_movement_reverses_one",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("reverses__isnull", False)),
                        fields=("reverses",),
                        name="ledgers_movement_reversed_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("first_id", models.BigIntegerField()),
                ("last_id", models.BigIntegerField()),
                ("count", models.PositiveIntegerField()),
                ("marks", models.BinaryField()),
                ("digest", models.BinaryField(max_length=32)),
                ("previous", models.BinaryField(max_length=32)),
                ("at", models.DateTimeField()),
                (
                    "book",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seals",
                        to="ledgers.book",
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
                        fields=("book", "number"), name="ledgers_seal_one_a_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__gt", 0), ("number__gte", 1)),
                        name="ledgers_seal_of_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Warned",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("percent", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="warned",
                        to="ledgers.line",
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
        ),
    ]
