"""Whose rows are whose, told to PostgreSQL, and that no two leases of a flat overlap.

The range of one flat's id stands for "the same flat": no extension is needed for that.
"""

from django.db import migrations

from yanzhen.apps.organisations.service import row_security
from yanzhen.apps.quotas.models.visibility import ANNOUNCED, BETWEEN, OF_TENANT, OWNED

NO_TWO_AT_ONCE = """
    ALTER TABLE quotas_lease ADD CONSTRAINT quotas_lease_no_two_at_once EXCLUDE USING gist (
        int8range(flat_id, flat_id, '[]') WITH &&,
        daterange(since, coalesce(ended_on, 'infinity'::date), '[]') WITH &&
    )
"""


class Migration(migrations.Migration):
    dependencies = [("quotas", "0001_quotas")]

    operations = [
        row_security("quotas_request", using=BETWEEN),
        row_security("quotas_event", using=BETWEEN),
        row_security("quotas_flat", using=OF_TENANT),
        row_security("quotas_lease", using=OWNED),
        row_security("quotas_draw", using=ANNOUNCED),
        row_security("quotas_entry", using=OWNED),
        migrations.RunSQL(
            NO_TWO_AT_ONCE, "ALTER TABLE quotas_lease DROP CONSTRAINT quotas_lease_no_two_at_once"
        ),
    ]
