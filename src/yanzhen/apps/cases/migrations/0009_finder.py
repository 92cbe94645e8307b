"""Cases are found by their terms with the index, under row-level security too."""

from django.db import migrations

from yanzhen.apps.cases.models.visibility import CASE_ROWS
from yanzhen.apps.organisations.service import ALL
from yanzhen.apps.search.service import finder


class Migration(migrations.Migration):
    dependencies = [("cases", "0008_queue")]

    operations = [finder("cases_case", "found_by", seen=f"{ALL} OR {CASE_ROWS}")]
