"""A draft: an application that is not submitted yet. It belongs to whoever writes it."""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from yanzhen.apps.cases.models.visibility import OwnDraftManager


def fresh_id() -> str:
    return secrets.token_urlsafe(12)


class Draft(models.Model):
    public_id = models.CharField(max_length=32, unique=True, default=fresh_id)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    city = models.CharField(max_length=64)
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    # The key under which a program asked for it: asked again, it is given the same.
    key = models.CharField(max_length=100, blank=True)
    item = models.CharField(max_length=96)
    subject = models.ForeignKey("registry.Subject", on_delete=models.PROTECT, related_name="+")
    employer = models.ForeignKey(
        "registry.Subject", on_delete=models.PROTECT, null=True, related_name="+"
    )
    channel = models.CharField(max_length=10)
    answers = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    # The case that it became; the draft can then not be changed any more.
    case = models.OneToOneField(
        "cases.Case", on_delete=models.PROTECT, null=True, related_name="draft"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[OwnDraftManager["Draft"]] = OwnDraftManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["owner", "key"], condition=~Q(key=""), name="cases_draft_one_per_key"
            ),
        )
        indexes = (models.Index(fields=["owner", "-updated_at"], name="cases_draft_of_owner"),)

    def __str__(self) -> str:
        return f"{self.public_id} {self.item}"
