"""Who sees which rows, held by the database as well: see `registry.security`."""

from django.db import migrations

from yanzhen.apps.organisations.service import row_security
from yanzhen.apps.registry import security

OF_A_SUBJECT = ("identifier", "fact", "consent", "datarequest")
HISTORIES = ("subjectevent", "identifierevent", "factevent", "relationevent")


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_registry")]

    operations = [
        migrations.RunSQL(security.FUNCTIONS, security.NO_FUNCTIONS),
        row_security("registry_subject", using=security.SUBJECT),
        row_security("registry_residence", using=security.RESIDENCE),
        row_security("registry_relation", using=security.RELATION),
        *(
            row_security(f"registry_{one}", using=security.seen(f"registry_{one}"))
            for one in OF_A_SUBJECT
        ),
        row_security("registry_merge", using=security.seen("registry_merge", "winner_id")),
        row_security("registry_distinct", using=security.seen("registry_distinct", "one_id")),
        row_security("registry_import", using=security.IMPORT),
        row_security("registry_savedview", using=security.OF_TENANT),
        row_security("registry_listed", using=security.LISTED),
        # The triggers write whoever acts; only the service itself looks back.
        *(row_security(f"registry_{one}", using="false", adding="true") for one in HISTORIES),
    ]
