"""Whose rows a connection may see: see `models.visibility`."""

from django.db import migrations

from yanzhen.apps.organisations.service import row_security
from yanzhen.apps.privileges.models.visibility import (
    BOOKED,
    OF_ACCOUNT,
    OF_PROVIDER,
    OF_TENANT,
    ONE_PROVIDER,
)


class Migration(migrations.Migration):
    dependencies = (("privileges", "0001_privileges"),)
    operations = (
        row_security("privileges_member", using=OF_ACCOUNT, adding=OF_TENANT),
        row_security("privileges_provider", using=ONE_PROVIDER, adding=OF_TENANT),
        row_security("privileges_privilege", using=OF_PROVIDER, adding=OF_TENANT),
        row_security("privileges_use", using=OF_PROVIDER, adding=OF_TENANT),
        row_security("privileges_count", using=OF_TENANT),
        row_security("privileges_booking", using=BOOKED, adding=OF_TENANT),
        row_security("privileges_statement", using=OF_PROVIDER, adding=OF_TENANT),
        row_security("privileges_signal", using=OF_TENANT),
        row_security("privileges_watch", using=OF_TENANT),
    )
