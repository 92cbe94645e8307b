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
            name="Expert",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=200)),
                ("specialities", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "在库"), ("away", "暂不参加"), ("out", "已出库")],
                        default="active",
                        max_length=6,
                    ),
                ),
                ("away_until", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("taken_in_at", models.DateTimeField()),
                ("declared_on", models.DateField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("city", "subject"), name="panels_expert_once_in_city"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Panel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("title", models.CharField(max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("prepared", "拟定"),
                            ("published", "已公布，待抽签"),
                            ("drawn", "已抽取，待声明"),
                            ("open", "评审中"),
                            ("closed", "评分结束，待确认"),
                            ("confirmed", "结论已确认"),
                            ("cancelled", "已取消"),
                        ],
                        default="prepared",
                        max_length=9,
                    ),
                ),
                ("size", models.PositiveIntegerField()),
                ("quorum", models.PositiveIntegerField()),
                ("specialities", models.JSONField(default=list)),
                ("shared_by", models.CharField(blank=True, max_length=64)),
                ("criteria", models.JSONField(default=list)),
                ("rule", models.CharField(max_length=8)),
                ("threshold", models.PositiveIntegerField(blank=True, null=True)),
                ("basis", models.CharField(max_length=400)),
                ("objections_until", models.DateField(blank=True, null=True)),
                ("draws_on", models.DateField(blank=True, null=True)),
                ("witness_source", models.CharField(blank=True, max_length=200)),
                ("witness", models.CharField(blank=True, max_length=200)),
                ("participants", models.JSONField(default=list)),
                (
                    "secret",
                    yanzhen.apps.sealing.service.SealedText(
                        context="panels.panel.secret", null=True
                    ),
                ),
                ("commitment", models.CharField(blank=True, max_length=64)),
                ("seed", models.CharField(blank=True, max_length=64)),
                ("outcome", models.JSONField(default=list)),
                ("seated", models.JSONField(default=list)),
                ("kept_out", models.JSONField(default=list)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("drawn_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("confirmed_by", models.CharField(blank=True, max_length=200)),
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
                            ("quorum__gt", 0), ("quorum__lte", models.F("size")), ("size__gt", 0)
                        ),
                        name="panels_panel_of_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_at__isnull", True),
                            models.Q(("commitment", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="panels_panel_published_with_a_promise",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("seed", ""), ("drawn_at__isnull", False), _connector="OR"
                        ),
                        name="panels_panel_keeps_its_secret",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rule", "majority"),
                            models.Q(("rule", "average"), ("threshold__isnull", False)),
                            _connector="OR",
                        ),
                        name="panels_panel_has_a_rule",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Matter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40)),
                ("title_zh", models.CharField(max_length=200)),
                ("title_en", models.CharField(max_length=300)),
                ("fact", models.CharField(blank=True, max_length=64)),
                ("options", models.JSONField(default=list)),
                ("proposed", models.CharField(blank=True, max_length=64)),
                ("otherwise", models.CharField(blank=True, max_length=64)),
                ("materials", models.JSONField(default=list)),
                ("outcome", models.CharField(blank=True, max_length=64)),
                ("counted", models.JSONField(default=dict)),
                ("written_at", models.DateTimeField(null=True)),
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
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matters",
                        to="panels.panel",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("panel", "number"), name="panels_matter_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
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
                            ("list", "公布名单时"),
                            ("draw", "抽取时"),
                            ("seat", "递补时"),
                            ("open", "开启材料时"),
                        ],
                        max_length=4,
                    ),
                ),
                ("point", models.CharField(max_length=12)),
                ("outcome", models.CharField(max_length=8)),
                ("basis", models.CharField(max_length=12)),
                ("what", models.CharField(blank=True, max_length=400)),
                ("at", models.DateTimeField()),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="panels.expert",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="panels.matter",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="panels.panel",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=200)),
                ("place", models.PositiveIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("listed", "参加抽签"),
                            ("standby", "递补"),
                            ("seated", "已抽中，待声明"),
                            ("ready", "已声明无需回避"),
                            ("replaced", "已更换"),
                            ("kept_out", "应当回避"),
                        ],
                        default="listed",
                        max_length=8,
                    ),
                ),
                ("is_chair", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("answered", models.JSONField(default=list)),
                ("stated_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="panels.expert",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="panels.panel",
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
                    models.UniqueConstraint(fields=("panel", "expert"), name="panels_seat_once"),
                    models.UniqueConstraint(
                        fields=("panel", "number"), name="panels_seat_own_number"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_chair", True)),
                        fields=("panel",),
                        name="panels_one_chair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            ("stated_at__isnull", False),
                            _connector="OR",
                        ),
                        name="panels_seat_ready_by_her_statement",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=400)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("raised", "待处理"),
                            ("upheld", "同意回避"),
                            ("dismissed", "不予采纳"),
                        ],
                        default="raised",
                        max_length=9,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=400)),
                ("raised_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "account",
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
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="panels.panel",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="panels.seat",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("seat", "account"), name="panels_objection_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content",
                    yanzhen.apps.sealing.service.SealedText(context="panels.sheet.content"),
                ),
                ("revealed", models.BooleanField(default=False)),
                ("dissent", models.CharField(blank=True, max_length=1000)),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="panels.matter",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="panels.seat",
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
                    models.UniqueConstraint(fields=("seat", "matter"), name="panels_sheet_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Tie",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("employer", "所在单位"),
                            ("family", "亲属"),
                            ("supervision", "师生"),
                            ("co_applicant", "共同申报、合作"),
                            ("reviewed", "曾经评审"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("by_office", models.BooleanField(default=False)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "expert",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ties",
                        to="panels.expert",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        blank=True,
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("expert", "kind", "name"), name="panels_tie_once"
                    )
                ],
            },
        ),
    ]
