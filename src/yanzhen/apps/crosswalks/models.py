"""Documents between cities, the installations that we believe, and what was told of one person.

No visitor sees a row here: the database shows them to the service itself only, which `access` is
after it has looked at who asks. `city` is always the city of this installation that a row is of.
"""

from django.db import models
from django.db.models import Q

from yanzhen.apps.registry.service import LEFT_IF_TAKEN
from yanzhen.apps.sealing.service import SealedText


class Peer(models.Model):
    """Another installation that speaks for one city, as one city of ours sees it."""

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    city = models.CharField(max_length=64)
    other = models.CharField(max_length=64)
    base_url = models.CharField(max_length=200)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True)
    # The last answer that was believed, and why the last attempt after it came to nothing.
    heard_at = models.DateTimeField(null=True)
    tried_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["city", "other"], condition=Q(ended_at=None), name="crosswalks_one_peer"
            ),
        )

    def __str__(self) -> str:
        return f"{self.other} as {self.city} sees it"


class PeerKey(models.Model):
    """A key that the peer publishes; it counts from when an administrator has compared it."""

    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="keys")
    key_id = models.CharField(max_length=8)
    public = models.BinaryField(max_length=32)
    since = models.BigIntegerField()
    retired = models.BigIntegerField(null=True)
    seen_at = models.DateTimeField(auto_now_add=True)
    pinned_at = models.DateTimeField(null=True)
    pinned_by_id = models.BigIntegerField(null=True)
    # The peer does not publish it any more: it was revoked there.
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["peer", "key_id"], name="crosswalks_key_once"),
        )

    def __str__(self) -> str:
        return f"{self.key_id} of {self.peer_id}"


class Crosswalk(models.Model):
    """One version of a document: ours, or one that a peer has published about us.

    `token` is the signed text, empty while it is a draft; `body` what stands in it.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    city = models.CharField(max_length=64)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, null=True, related_name="documents")
    series = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    body = models.JSONField()
    token = models.TextField(blank=True)
    # Hours without the other city's word after which it is relied upon no more; ours only.
    silence_hours = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by_id = models.BigIntegerField(null=True)
    signed_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["city", "series", "version"], condition=Q(peer=None),
                name="crosswalks_version_once",
            ),
            models.UniqueConstraint(
                fields=["peer", "series"], condition=Q(peer__isnull=False),
                name="crosswalks_copy_once",
            ),
            models.CheckConstraint(
                condition=(Q(token="") & Q(signed_at=None))
                | (~Q(token="") & Q(signed_at__isnull=False)),
                name="crosswalks_signed_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | ~Q(reason=""), name="crosswalks_revoked_for_a_reason"
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.series}/{self.version}"


class Told(models.Model):
    """What somebody lets us tell another city: a code first, then the statement that was given."""

    class State(models.TextChoices):
        OFFERED = "offered", "待告知"
        STANDS = "stands", "已告知"
        ENDED = "ended", "已终止"

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    city = models.CharField(max_length=64)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="told")
    crosswalk = models.ForeignKey(Crosswalk, on_delete=models.PROTECT, related_name="+")
    document_version = models.PositiveIntegerField()
    subject = models.ForeignKey("registry.Subject", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=32, unique=True)
    place = models.CharField(max_length=8, blank=True)
    secret = SealedText(context="crosswalks.told.secret", null=True)
    code_until = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=State, default=State.OFFERED)
    kind = models.CharField(max_length=64)
    level = models.CharField(max_length=32, blank=True)
    leading_industry = models.BooleanField(null=True)
    valid_until = models.DateField(null=True)
    offered_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "crosswalk"], condition=Q(state="stands"),
                name="crosswalks_told_once",
            ),
            models.UniqueConstraint(
                fields=["peer", "place"], condition=Q(state="offered"), name="crosswalks_code_once"
            ),
            models.CheckConstraint(
                condition=Q(state="offered") | Q(secret__isnull=True),
                name="crosswalks_codes_are_forgotten",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.reference} {self.state}"


class IndustryWord(models.Model):
    """What the recognising city's office says: whether it was for a key leading industry."""

    on_merge = LEFT_IF_TAKEN

    subject = models.ForeignKey("registry.Subject", on_delete=models.PROTECT, related_name="+")
    city = models.CharField(max_length=64)
    is_leading = models.BooleanField()
    basis = models.CharField(max_length=200)
    said_at = models.DateTimeField(auto_now=True)
    said_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["subject", "city"], name="crosswalks_industry_once"),
        )

    def __str__(self) -> str:
        return f"{self.subject_id} in {self.city}: {self.is_leading}"


class Heard(models.Model):
    """What another city has told us of somebody, with its signed statement.

    `rests`: the other city was silent for longer than the document allows.
    """

    class State(models.TextChoices):
        STANDS = "stands", "有效"
        RESTS = "rests", "久未确认"
        ENDED = "ended", "已终止"

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    city = models.CharField(max_length=64)
    peer = models.ForeignKey(Peer, on_delete=models.PROTECT, related_name="heard")
    crosswalk = models.ForeignKey(Crosswalk, on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey("registry.Subject", on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=32)
    token = SealedText(context="crosswalks.heard.token")
    kind = models.CharField(max_length=64)
    level = models.CharField(max_length=32, blank=True)
    leading_industry = models.BooleanField(null=True)
    valid_until = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=State, default=State.STANDS)
    received_at = models.DateTimeField()
    confirmed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=16, blank=True)
    # The registry's facts that rest on it, while it stands.
    facts = models.JSONField(default=list)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["peer", "reference"], name="crosswalks_heard_once"),
            models.UniqueConstraint(
                fields=["subject", "crosswalk"], condition=~Q(state="ended"),
                name="crosswalks_heard_of_once",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.reference} {self.state}"


class Seen(models.Model):
    """A message's number that was used: the same message does not count twice."""

    peer = models.ForeignKey(Peer, on_delete=models.CASCADE, related_name="+")
    number = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["peer", "number"], name="crosswalks_message_once"),
        )
        indexes = (models.Index(fields=["at"], name="crosswalks_seen_by_age"),)

    def __str__(self) -> str:
        return f"{self.number} from {self.peer_id}"
