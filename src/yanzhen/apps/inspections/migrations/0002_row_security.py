"""Checks and samples are their place's, told to PostgreSQL."""

from django.db import migrations

from yanzhen.apps.organisations.service import TENANTS, row_security

TABLES = ("check", "sample", "item")


class Migration(migrations.Migration):
    dependencies = [("inspections", "0001_inspections")]

    operations = [
        row_security(f"inspections_{one}", using=f"tenant_id = ANY({TENANTS})") for one in TABLES
    ]
