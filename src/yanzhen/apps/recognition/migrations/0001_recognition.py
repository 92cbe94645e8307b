import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("organisations", "0001_the_tree"),
        ("registry", "0003_found_by"),
    ]

    operations = [
        migrations.CreateModel(
            name="Counter",
            fields=[
                ("series", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("last", models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Recognition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("is_told", models.BooleanField(default=False)),
                ("is_shared", models.BooleanField(default=False)),
                ("number", models.CharField(max_length=56, unique=True)),
                ("kind", models.CharField(max_length=64)),
                ("level", models.CharField(blank=True, max_length=32)),
                ("subject_name", models.CharField(max_length=200)),
                ("basis_item", models.CharField(blank=True, max_length=32)),
                ("clause", models.CharField(blank=True, max_length=32)),
                ("trace_hash", models.CharField(blank=True, max_length=128)),
                ("pack_hash", models.CharField(max_length=128)),
                ("case_number", models.CharField(blank=True, max_length=40)),
                (
                    "by",
                    models.CharField(
                        choices=[
                            ("case", "办件认定"),
                            ("employer", "用人单位自主认定"),
                            ("proceeding", "重新认定"),
                        ],
                        max_length=12,
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                ("reason", models.TextField(blank=True)),
                ("conclusion", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("current", "有效"),
                            ("superseded", "已被新认定替代"),
                            ("lowered", "已降低类别"),
                            ("withdrawn", "已撤销"),
                            ("ended", "已终止"),
                        ],
                        default="current",
                        max_length=12,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("recheck_on", models.DateField(null=True)),
                ("recheck_told_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                ("fact_id", models.BigIntegerField(null=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("made_by_id", models.BigIntegerField(null=True)),
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
                    "subject",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next",
                        to="recognition.recognition",
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
                    models.Index(fields=["tenant", "-id"], name="recognition_of_tenant"),
                    models.Index(fields=["subject", "-id"], name="recognition_of_subject"),
                    models.Index(fields=["employer", "-id"], name="recognition_of_employer"),
                    models.Index(
                        condition=models.Q(("state", "current")),
                        fields=["city", "valid_until"],
                        name="recognition_to_end",
                    ),
                    models.Index(
                        condition=models.Q(("recheck_told_on", None), ("state", "current")),
                        fields=["recheck_on", "id"],
                        name="recognition_to_recheck",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "current")),
                        fields=("subject", "city", "kind"),
                        name="recognition_one_current",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("case_number", ""), _negated=True),
                        fields=("case_number", "kind"),
                        name="recognition_once_for_a_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="recognition_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on", None), ("state", "current")),
                            models.Q(
                                models.Q(("state", "current"), _negated=True),
                                ("ended_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="recognition_ended_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by", "case"), _negated=True),
                            models.Q(("case_number", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="recognition_by_a_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("by", "employer"), _negated=True),
                            models.Q(
                                ("employer__isnull", False), models.Q(("reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="recognition_by_an_employer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proceeding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("is_told", models.BooleanField(default=False)),
                ("is_shared", models.BooleanField(default=False)),
                ("number", models.CharField(max_length=64, unique=True)),
                (
                    "aim",
                    models.CharField(
                        choices=[
                            ("lower", "降低类别"),
                            ("withdraw", "撤销认定"),
                            ("end", "终止认定"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("cause", "有撤销或降低的事由"),
                            ("left", "离开本市"),
                            ("wish", "本人自愿放弃"),
                            ("died", "去世"),
                        ],
                        max_length=12,
                    ),
                ),
                ("to_level", models.CharField(blank=True, max_length=32)),
                ("clause", models.CharField(blank=True, max_length=200)),
                ("cause", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待告知"),
                            ("told", "待听取意见"),
                            ("heard", "待决定"),
                            ("carried", "已生效"),
                            ("dropped", "已终结（不予变更）"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("answer_by", models.DateField(null=True)),
                (
                    "heard_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("statement", "书面陈述"),
                            ("hearing", "听证"),
                            ("waived", "书面放弃"),
                            ("silent", "期满未陈述"),
                        ],
                        max_length=12,
                    ),
                ),
                ("heard_on", models.DateField(null=True)),
                ("minutes", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision", models.TextField(blank=True)),
                ("effective_on", models.DateField(null=True)),
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
                    "opened_by",
                    models.ForeignKey(
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
                    "recognition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proceedings",
                        to="recognition.recognition",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant", "-id"], name="recognition_proceedings"),
                    models.Index(fields=["subject", "-id"], name="recognition_proceedings_of"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["open", "told", "heard"])),
                        fields=("recognition",),
                        name="recognition_proceeding_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["carried", "dropped"]), _negated=True),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="recognition_proceeding_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "carried"), _negated=True),
                            models.Q(("decided_by", models.F("opened_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="recognition_proceeding_by_a_second_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["heard", "carried"]), _negated=True),
                            ("way__in", ["wish", "died"]),
                            models.Q(
                                models.Q(("heard_how", ""), _negated=True),
                                ("heard_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="recognition_proceeding_heard_before",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "carried"), _negated=True),
                            ("effective_on__isnull", False),
                            _connector="OR",
                        ),
                        name="recognition_proceeding_from_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rerun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("base_hash", models.CharField(max_length=128)),
                ("draft_hash", models.CharField(max_length=128)),
                ("as_of", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "正在测算"), ("done", "已完成")],
                        default="running",
                        max_length=12,
                    ),
                ),
                ("work", models.CharField(blank=True, max_length=64)),
                ("names", models.JSONField(default=list)),
                ("matrix", models.JSONField(default=list)),
                ("people", models.PositiveIntegerField(default=0)),
                ("moved", models.PositiveIntegerField(default=0)),
                ("unreadable", models.PositiveIntegerField(default=0)),
                ("started_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "started_by",
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
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("is_told", models.BooleanField(default=False)),
                ("is_shared", models.BooleanField(default=False)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("recheck", "按现有事实复核"),
                            ("catalogue", "目录新版测算"),
                            ("case", "新办件结果较低"),
                        ],
                        max_length=12,
                    ),
                ),
                ("found_level", models.CharField(max_length=32)),
                ("found_item", models.CharField(blank=True, max_length=32)),
                ("case_number", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待处理"),
                            ("taken", "已启动程序"),
                            ("dismissed", "不作变更"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True)),
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
                    "settled_by",
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
                    "recognition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposals",
                        to="recognition.recognition",
                    ),
                ),
                (
                    "rerun",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="recognition.rerun",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tenant", "-id"], name="recognition_proposals"),
                    models.Index(fields=["subject", "-id"], name="recognition_proposals_of"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("recognition",),
                        name="recognition_proposal_one_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_name", models.CharField(max_length=200)),
                ("before", models.CharField(max_length=32)),
                ("after", models.CharField(max_length=32)),
                ("before_item", models.CharField(blank=True, max_length=32)),
                ("after_item", models.CharField(blank=True, max_length=32)),
                ("level", models.CharField(blank=True, max_length=32)),
                ("is_proposed", models.BooleanField(default=False)),
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
                    "recognition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="recognition.recognition",
                    ),
                ),
                (
                    "rerun",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="movers",
                        to="recognition.rerun",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("rerun", "subject"), name="recognition_mover_once"
                    )
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
                ("city", models.CharField(max_length=64)),
                ("is_told", models.BooleanField(default=False)),
                ("is_shared", models.BooleanField(default=False)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("kind", models.CharField(max_length=24)),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=200)),
                ("reason", models.TextField(blank=True)),
                ("told", models.JSONField(default=dict)),
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
                    "proceeding",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="recognition.proceeding",
                    ),
                ),
                (
                    "recognition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="recognition.recognition",
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
                ("city", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=64)),
                ("valid_months", models.PositiveSmallIntegerField(null=True)),
                ("recheck_months", models.PositiveSmallIntegerField(null=True)),
                ("basis", models.CharField(max_length=300)),
                ("set_at", models.DateTimeField(auto_now_add=True)),
                ("is_demo", models.BooleanField(default=False)),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["city", "kind", "-id"], name="recognition_terms")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("basis", ""), _negated=True),
                        name="recognition_term_has_a_basis",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="step",
            trigger=pgtrigger.compiler.Trigger(
                name="step_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="33b401193f10bd762961df5fee5885edff3b86f9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_step_never_changes_9dd67",
                    table="recognition_step",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="term",
            trigger=pgtrigger.compiler.Trigger(
                name="term_never_changes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e5d5fd2df4bc1062349a4d567d1872bb006f3922",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_term_never_changes_49e25",
                    table="recognition_term",
                    when="BEFORE",
                ),
            ),
        ),
    ]
