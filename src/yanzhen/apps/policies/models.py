"""A version of a city's pack, word for word, so that an old decision can be computed again.

A version is named by its city and the hash of its content. At most one of a city is published;
the one before it becomes withdrawn and stays.
"""

from django.db import models
from django.db.models import Q


class PackVersion(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        PUBLISHED = "published", "已发布"
        WITHDRAWN = "withdrawn", "已撤回"

    city = models.CharField(max_length=64)
    title_zh = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    content_hash = models.CharField(max_length=128)
    # {"pack.yaml": "...", "benefits/housing.yaml": "..."}: the pack's files, the vocabulary's too.
    files = models.JSONField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["city", "content_hash"], name="policies_packversion_one_per_content"
            ),
            models.UniqueConstraint(
                fields=["city"],
                condition=Q(status="published"),
                name="policies_packversion_one_published_per_city",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "published", "withdrawn"]),
                name="policies_packversion_known_status",
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(published_at__isnull=False),
                name="policies_packversion_published_has_a_date",
            ),
        )

    def __str__(self) -> str:
        return f"{self.city} {self.content_hash[:12]} ({self.status})"
