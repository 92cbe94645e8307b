"""Whose rows are whose, told to PostgreSQL: the same as `models.visibility` says in Python."""

from django.db import migrations

from yanzhen.apps.organisations.service import TENANTS, row_security
from yanzhen.apps.recognition.models.visibility import OWNED

OFFICES = f"tenant_id = ANY({TENANTS})"


class Migration(migrations.Migration):
    dependencies = [("recognition", "0001_recognition")]

    operations = [
        *(
            row_security(f"recognition_{one}", using=OWNED)
            for one in ("recognition", "proceeding", "proposal", "step")
        ),
        *(row_security(f"recognition_{one}", using=OFFICES) for one in ("rerun", "mover")),
    ]
