"""Materials: first staged with a draft, then attached to the case.

The bytes lie in a table of their own: a list of materials never loads them, they stand under the
same row-level security, and a backup of the database has them all.
"""

import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from yanzhen.apps.cases.models.visibility import MaterialManager


def fresh_id() -> str:
    return secrets.token_urlsafe(12)


class Material(models.Model):
    class Stage(models.TextChoices):
        STAGED = "staged", "已上传"
        ATTACHED = "attached", "已提交"
        REMOVED = "removed", "已移除"

    class Scan(models.TextChoices):
        CLEAN = "clean", "未发现病毒"
        INFECTED = "infected", "有病毒"
        NOT_SCANNED = "not_scanned", "未扫描"

    public_id = models.CharField(max_length=32, unique=True, default=fresh_id)
    draft = models.ForeignKey(
        "cases.Draft", on_delete=models.PROTECT, null=True, related_name="materials"
    )
    case = models.ForeignKey(
        "cases.Case", on_delete=models.PROTECT, null=True, related_name="materials"
    )
    # Which of the item's materials it is; empty for one that somebody added.
    asked = models.CharField(max_length=96, blank=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.STAGED)
    scan = models.CharField(max_length=12, choices=Scan)
    scanned_by = models.CharField(max_length=40)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    # The clerk who received it on paper at the window; empty where its owner uploaded it.
    received_by = models.CharField(max_length=200, blank=True)

    objects: ClassVar[MaterialManager["Material"]] = MaterialManager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(draft__isnull=False) | Q(case__isnull=False),
                name="cases_material_belongs_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(stage="attached", case__isnull=False) | ~Q(stage="attached"),
                name="cases_material_attached_to_a_case",
            ),
            models.CheckConstraint(
                condition=~Q(scan="infected"), name="cases_material_no_virus_is_kept"
            ),
        )

    def __str__(self) -> str:
        return f"{self.public_id} {self.media_type} ({self.stage})"


class Content(models.Model):
    """The bytes of a material."""

    material = models.OneToOneField(
        Material, on_delete=models.CASCADE, primary_key=True, related_name="content"
    )
    body = models.BinaryField()

    def __str__(self) -> str:
        return str(self.pk)
