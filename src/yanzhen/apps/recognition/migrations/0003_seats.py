import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("organisations", "0001_the_tree"),
        ("recognition", "0002_row_security"),
        ("registry", "0003_found_by"),
    ]

    operations = [
        migrations.CreateModel(
            name="Authorisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("employer_name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=64)),
                ("levels", models.JSONField(default=list)),
                ("scope", models.CharField(max_length=400)),
                ("clause", models.CharField(max_length=32)),
                ("basis", models.CharField(max_length=300)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField()),
                ("closed_on", models.DateField(null=True)),
                ("closed_reason", models.CharField(blank=True, max_length=400)),
                ("line", models.CharField(max_length=240, null=True, unique=True)),
                ("moves", models.PositiveIntegerField(default=0)),
                ("fact_id", models.BigIntegerField(null=True)),
                ("key", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("is_demo", models.BooleanField(default=False)),
                (
                    "employer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
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
                    models.Index(fields=["tenant", "-id"], name="recognition_seats_of_tenant"),
                    models.Index(fields=["employer", "-id"], name="recognition_seats_of_employer"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "key"), name="recognition_seats_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_until__gte", models.F("valid_from"))),
                        name="recognition_seats_end_after_they_begin",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("basis", ""), _negated=True),
                            models.Q(("scope", ""), _negated=True),
                        ),
                        name="recognition_seats_have_a_basis",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None),
                            models.Q(("closed_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="recognition_seats_closed_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SeatSample",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("seed", models.CharField(max_length=64)),
                ("size", models.PositiveIntegerField()),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("population", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                (
                    "made_by",
                    models.ForeignKey(
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
                    models.Index(fields=["tenant", "-id"], name="recognition_seat_samples")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("size__gte", 1)),
                        name="recognition_seat_sample_has_a_size",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SeatUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("decision", models.CharField(max_length=120)),
                ("decided_on", models.DateField()),
                ("reason", models.TextField()),
                ("papers", models.TextField()),
                ("key", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("used", "已使用"), ("returned", "已退回")],
                        default="used",
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=200)),
                ("returned_at", models.DateTimeField(null=True)),
                ("returned_by_name", models.CharField(blank=True, max_length=200)),
                ("returned_reason", models.CharField(blank=True, max_length=400)),
                (
                    "authorisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="recognition.authorisation",
                    ),
                ),
                (
                    "employer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="registry.subject",
                    ),
                ),
                (
                    "recognition",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seat",
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
                    models.Index(fields=["tenant", "-id"], name="recognition_uses_of_tenant"),
                    models.Index(fields=["employer", "-id"], name="recognition_uses_of_employer"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("authorisation", "key"), name="recognition_seat_used_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), _negated=True),
                            models.Q(("papers", ""), _negated=True),
                            models.Q(("decision", ""), _negated=True),
                        ),
                        name="recognition_seat_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("returned_at", None), ("state", "used")),
                            models.Q(
                                ("returned_at__isnull", False),
                                ("state", "returned"),
                                models.Q(("returned_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="recognition_seat_returned_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SampledSeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("place", models.PositiveIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("", "未查"), ("checked", "已查，无异常"), ("finding", "有问题")],
                        max_length=7,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("marked_at", models.DateTimeField(null=True)),
                ("marked_by_name", models.CharField(blank=True, max_length=200)),
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
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="recognition.seatsample",
                    ),
                ),
                (
                    "use",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sampled",
                        to="recognition.seatuse",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sample", "place"), name="recognition_sampled_place"
                    ),
                    models.UniqueConstraint(
                        fields=("sample", "use"), name="recognition_sampled_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "finding"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="recognition_seat_finding_says_what",
                    ),
                ],
            },
        ),
    ]
