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
            name="Pool",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=120, unique=True)),
                ("city", models.CharField(max_length=64)),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("post", "个编制"),
                            ("flat", "套"),
                            ("place", "个学位"),
                            ("seat", "个名额"),
                            ("card", "张"),
                        ],
                        max_length=8,
                    ),
                ),
                ("name_zh", models.CharField(max_length=120)),
                ("name_en", models.CharField(max_length=200)),
                ("clause", models.CharField(max_length=64)),
                ("pack_pool", models.CharField(blank=True, max_length=64)),
                ("borrowed", models.BooleanField(default=False)),
                ("by_draw", models.BooleanField(default=False)),
                ("reserve_days", models.PositiveSmallIntegerField(null=True)),
                ("changes", models.PositiveIntegerField(default=0)),
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
                            ("reserve_days__isnull", True), ("reserve_days__gt", 0), _connector="OR"
                        ),
                        name="quotas_pool_reserves_for_days",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Flat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(max_length=200)),
                ("rooms", models.PositiveSmallIntegerField()),
                ("area", models.DecimalField(decimal_places=2, max_digits=7)),
                ("rent_fen", models.BigIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("free", "可分配"),
                            ("let", "已入住"),
                            ("withdrawn", "已退出房源"),
                        ],
                        default="free",
                        max_length=9,
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
                (
                    "pool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="flats",
                        to="quotas.pool",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["pool", "state", "address"], name="quotas_flat_stock")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pool", "address"), name="quotas_flat_once_in_a_pool"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("area__gt", 0), ("rooms__gt", 0)),
                        name="quotas_flat_has_a_size",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rent_fen__isnull", True), ("rent_fen__gte", 0), _connector="OR"
                        ),
                        name="quotas_flat_rent_not_below_nothing",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draw",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("flats", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "拟定"),
                            ("published", "已公布，待抽签"),
                            ("drawn", "已抽签"),
                            ("cancelled", "已取消"),
                        ],
                        default="prepared",
                        max_length=9,
                    ),
                ),
                ("draws_on", models.DateField()),
                ("witness_source", models.CharField(blank=True, max_length=200)),
                ("witness", models.CharField(blank=True, max_length=200)),
                ("participants", models.JSONField(default=list)),
                (
                    "secret",
                    yanzhen.apps.sealing.service.SealedText(
                        context="quotas.draw.secret", null=True
                    ),
                ),
                ("commitment", models.CharField(blank=True, max_length=64)),
                ("seed", models.CharField(blank=True, max_length=64)),
                ("outcome", models.JSONField(default=list)),
                ("published_at", models.DateTimeField(null=True)),
                ("drawn_at", models.DateTimeField(null=True)),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="draws",
                        to="quotas.pool",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("flats__gt", 0)), name="quotas_draw_of_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["prepared", "cancelled"]),
                            models.Q(("commitment", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="quotas_draw_published_with_a_promise",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "drawn"), ("seed", ""), _connector="OR"),
                        name="quotas_draw_keeps_its_secret",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["prepared", "published"])),
                        fields=("pool",),
                        name="quotas_draw_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("asker_name", models.CharField(max_length=200)),
                ("for_name", models.CharField(blank=True, max_length=200)),
                ("asked_by_id", models.BigIntegerField(null=True)),
                ("number", models.PositiveIntegerField(default=1)),
                ("reason", models.CharField(max_length=400)),
                ("case_number", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "轮候中"),
                            ("reserved", "已预留"),
                            ("occupied", "已占用"),
                            ("released", "已释放"),
                            ("refused", "未同意"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("rank", models.BigIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("reserved_until", models.DateField(null=True)),
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
                    "drawn",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="quotas.draw",
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
                    "pool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="quotas.pool",
                    ),
                ),
                (
                    "subject",
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
                (
                    "used_in",
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
                    models.Index(fields=["pool", "state", "rank"], name="quotas_request_in_line"),
                    models.Index(fields=["used_in", "-id"], name="quotas_request_used_in"),
                    models.Index(fields=["account", "-id"], name="quotas_request_of_account"),
                    models.Index(fields=["employer", "-id"], name="quotas_request_of_employer"),
                    models.Index(
                        condition=models.Q(("reserved_until__isnull", False)),
                        fields=["reserved_until"],
                        name="quotas_request_lapses",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("waiting", "reserved", "occupied"))),
                        fields=("pool", "subject"),
                        name="quotas_request_one_of_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gt", 0)), name="quotas_request_of_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reserved_until__isnull", True), ("state", "reserved"), _connector="OR"
                        ),
                        name="quotas_request_lapses_while_reserved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("subject__isnull", True), ("number", 1), _connector="OR"
                        ),
                        name="quotas_request_one_for_a_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(max_length=200)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("reason", models.CharField(blank=True, max_length=400)),
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
                    "flat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leases",
                        to="quotas.flat",
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
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lease",
                        to="quotas.request",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until__isnull", True),
                            ("until__gte", models.F("since")),
                            _connector="OR",
                        ),
                        name="quotas_lease_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            models.Q(("ended_on__gte", models.F("since")), ("reason__gt", "")),
                            _connector="OR",
                        ),
                        name="quotas_lease_ended_for_a_reason",
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
                ("kind", models.CharField(max_length=16)),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=200)),
                ("reason", models.CharField(blank=True, max_length=400)),
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
                (
                    "used_in",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="quotas.request",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=12)),
                ("place", models.PositiveIntegerField(null=True)),
                ("won", models.BooleanField(null=True)),
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
                    "draw",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="quotas.draw",
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
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="quotas.request",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("draw", "request"), name="quotas_entry_once_in_a_draw"
                    ),
                    models.UniqueConstraint(
                        fields=("draw", "number"), name="quotas_entry_own_number"
                    ),
                ],
            },
        ),
    ]
