"""Notices, their outbox, and wishes: each account sees its own, the outbox the service alone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import yanzhen.apps.sealing.service


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_accounts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Wish",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("email", models.BooleanField(default=True)),
                ("phone", yanzhen.apps.sealing.service.SealedText(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("words", models.JSONField(default=dict)),
                ("link", models.CharField(blank=True, max_length=200)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("read_at", models.DateTimeField(blank=True, null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "-id"], name="notices_by_account"),
                    models.Index(
                        condition=models.Q(("read_at__isnull", True)),
                        fields=["account"],
                        name="notices_unread",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("email", "电子邮件"), ("sms", "短信")], max_length=10
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "待发送"), ("sent", "已发送"), ("failed", "未送达")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="notices.notice",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("notice", "way"), name="notices_delivery_one_for_each_way"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "sent", "failed"])),
                        name="notices_delivery_known_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way__in", ["email", "sms"])),
                        name="notices_delivery_known_way",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "waiting"), ("ended_at__isnull", False), _connector="OR"
                        ),
                        name="notices_delivery_ended_at_a_time",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            sql="\n            ALTER TABLE notices_notice ENABLE ROW LEVEL SECURITY;\n            CREATE POLICY notices_notice_rows ON notices_notice\n                USING ((SELECT current_setting('yanzhen.all', true) = 'on') OR (account_id = (SELECT nullif(current_setting('yanzhen.account', true), '')::bigint))) WITH CHECK ((SELECT current_setting('yanzhen.all', true) = 'on') OR (account_id = (SELECT nullif(current_setting('yanzhen.account', true), '')::bigint)));\n        ",
            reverse_sql="\n            DROP POLICY notices_notice_rows ON notices_notice;\n            ALTER TABLE notices_notice DISABLE ROW LEVEL SECURITY;\n        ",
        ),
        migrations.RunSQL(
            sql="\n            ALTER TABLE notices_wish ENABLE ROW LEVEL SECURITY;\n            CREATE POLICY notices_wish_rows ON notices_wish\n                USING ((SELECT current_setting('yanzhen.all', true) = 'on') OR (account_id = (SELECT nullif(current_setting('yanzhen.account', true), '')::bigint))) WITH CHECK ((SELECT current_setting('yanzhen.all', true) = 'on') OR (account_id = (SELECT nullif(current_setting('yanzhen.account', true), '')::bigint)));\n        ",
            reverse_sql="\n            DROP POLICY notices_wish_rows ON notices_wish;\n            ALTER TABLE notices_wish DISABLE ROW LEVEL SECURITY;\n        ",
        ),
        migrations.RunSQL(
            sql="\n            ALTER TABLE notices_delivery ENABLE ROW LEVEL SECURITY;\n            CREATE POLICY notices_delivery_rows ON notices_delivery\n                USING ((SELECT current_setting('yanzhen.all', true) = 'on') OR (false)) WITH CHECK ((SELECT current_setting('yanzhen.all', true) = 'on') OR (false));\n        ",
            reverse_sql="\n            DROP POLICY notices_delivery_rows ON notices_delivery;\n            ALTER TABLE notices_delivery DISABLE ROW LEVEL SECURITY;\n        ",
        ),
    ]
