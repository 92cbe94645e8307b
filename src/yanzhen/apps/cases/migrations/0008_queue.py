"""A queue is read off the works alone: their cases' numbers and dates, and who sees open works."""

from django.db import migrations, models

from yanzhen.apps.cases.models.visibility import OPEN_WORKS, on_case
from yanzhen.apps.organisations.service import new_row_security

SEEN = on_case("cases_work")
COPY = """
    UPDATE cases_work SET number = cases_case.number, submitted_at = cases_case.submitted_at
      FROM cases_case WHERE cases_case.id = cases_work.case_id;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_lists")]

    operations = [
        migrations.AddField(
            model_name="work",
            name="number",
            field=models.CharField(blank=True, default="", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="work", name="submitted_at", field=models.DateTimeField(null=True)
        ),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
        new_row_security("cases_work", using=f"{OPEN_WORKS} OR {SEEN}", was=SEEN),
    ]
