"""Columns that say whose a row is."""

from django.conf import settings
from django.db import models


class Owned(models.Model):
    """The place that handles it, the person's account, the employer concerned.

    The database does not follow these: they are copies of the award's, which follows them, and
    looking up three owners for each of 21 million payments would take longer than writing them.
    """

    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False,
        db_constraint=False,
    )  # fmt: skip
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+",
        db_index=False, db_constraint=False,
    )  # fmt: skip
    employer = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, null=True, related_name="+", db_index=False,
        db_constraint=False,
    )  # fmt: skip

    class Meta:
        abstract = True
