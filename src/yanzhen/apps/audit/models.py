"""What happened, and the chain that holds it together.

An `Event` is written in the transaction of what it tells; a moment later a `Link` gives it its
number in its chain. Two tables, so that nobody waits for another's transaction: an event takes no
lock, and links are made one after the other. Both are append-only; the database refuses changes,
the owner's too. `Waiting` names the events that have no link yet.
"""

from django.db import models

DIGEST_BYTES = 32


class Event(models.Model):
    """Something that was done, or (in the chain `readings`) a sensitive field that was read."""

    chain = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    details = models.JSONField()
    digest = models.BinaryField(max_length=DIGEST_BYTES)

    class Meta:
        indexes = (
            models.Index(fields=["subject", "-id"], name="audit_event_of_a_subject"),
            models.Index(fields=["account_id", "-id"], name="audit_event_of_an_account"),
            models.Index(fields=["chain", "-id"], name="audit_event_of_a_chain"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind} {self.subject}"


class Link(models.Model):
    """An event's place in its chain: its number, and what it hangs on."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="link")
    chain = models.CharField(max_length=64)
    number = models.BigIntegerField()
    previous = models.BinaryField(max_length=DIGEST_BYTES)
    hash = models.BinaryField(max_length=DIGEST_BYTES)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["chain", "number"], name="audit_link_one_per_number"),
            models.UniqueConstraint(fields=["chain", "previous"], name="audit_link_never_forks"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="audit_link_counts_from_one"
            ),
        )

    def __str__(self) -> str:
        return f"{self.chain} {self.number}"


class Check(models.Model):
    """What a walk along a chain has found: nothing, or the first fault at number `events`."""

    chain = models.CharField(max_length=64)
    at = models.DateTimeField()
    name = models.CharField(max_length=200)
    events = models.BigIntegerField()
    head = models.CharField(max_length=64, blank=True)
    fault_zh = models.CharField(max_length=200, blank=True)
    fault_en = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = (models.Index(fields=["chain", "-id"], name="audit_check_latest"),)

    def __str__(self) -> str:
        return f"{self.chain} {self.at:%Y-%m-%d %H:%M}"

    @property
    def holds(self) -> bool:
        return not self.fault_zh


class Waiting(models.Model):
    """An event that has no link yet."""

    event = models.OneToOneField(
        Event, on_delete=models.PROTECT, primary_key=True, related_name="waiting"
    )
    chain = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return f"{self.chain} {self.pk}"
