"""Whose rows are whose, told to PostgreSQL: the same as `models.visibility` says in Python."""

from django.db import migrations

from yanzhen.apps.awards.models.visibility import OF_TENANT, OWNED
from yanzhen.apps.organisations.service import row_security

OWNED_TABLES = ("award", "instalment", "event", "externaloutcome")
OF_TENANTS = ("turn", "correction")


class Migration(migrations.Migration):
    dependencies = [("awards", "0001_awards")]

    operations = [
        *(row_security(f"awards_{one}", using=OWNED) for one in OWNED_TABLES),
        *(row_security(f"awards_{one}", using=OF_TENANT) for one in OF_TENANTS),
    ]
