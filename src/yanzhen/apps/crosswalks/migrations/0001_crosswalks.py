import django.db.models.deletion
from django.db import migrations, models

import yanzhen.apps.sealing.service


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_the_tree"),
        ("registry", "0004_told_elsewhere"),
    ]

    operations = [
        migrations.CreateModel(
            name="Crosswalk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("series", models.CharField(max_length=64)),
                ("version", models.PositiveIntegerField()),
                ("body", models.JSONField()),
                ("token", models.TextField(blank=True)),
                ("silence_hours", models.PositiveIntegerField(null=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("made_by_id", models.BigIntegerField(null=True)),
                ("signed_at", models.DateTimeField(null=True)),
                ("superseded_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("token", ""), ("signed_at", None)),
                            models.Q(
                                models.Q(("token", ""), _negated=True), ("signed_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="crosswalks_signed_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_at", None),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="crosswalks_revoked_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Peer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("other", models.CharField(max_length=64)),
                ("base_url", models.CharField(max_length=200)),
                ("added_at", models.DateTimeField(auto_now_add=True)),
                ("added_by_id", models.BigIntegerField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("heard_at", models.DateTimeField(null=True)),
                ("tried_at", models.DateTimeField(null=True)),
                ("problem", models.CharField(blank=True, max_length=20)),
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
                        condition=models.Q(("ended_at", None)),
                        fields=("city", "other"),
                        name="crosswalks_one_peer",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Heard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("reference", models.CharField(max_length=32)),
                (
                    "token",
                    yanzhen.apps.sealing.service.SealedText(context="crosswalks.heard.token"),
                ),
                ("kind", models.CharField(max_length=64)),
                ("level", models.CharField(blank=True, max_length=32)),
                ("leading_industry", models.BooleanField(null=True)),
                ("valid_until", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("stands", "有效"), ("rests", "久未确认"), ("ended", "已终止")],
                        default="stands",
                        max_length=8,
                    ),
                ),
                ("received_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("why", models.CharField(blank=True, max_length=16)),
                ("facts", models.JSONField(default=list)),
                (
                    "crosswalk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="crosswalks.crosswalk",
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
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                    ),
                ),
                (
                    "peer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="heard",
                        to="crosswalks.peer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("peer", "reference"), name="crosswalks_heard_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "ended"), _negated=True),
                        fields=("subject", "crosswalk"),
                        name="crosswalks_heard_of_once",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="crosswalk",
            name="peer",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="crosswalks.peer",
            ),
        ),
        migrations.CreateModel(
            name="PeerKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key_id", models.CharField(max_length=8)),
                ("public", models.BinaryField(max_length=32)),
                ("since", models.BigIntegerField()),
                ("retired", models.BigIntegerField(null=True)),
                ("seen_at", models.DateTimeField(auto_now_add=True)),
                ("pinned_at", models.DateTimeField(null=True)),
                ("pinned_by_id", models.BigIntegerField(null=True)),
                ("gone_at", models.DateTimeField(null=True)),
                (
                    "peer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keys",
                        to="crosswalks.peer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("peer", "key_id"), name="crosswalks_key_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Seen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "peer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="crosswalks.peer",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["at"], name="crosswalks_seen_by_age")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("peer", "number"), name="crosswalks_message_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("document_version", models.PositiveIntegerField()),
                ("reference", models.CharField(max_length=32, unique=True)),
                ("place", models.CharField(blank=True, max_length=8)),
                (
                    "secret",
                    yanzhen.apps.sealing.service.SealedText(
                        context="crosswalks.told.secret", null=True
                    ),
                ),
                ("code_until", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[("offered", "待告知"), ("stands", "已告知"), ("ended", "已终止")],
                        default="offered",
                        max_length=8,
                    ),
                ),
                ("kind", models.CharField(max_length=64)),
                ("level", models.CharField(blank=True, max_length=32)),
                ("leading_industry", models.BooleanField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("offered_at", models.DateTimeField(auto_now_add=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("why", models.CharField(blank=True, max_length=16)),
                (
                    "crosswalk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="crosswalks.crosswalk",
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
                    "peer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told",
                        to="crosswalks.peer",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "stands")),
                        fields=("subject", "crosswalk"),
                        name="crosswalks_told_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "offered")),
                        fields=("peer", "place"),
                        name="crosswalks_code_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "offered"), ("secret__isnull", True), _connector="OR"
                        ),
                        name="crosswalks_codes_are_forgotten",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IndustryWord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("is_leading", models.BooleanField()),
                ("basis", models.CharField(max_length=200)),
                ("said_at", models.DateTimeField(auto_now=True)),
                ("said_by_id", models.BigIntegerField(null=True)),
                (
                    "subject",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subject", "city"), name="crosswalks_industry_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="crosswalk",
            constraint=models.UniqueConstraint(
                condition=models.Q(("peer", None)),
                fields=("city", "series", "version"),
                name="crosswalks_version_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="crosswalk",
            constraint=models.UniqueConstraint(
                condition=models.Q(("peer__isnull", False)),
                fields=("peer", "series"),
                name="crosswalks_copy_once",
            ),
        ),
    ]
