"""Whose rows are whose, told to PostgreSQL."""

from django.db import migrations

from yanzhen.apps.organisations.service import row_security
from yanzhen.apps.panels.models.visibility import ANNOUNCED, OF_TENANT, OWNED, SEALED


class Migration(migrations.Migration):
    dependencies = [("panels", "0001_panels")]

    operations = [
        row_security("panels_expert", using=OWNED),
        row_security("panels_tie", using=OWNED),
        row_security("panels_panel", using=ANNOUNCED),
        row_security("panels_matter", using=OWNED),
        row_security("panels_seat", using=OWNED),
        row_security("panels_check", using=OF_TENANT),
        row_security("panels_objection", using=OWNED),
        row_security("panels_sheet", using=SEALED),
    ]
