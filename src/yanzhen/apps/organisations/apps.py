"""Organisations, as Django knows them."""

from django.apps import AppConfig
from django.db.models.signals import pre_migrate

from yanzhen.apps.organisations.roles import grant_to_the_app


class OrganisationsConfig(AppConfig):
    name = "yanzhen.apps.organisations"
    label = "organisations"
    verbose_name = "机构"

    def ready(self) -> None:
        # Django's own event: a test's database is migrated by Django itself.
        pre_migrate.connect(grant_to_the_app, sender=self)
