"""Who may read the log, held by the database as well (see `audit.rows`); the results of checks."""

from django.db import migrations, models

from yanzhen.apps.audit.rows import ALL, CHECKS, EVENTS


def secured(table: str, using: str, adding: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY {table}_rows ON {table}
            USING ({ALL} OR ({using})) WITH CHECK ({ALL} OR ({adding}));
        """,
        f"""
        DROP POLICY {table}_rows ON {table};
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


class Migration(migrations.Migration):
    # The policy asks the rows of these tables.
    dependencies = [
        ("audit", "0002_append_only"),
        ("organisations", "0001_the_tree"),
        ("registry", "0002_row_security"),
        ("cases", "0002_row_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chain", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("name", models.CharField(max_length=200)),
                ("events", models.BigIntegerField()),
                ("head", models.CharField(blank=True, max_length=64)),
                ("fault_zh", models.CharField(blank=True, max_length=200)),
                ("fault_en", models.CharField(blank=True, max_length=200)),
            ],
            options={"indexes": [models.Index(fields=["chain", "-id"], name="audit_check_latest")]},
        ),
        secured("audit_event", EVENTS, "true"),
        secured("audit_link", "false", "false"),
        secured("audit_waiting", "false", "true"),
        secured("audit_check", CHECKS, CHECKS),
    ]
