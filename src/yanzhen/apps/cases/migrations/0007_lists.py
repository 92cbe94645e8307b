"""Indexes for lists over very many cases: the first page is read off, not sorted out of all."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0006_found_by")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["-submitted_at", "-id"], name="cases_by_date"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["due_on", "-submitted_at", "id"], name="cases_by_due"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["state", "-submitted_at", "-id"], name="cases_of_state"),
        ),
    ]
