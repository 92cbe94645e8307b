"""Subjects, their numbers, facts and relations, and the history of these."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import yanzhen.apps.sealing.service


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("organisations", "0001_the_tree"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Identifier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("id_card", "居民身份证"),
                            ("hk_macao_residence", "港澳居民居住证"),
                            ("taiwan_residence", "台湾居民居住证"),
                            ("hk_macao_permit", "港澳居民来往内地通行证"),
                            ("taiwan_permit", "台湾居民来往大陆通行证"),
                            ("passport", "护照"),
                            ("permanent_residence", "外国人永久居留身份证"),
                            ("uscc", "统一社会信用代码"),
                            ("phone", "电话号码"),
                            ("bank_account", "银行账号"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "value",
                    yanzhen.apps.sealing.service.SealedText(context="registry.identifier.value"),
                ),
                (
                    "index",
                    yanzhen.apps.sealing.service.BlindIndex(
                        context="registry.identifier.index",
                        db_index=True,
                        editable=False,
                        of=("scheme", "value"),
                    ),
                ),
                ("masked", models.CharField(max_length=40)),
                ("grade", models.CharField(max_length=1)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("recorded_by_id", models.BigIntegerField(blank=True, null=True)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("retired_at", None),
                            models.Q(("scheme__in", ["phone", "bank_account"]), _negated=True),
                        ),
                        fields=("index",),
                        name="registry_identifier_of_one_subject",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grade__in", ["A", "B", "C", "D"])),
                        name="registry_identifier_known_grade",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Relation",
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
                            ("works_for", "任职于"),
                            ("member_of", "成员"),
                            ("leads", "负责人"),
                            ("spouse", "配偶"),
                            ("child", "子女"),
                            ("runs", "经营"),
                        ],
                        max_length=12,
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("grade", models.CharField(max_length=1)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("recorded_by_id", models.BigIntegerField(blank=True, null=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("confirmed_by_id", models.BigIntegerField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_until", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="registry_relation_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("grade__in", ["A", "B", "C", "D"])),
                        name="registry_relation_known_grade",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("city", models.CharField(blank=True, max_length=64)),
                ("grade", models.CharField(max_length=1)),
                ("source", models.CharField(max_length=200)),
                ("as_of", models.DateField(blank=True, null=True)),
                ("name", models.CharField(max_length=200)),
                ("file", models.FileField(blank=True, upload_to="registry/imports/")),
                ("digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("brought", "待预检"),
                            ("ready", "已预检，待确认"),
                            ("refused", "文件无法读取"),
                            ("running", "导入中"),
                            ("done", "已导入"),
                        ],
                        default="brought",
                        max_length=8,
                    ),
                ),
                ("counts", models.JSONField(default=dict)),
                ("problems", models.JSONField(default=list)),
                ("rejects", models.FileField(blank=True, upload_to="registry/imports/")),
                ("done_up_to", models.BigIntegerField(default=0)),
                ("brought_at", models.DateTimeField(auto_now_add=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "brought_by",
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
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("city", models.CharField(blank=True, max_length=64)),
                ("value", models.JSONField()),
                ("grade", models.CharField(max_length=1)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("evidence", models.CharField(blank=True, max_length=200)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("recorded_by_id", models.BigIntegerField(blank=True, null=True)),
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                ("verified_by_id", models.BigIntegerField(blank=True, null=True)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "imported",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facts",
                        to="registry.import",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("grade__in", ["A", "B", "C", "D"])),
                        name="registry_fact_known_grade",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_until", None),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="registry_fact_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("grade", "B"), _negated=True),
                            ("verified_at__isnull", False),
                            _connector="OR",
                        ),
                        name="registry_fact_verified_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("purpose", models.CharField(max_length=400)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "个人"),
                            ("employer", "用人单位"),
                            ("team", "团队"),
                            ("project", "项目"),
                            ("institution", "平台与站点"),
                            ("intermediary", "中介与金融机构"),
                        ],
                        max_length=16,
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("criteria", models.JSONField(default=list)),
                ("roles", models.JSONField(default=list)),
                ("consent", models.CharField(blank=True, max_length=12)),
                ("made_by_id", models.BigIntegerField(blank=True, null=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
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
                        condition=models.Q(("closed_at", None)),
                        fields=("organisation", "name"),
                        name="registry_savedview_one_of_a_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Subject",
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
                            ("person", "个人"),
                            ("employer", "用人单位"),
                            ("team", "团队"),
                            ("project", "项目"),
                            ("institution", "平台与站点"),
                            ("intermediary", "中介与金融机构"),
                        ],
                        max_length=16,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("name_key", models.CharField(blank=True, max_length=200)),
                ("birth", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("created_by_id", models.BigIntegerField(blank=True, null=True)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subject",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="registry.subject",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["name_key", "birth"], name="registry_subject_alike"),
                    models.Index(fields=["kind", "name_key"], name="registry_subject_by_name"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "person",
                                    "employer",
                                    "team",
                                    "project",
                                    "institution",
                                    "intermediary",
                                ],
                            )
                        ),
                        name="registry_subject_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("account", None), ("kind", "person"), _connector="OR"),
                        name="registry_subject_only_a_person_has_an_account",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            ("erased_at__isnull", False),
                            _connector="OR",
                        ),
                        name="registry_subject_has_a_name_until_erased",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Residence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField(auto_now_add=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="residences",
                        to="registry.subject",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "organisation"), name="registry_residence_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RelationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("works_for", "任职于"),
                            ("member_of", "成员"),
                            ("leads", "负责人"),
                            ("spouse", "配偶"),
                            ("child", "子女"),
                            ("runs", "经营"),
                        ],
                        max_length=12,
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("grade", models.CharField(max_length=1)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("recorded_by_id", models.BigIntegerField(blank=True, null=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("confirmed_by_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="registry.relation",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="registry.subject",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="registry.subject",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="relation",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="related",
                to="registry.subject",
            ),
        ),
        migrations.AddField(
            model_name="relation",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="relations",
                to="registry.subject",
            ),
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=400)),
                ("moved", models.JSONField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("made_by_id", models.BigIntegerField(blank=True, null=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("undone_by_id", models.BigIntegerField(blank=True, null=True)),
                ("undone_because", models.CharField(blank=True, max_length=400)),
                (
                    "loser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges_lost",
                        to="registry.subject",
                    ),
                ),
                (
                    "winner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges_won",
                        to="registry.subject",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("winner", models.F("loser")), _negated=True),
                        name="registry_merge_of_two",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("loser",),
                        name="registry_merge_lost_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Listed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400)),
                ("listed_at", models.DateTimeField(auto_now_add=True)),
                ("listed_by_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "view",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listed",
                        to="registry.savedview",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listed",
                        to="registry.subject",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("view", "subject"), name="registry_listed_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="import",
            name="employer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="registry.subject",
            ),
        ),
        migrations.CreateModel(
            name="IdentifierEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("id_card", "居民身份证"),
                            ("hk_macao_residence", "港澳居民居住证"),
                            ("taiwan_residence", "台湾居民居住证"),
                            ("hk_macao_permit", "港澳居民来往内地通行证"),
                            ("taiwan_permit", "台湾居民来往大陆通行证"),
                            ("passport", "护照"),
                            ("permanent_residence", "外国人永久居留身份证"),
                            ("uscc", "统一社会信用代码"),
                            ("phone", "电话号码"),
                            ("bank_account", "银行账号"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "value",
                    yanzhen.apps.sealing.service.SealedText(context="registry.identifier.value"),
                ),
                (
                    "index",
                    yanzhen.apps.sealing.service.BlindIndex(
                        context="registry.identifier.index",
                        db_index=True,
                        editable=False,
                        of=("scheme", "value"),
                    ),
                ),
                ("masked", models.CharField(max_length=40)),
                ("grade", models.CharField(max_length=1)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("recorded_by_id", models.BigIntegerField(blank=True, null=True)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="registry.identifier",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="registry.subject",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="identifier",
            name="subject",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="identifiers",
                to="registry.subject",
            ),
        ),
        migrations.CreateModel(
            name="FactEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("city", models.CharField(blank=True, max_length=64)),
                ("value", models.JSONField()),
                ("grade", models.CharField(max_length=1)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("evidence", models.CharField(blank=True, max_length=200)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("recorded_by_id", models.BigIntegerField(blank=True, null=True)),
                ("verified_at", models.DateTimeField(blank=True, null=True)),
                ("verified_by_id", models.BigIntegerField(blank=True, null=True)),
                ("superseded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="registry.fact",
                    ),
                ),
                (
                    "imported",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="registry.import",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="registry.subject",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="fact",
            name="subject",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="facts",
                to="registry.subject",
            ),
        ),
        migrations.CreateModel(
            name="Distinct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("found_at", models.DateTimeField(auto_now_add=True)),
                ("found_by_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("one", "other"), name="registry_distinct_once"),
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))),
                        name="registry_distinct_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DataRequest",
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
                        choices=[("copy", "查阅复制个人信息"), ("erase", "删除个人信息")],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "待办理"), ("done", "已办理"), ("refused", "未予办理")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                ("asked_by_id", models.BigIntegerField(blank=True, null=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_by_id", models.BigIntegerField(blank=True, null=True)),
                ("answer", models.JSONField(blank=True, null=True)),
                ("kept", models.JSONField(blank=True, default=list)),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="data_requests",
                        to="registry.subject",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("subject", "kind"),
                        name="registry_datarequest_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"), ("answered_at__isnull", False), _connector="OR"
                        ),
                        name="registry_datarequest_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("assess", "主动评定可享受的政策（免申即享）"),
                            ("share", "向相关部门核验信息"),
                            ("contact", "联络与邀请"),
                            ("match", "推荐岗位与合作"),
                            ("list", "列入人才库"),
                        ],
                        max_length=12,
                    ),
                ),
                ("given_at", models.DateTimeField()),
                ("given_by_id", models.BigIntegerField(blank=True, null=True)),
                ("how", models.CharField(max_length=200)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="registry.subject",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("subject", "purpose"),
                        name="registry_consent_stands_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SubjectEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("person", "个人"),
                            ("employer", "用人单位"),
                            ("team", "团队"),
                            ("project", "项目"),
                            ("institution", "平台与站点"),
                            ("intermediary", "中介与金融机构"),
                        ],
                        max_length=16,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=200)),
                ("name_key", models.CharField(blank=True, max_length=200)),
                ("birth", models.DateField(blank=True, null=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("created_by_id", models.BigIntegerField(blank=True, null=True)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="registry.subject",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="registry.subject",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subject",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "registry_subjectevent" ("account_id", "birth", "created_at", "created_by_id", "erased_at", "id", "kind", "merged_into_id", "name", "name_key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."account_id", OLD."birth", OLD."created_at", OLD."created_by_id", OLD."erased_at", OLD."id", OLD."kind", OLD."merged_into_id", OLD."name", OLD."name_key", _pgh_attach_context(), NOW(), \'update\', OLD."id"); RETURN NULL;',
                    hash="0afe0f0d63b49769af51034df61d409951d095ad",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d1fac",
                    table="registry_subject",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="subject",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "registry_subjectevent" ("account_id", "birth", "created_at", "created_by_id", "erased_at", "id", "kind", "merged_into_id", "name", "name_key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."account_id", OLD."birth", OLD."created_at", OLD."created_by_id", OLD."erased_at", OLD."id", OLD."kind", OLD."merged_into_id", OLD."name", OLD."name_key", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="22b2014cec8a01718099d0813cd57bcef704c682",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_25d4a",
                    table="registry_subject",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.CheckConstraint(
                condition=models.Q(("subject", models.F("other")), _negated=True),
                name="registry_relation_of_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="relation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("valid_until", None)),
                fields=("subject", "other", "kind"),
                name="registry_relation_open_once",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "registry_relationevent" ("confirmed_at", "confirmed_by_id", "grade", "id", "kind", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "subject_id", "valid_from", "valid_until") VALUES (OLD."confirmed_at", OLD."confirmed_by_id", OLD."grade", OLD."id", OLD."kind", OLD."other_id", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."source", OLD."subject_id", OLD."valid_from", OLD."valid_until"); RETURN NULL;',
                    hash="eb598f134557f87f40859acced3eec4102399ff8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5e0ad",
                    table="registry_relation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="relation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "registry_relationevent" ("confirmed_at", "confirmed_by_id", "grade", "id", "kind", "other_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "subject_id", "valid_from", "valid_until") VALUES (OLD."confirmed_at", OLD."confirmed_by_id", OLD."grade", OLD."id", OLD."kind", OLD."other_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."source", OLD."subject_id", OLD."valid_from", OLD."valid_until"); RETURN NULL;',
                    hash="0ab22f9c419c71fb1405d08ef57ac9965ef911a3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3ab39",
                    table="registry_relation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.UniqueConstraint(
                fields=("organisation", "employer", "digest", "kind", "grade"),
                name="registry_import_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("organisation__isnull", False), ("employer__isnull", False), _connector="OR"
                ),
                name="registry_import_of_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="identifier",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at", None)),
                fields=("subject", "index"),
                name="registry_identifier_once_of_a_subject",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="identifier",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "registry_identifierevent" ("grade", "id", "index", "masked", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "retired_at", "scheme", "source", "subject_id", "value") VALUES (OLD."grade", OLD."id", OLD."index", OLD."masked", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."retired_at", OLD."scheme", OLD."source", OLD."subject_id", OLD."value"); RETURN NULL;',
                    hash="9d7642417fb51ecb6f6c8c7803729a3e9f076ebd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0b9e7",
                    table="registry_identifier",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="identifier",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "registry_identifierevent" ("grade", "id", "index", "masked", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "retired_at", "scheme", "source", "subject_id", "value") VALUES (OLD."grade", OLD."id", OLD."index", OLD."masked", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."retired_at", OLD."scheme", OLD."source", OLD."subject_id", OLD."value"); RETURN NULL;',
                    hash="5dd68eb207241c6da0856dd7b9a6d2f0958a78ea",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_bed94",
                    table="registry_identifier",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(
                condition=models.Q(("superseded_at", None)),
                fields=["subject", "name", "grade"],
                name="registry_fact_known",
            ),
        ),
        migrations.AddIndex(
            model_name="fact",
            index=models.Index(fields=["name", "subject"], name="registry_fact_by_name"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fact",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "registry_factevent" ("city", "evidence", "grade", "id", "imported_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "subject_id", "superseded_at", "valid_from", "valid_until", "value", "verified_at", "verified_by_id") VALUES (OLD."city", OLD."evidence", OLD."grade", OLD."id", OLD."imported_id", OLD."name", _pgh_attach_context(), NOW(), \'update\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."source", OLD."subject_id", OLD."superseded_at", OLD."valid_from", OLD."valid_until", OLD."value", OLD."verified_at", OLD."verified_by_id"); RETURN NULL;',
                    hash="9267c6781930da9fddaa6e84a5ef46b7047db950",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7b382",
                    table="registry_fact",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fact",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "registry_factevent" ("city", "evidence", "grade", "id", "imported_id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "source", "subject_id", "superseded_at", "valid_from", "valid_until", "value", "verified_at", "verified_by_id") VALUES (OLD."city", OLD."evidence", OLD."grade", OLD."id", OLD."imported_id", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."source", OLD."subject_id", OLD."superseded_at", OLD."valid_from", OLD."valid_until", OLD."value", OLD."verified_at", OLD."verified_by_id"); RETURN NULL;',
                    hash="dbef5614ffd244f5c00e4455f46563be9cb5aea2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_136ed",
                    table="registry_fact",
                    when="AFTER",
                ),
            ),
        ),
    ]
