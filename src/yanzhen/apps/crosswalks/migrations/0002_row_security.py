"""No visitor is shown a row: what was told of whom the service looks up for her."""

from django.db import migrations

from yanzhen.apps.organisations.service import row_security

TABLES = ("peer", "peerkey", "crosswalk", "told", "industryword", "heard", "seen")


class Migration(migrations.Migration):
    dependencies = [("crosswalks", "0001_crosswalks")]

    operations = [row_security(f"crosswalks_{one}", using="false") for one in TABLES]
