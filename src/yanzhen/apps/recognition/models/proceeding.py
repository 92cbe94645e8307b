"""A proceeding about a recognition: to a lower tier, withdrawn, or ended; by two people.

open      somebody opened it, with a cause or a way; the person does not know yet
told      the person was told, and until which day she can answer
heard     she answered, was heard with minutes, or waived it in writing
carried   another person decided so, and it takes effect
dropped   it was not right, or not enough
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from yanzhen.apps.recognition.models.visibility import Owned, OwnedManager


class Proceeding(Owned):
    class Aim(models.TextChoices):
        LOWER = "lower", "降低类别"
        WITHDRAW = "withdraw", "撤销认定"
        END = "end", "终止认定"

    class Way(models.TextChoices):
        CAUSE = "cause", "有撤销或降低的事由"
        LEFT = "left", "离开本市"
        WISH = "wish", "本人自愿放弃"
        DIED = "died", "去世"

    class State(models.TextChoices):
        OPEN = "open", "待告知"
        TOLD = "told", "待听取意见"
        HEARD = "heard", "待决定"
        CARRIED = "carried", "已生效"
        DROPPED = "dropped", "已终结（不予变更）"

    class Heard(models.TextChoices):
        STATEMENT = "statement", "书面陈述"
        HEARING = "hearing", "听证"
        WAIVED = "waived", "书面放弃"
        SILENT = "silent", "期满未陈述"

    number = models.CharField(max_length=64, unique=True)
    recognition = models.ForeignKey(
        "recognition.Recognition", on_delete=models.PROTECT, related_name="proceedings"
    )
    aim = models.CharField(max_length=12, choices=Aim)
    way = models.CharField(max_length=12, choices=Way)
    to_level = models.CharField(max_length=32, blank=True)
    # The document and clause that the office names.
    clause = models.CharField(max_length=200, blank=True)
    cause = models.TextField()
    state = models.CharField(max_length=12, choices=State, default=State.OPEN)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True)
    answer_by = models.DateField(null=True)
    heard_how = models.CharField(max_length=12, choices=Heard, blank=True)
    heard_on = models.DateField(null=True)
    minutes = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decision = models.TextField(blank=True)
    effective_on = models.DateField(null=True)

    objects: ClassVar[OwnedManager["Proceeding"]] = OwnedManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["recognition"], condition=Q(state__in=["open", "told", "heard"]),
                name="recognition_proceeding_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["carried", "dropped"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="recognition_proceeding_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="carried") | ~Q(decided_by=F("opened_by")),
                name="recognition_proceeding_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["heard", "carried"])
                | Q(way__in=["wish", "died"])
                | (~Q(heard_how="") & Q(heard_on__isnull=False)),
                name="recognition_proceeding_heard_before",
            ),
            models.CheckConstraint(
                condition=~Q(state="carried") | Q(effective_on__isnull=False),
                name="recognition_proceeding_from_a_day",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["tenant", "-id"], name="recognition_proceedings"),
            models.Index(fields=["subject", "-id"], name="recognition_proceedings_of"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.aim} ({self.state})"
