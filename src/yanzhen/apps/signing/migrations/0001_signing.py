"""Keys of cities; no visitor is shown a row of them."""

import django.db.models.deletion
from django.db import migrations, models

import yanzhen.apps.sealing.service
from yanzhen.apps.organisations.service import row_security


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_the_tree"),
    ]

    operations = [
        migrations.CreateModel(
            name="SigningKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key_id", models.CharField(max_length=8, unique=True)),
                ("city", models.CharField(max_length=64)),
                ("public", models.BinaryField(max_length=32)),
                (
                    "handle",
                    yanzhen.apps.sealing.service.SealedText(context="signing.key", null=True),
                ),
                ("since", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
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
                "indexes": [models.Index(fields=["city", "-since"], name="signing_keys_of_city")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)),
                        fields=("city",),
                        name="signing_one_key_signs",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handle__isnull", False), ("retired_at", None)),
                            models.Q(("handle__isnull", True), ("retired_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="signing_old_keys_sign_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_at", None),
                            models.Q(
                                ("retired_at__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="signing_revoked_for_a_reason",
                    ),
                ],
            },
        ),
        row_security("signing_signingkey", using="false"),
    ]
