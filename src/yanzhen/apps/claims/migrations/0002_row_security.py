"""Whose rows are whose, told to PostgreSQL: the same as `models.visibility` says in Python."""

from django.db import migrations

from yanzhen.apps.claims.models.visibility import OWNED
from yanzhen.apps.organisations.service import row_security


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_claims")]

    operations = [
        row_security(f"claims_{one}", using=OWNED) for one in ("claim", "part", "received", "step")
    ]
