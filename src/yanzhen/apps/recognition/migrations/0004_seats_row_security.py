"""Whose rows are whose, as `models.seat` says in Python; and that no two authorisations overlap.

The range of one id stands for "the same one": no extension is needed for that. A day on which one
was closed is free for the next.
"""

from django.db import migrations

from yanzhen.apps.organisations.service import row_security
from yanzhen.apps.recognition.models.seat import OF_BOTH, OF_PLACE

NO_TWO_AT_ONCE = """
    ALTER TABLE recognition_authorisation ADD CONSTRAINT recognition_seats_no_two_at_once
    EXCLUDE USING gist (
        int8range(tenant_id, tenant_id, '[]') WITH &&,
        int8range(employer_id, employer_id, '[]') WITH &&,
        daterange(
            valid_from,
            greatest(valid_from, least(coalesce(closed_on, valid_until + 1), valid_until + 1)),
            '[)'
        ) WITH &&
    )
"""


class Migration(migrations.Migration):
    dependencies = [("recognition", "0003_seats")]

    operations = [
        row_security("recognition_authorisation", using=OF_BOTH),
        row_security("recognition_seatuse", using=OF_BOTH),
        row_security("recognition_seatsample", using=OF_PLACE),
        row_security("recognition_sampledseat", using=OF_PLACE),
        migrations.RunSQL(
            NO_TWO_AT_ONCE,
            "ALTER TABLE recognition_authorisation DROP CONSTRAINT recognition_seats_no_two_at_once",
        ),
    ]
