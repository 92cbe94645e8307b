import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("organisations", "0001_the_tree"),
    ]

    operations = [
        migrations.CreateModel(
            name="Provider",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("name_zh", models.CharField(max_length=120)),
                ("name_en", models.CharField(max_length=200)),
                ("address", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("latitude", models.DecimalField(decimal_places=5, max_digits=8, null=True)),
                ("longitude", models.DecimalField(decimal_places=5, max_digits=8, null=True)),
                ("basis", models.CharField(max_length=400)),
                ("ended_at", models.DateTimeField(null=True)),
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
                        fields=("tenant", "name_zh"), name="privileges_provider_own_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                            models.Q(
                                ("latitude__range", (-90, 90)), ("longitude__range", (-180, 180))
                            ),
                            _connector="OR",
                        ),
                        name="privileges_provider_a_place_on_earth",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Privilege",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("city", models.CharField(max_length=64)),
                ("programme", models.CharField(max_length=64)),
                ("group", models.CharField(max_length=64)),
                ("title_zh", models.CharField(max_length=120)),
                ("title_en", models.CharField(max_length=200)),
                ("offer_zh", models.CharField(max_length=400)),
                ("offer_en", models.CharField(max_length=600)),
                ("levels", models.JSONField(default=list)),
                (
                    "way",
                    models.CharField(choices=[("show", "出示卡"), ("book", "预约")], max_length=4),
                ),
                ("per_day", models.PositiveIntegerField(null=True)),
                ("per_month", models.PositiveIntegerField(null=True)),
                ("per_year", models.PositiveIntegerField(null=True)),
                ("per_card", models.PositiveIntegerField(null=True)),
                ("yearly", models.PositiveIntegerField(null=True)),
                (
                    "unit",
                    models.CharField(choices=[("time", "次"), ("place", "个学位")], max_length=8),
                ),
                ("changes", models.PositiveIntegerField(default=0)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "拟定"), ("offered", "已公布"), ("withdrawn", "已停止")],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("basis", models.CharField(max_length=400)),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="privileges",
                        to="privileges.provider",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["city", "state", "group"], name="privileges_privilege_listed"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until__isnull", True),
                            ("valid_until__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="privileges_privilege_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("per_day__isnull", True), ("per_day__gt", 0), _connector="OR"
                        ),
                        name="privileges_privilege_per_day_some",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("per_month__isnull", True), ("per_month__gt", 0), _connector="OR"
                        ),
                        name="privileges_privilege_per_month_some",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("per_year__isnull", True), ("per_year__gt", 0), _connector="OR"
                        ),
                        name="privileges_privilege_per_year_some",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("per_card__isnull", True), ("per_card__gt", 0), _connector="OR"
                        ),
                        name="privileges_privilege_per_card_some",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("yearly__isnull", True), ("yearly__gt", 0), _connector="OR"
                        ),
                        name="privileges_privilege_yearly_some",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("since", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
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
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="privileges.provider",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("provider", "account"),
                        name="privileges_member_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Booking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("card_id", models.BigIntegerField()),
                ("pseudonym", models.CharField(max_length=12)),
                ("level", models.CharField(blank=True, max_length=12)),
                ("name_mask", models.CharField(max_length=40)),
                ("on", models.DateField()),
                ("people", models.PositiveSmallIntegerField(default=1)),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "待确认"),
                            ("confirmed", "已确认"),
                            ("declined", "未接受"),
                            ("cancelled", "已取消"),
                        ],
                        default="asked",
                        max_length=9,
                    ),
                ),
                ("answer", models.CharField(blank=True, max_length=400)),
                ("asked_at", models.DateTimeField()),
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
                    "privilege",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="privileges.privilege",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bookings",
                        to="privileges.provider",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["provider", "on"], name="privileges_booking_of_a_day")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("people__gt", 0)),
                        name="privileges_booking_for_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="privileges_booking_declined_for_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signal",
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
                            ("apart", "相距过远"),
                            ("at_once", "短时间多处使用"),
                            ("often", "使用过于频繁"),
                            ("ended", "停用后出示"),
                            ("replayed", "重复出示同一码"),
                        ],
                        max_length=8,
                    ),
                ),
                ("key", models.CharField(max_length=120, unique=True)),
                ("card_id", models.BigIntegerField(null=True)),
                ("uses", models.JSONField(default=list)),
                ("told", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("done", models.CharField(blank=True, max_length=400)),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.CharField(blank=True, max_length=200)),
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="privileges.provider",
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
                    models.Index(fields=["tenant", "-at"], name="privileges_signal_of_a_place")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_at__isnull", True),
                            models.Q(("done", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="privileges_signal_done_with_a_word",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("uses", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("confirmed_by", models.CharField(blank=True, max_length=200)),
                ("confirmed_by_id", models.BigIntegerField(null=True)),
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="privileges.provider",
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
                        fields=("provider", "month"), name="privileges_statement_one_a_month"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Use",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=100)),
                ("card_id", models.BigIntegerField()),
                ("pseudonym", models.CharField(max_length=12)),
                ("level", models.CharField(blank=True, max_length=12)),
                ("name_mask", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("late", models.BooleanField(default=False)),
                ("by_id", models.BigIntegerField(null=True)),
                ("by_name", models.CharField(max_length=200)),
                ("taken_back_at", models.DateTimeField(null=True)),
                ("taken_back_for", models.CharField(blank=True, max_length=400)),
                (
                    "privilege",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="privileges.privilege",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uses",
                        to="privileges.provider",
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
                    models.Index(fields=["provider", "at"], name="privileges_use_of_provider"),
                    models.Index(fields=["card_id", "at"], name="privileges_use_of_card"),
                    models.Index(fields=["tenant", "at"], name="privileges_use_of_place"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("provider", "key"), name="privileges_use_a_key_counts_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("taken_back_at__isnull", True),
                            models.Q(("taken_back_for", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="privileges_use_taken_back_for_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("at__lte", models.F("recorded_at"))),
                        name="privileges_use_not_of_tomorrow",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kmh", models.PositiveIntegerField(null=True)),
                ("minutes", models.PositiveIntegerField(null=True)),
                ("a_day", models.PositiveIntegerField(null=True)),
                ("basis", models.CharField(max_length=400)),
                (
                    "tenant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kmh__isnull", True), ("kmh__gt", 0), _connector="OR"),
                        name="privileges_watch_kmh_some",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minutes__isnull", True), ("minutes__gt", 0), _connector="OR"
                        ),
                        name="privileges_watch_minutes_some",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("a_day__isnull", True), ("a_day__gt", 0), _connector="OR"
                        ),
                        name="privileges_watch_a_day_some",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Count",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("card_id", models.BigIntegerField()),
                ("span", models.CharField(max_length=10)),
                ("used", models.IntegerField()),
                (
                    "tenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "privilege",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counts",
                        to="privileges.privilege",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("privilege", "card_id", "span"), name="privileges_count_one_a_span"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("used__gte", 0)),
                        name="privileges_count_never_below_nothing",
                    ),
                ],
            },
        ),
    ]
