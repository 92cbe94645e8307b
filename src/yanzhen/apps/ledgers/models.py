"""Money and countable things in one ledger: books, their lines, accounts, movements, seals.

A book (a fund, a pool of posts, a cap) counts in one unit and is a tree of lines: the fund, its
year, a county, a programme. Each line has five accounts, one for each stage that a sum can be in:

    source      what the line was given, below zero
    available   free
    held        set aside for a case that is not decided
    committed   promised by a decision
    spent       paid, or occupied

A movement takes an amount out of one account and puts it into another: one row, so that no entry
can be out of balance. Rows are only ever added. The database keeps the balances itself, refuses
whatever would take a stage below nothing, and refuses changes, the owner's too (migrations 0002).
"""

from typing import ClassVar, TypeVar

from django.db import models
from django.db.models import F, Q, QuerySet

from yanzhen.apps.accounts.service import Actor, VisibleManager

Row = TypeVar("Row", bound=models.Model, covariant=True)


class OfPlaces(VisibleManager[Row]):
    """Rows of a place: for the staff of it, and of the places above."""

    def visible_to(self, actor: Actor) -> QuerySet[Row]:
        rows: QuerySet[Row] = self.get_queryset()
        return rows if actor.is_system else rows.filter(self.seen_by(actor))

    def seen_by(self, actor: Actor) -> Q:
        return Q(tenant__in=actor.tenants)


class Books(OfPlaces[Row]):
    """Books of a place, and those in which a place has a line."""

    def seen_by(self, actor: Actor) -> Q:
        lines = Line.objects.filter(book=models.OuterRef("pk"), tenant__in=actor.tenants)
        return Q(tenant__in=actor.tenants) | Q(models.Exists(lines))


class Movements(OfPlaces[Row]):
    """Movements on a line of a place: out of it, or into it."""

    def seen_by(self, actor: Actor) -> Q:
        return Q(tenant__in=actor.tenants) | Q(to_tenant__in=actor.tenants)


MOST = 10**17
"""More than any budget has fen: a slip of the keyboard is refused before sums overflow."""


class Clock(models.Func):
    """The database's clock at this very moment, not when the transaction began."""

    function = "CLOCK_TIMESTAMP"
    arity = 0
    output_field = models.DateTimeField()


class Unit(models.TextChoices):
    FEN = "fen", "分"
    POST = "post", "个编制"
    FLAT = "flat", "套"
    PLACE = "place", "个学位"
    SEAT = "seat", "个名额"
    CARD = "card", "张"
    TIME = "time", "次"


class Stage(models.TextChoices):
    SOURCE = "source", "来源"
    AVAILABLE = "available", "可用"
    HELD = "held", "暂留"
    COMMITTED = "committed", "已承诺"
    SPENT = "spent", "已支付或占用"


class Kind(models.TextChoices):
    ALLOT = "allot", "安排"
    RECALL = "recall", "调减"
    PASS_DOWN = "pass_down", "下达"
    CARRY = "carry", "结转"
    HOLD = "hold", "暂留"
    COMMIT = "commit", "承诺"
    SPEND = "spend", "支付或占用"
    RELEASE = "release", "释放"
    GIVE_BACK = "give_back", "退回"
    REVERSE = "reverse", "冲回"


class Book(models.Model):
    """A fund, a pool or a cap, in one unit."""

    class Kind(models.TextChoices):
        FUND = "fund", "资金"
        POOL = "pool", "额度"
        CAP = "cap", "封顶"

    code = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=8, choices=Kind)
    unit = models.CharField(max_length=8, choices=Unit)
    city = models.CharField(max_length=64)
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200)
    clause = models.CharField(max_length=64, blank=True)
    # From how much committed of what was given finance is warned; nobody is while it is not set.
    warns_at_percent = models.PositiveSmallIntegerField(null=True)
    # Whether a later year may use what one has left; as long as nobody has said so, none may.
    carries_over = models.BooleanField(null=True)

    objects: ClassVar[Books["Book"]] = Books()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(warns_at_percent__isnull=True) | Q(warns_at_percent__range=(1, 100)),
                name="ledgers_book_warns_at_a_share",
            ),
        )

    def __str__(self) -> str:
        return self.code


class Line(models.Model):
    """A place in a book: `xiangtan/talent-fund/2026/xiangtan/art-19-rent`."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="lines")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="below")
    code = models.CharField(max_length=240, unique=True)
    year = models.PositiveSmallIntegerField(null=True)
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    programme = models.CharField(max_length=80, blank=True)
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[OfPlaces["Line"]] = OfPlaces()

    class Meta:
        indexes = (
            models.Index(fields=["book", "year", "programme"], name="ledgers_line_of_a_year"),
        )

    def __str__(self) -> str:
        return self.code


class Account(models.Model):
    """How much of a line is at one stage; the database alone changes it, with each movement."""

    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="accounts")
    stage = models.CharField(max_length=10, choices=Stage)
    balance = models.BigIntegerField(default=0)
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[OfPlaces["Account"]] = OfPlaces()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["line", "stage"], name="ledgers_account_one_a_stage"),
            models.CheckConstraint(
                condition=Q(stage=Stage.SOURCE, balance__lte=0)
                | (~Q(stage=Stage.SOURCE) & Q(balance__gte=0)),
                name="ledgers_account_never_below_nothing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.line_id} {self.stage} {self.balance}"


class Movement(models.Model):
    """So much from one account to another, for a reason; never changed, never taken out."""

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    # The trigger that adds up finds these, or refuses: a constraint would look a second time.
    book = models.ForeignKey(
        Book, models.PROTECT, related_name="movements", db_constraint=False, db_index=False
    )
    from_account = models.ForeignKey(
        Account, models.PROTECT, related_name="taken", db_constraint=False, db_index=False
    )
    to_account = models.ForeignKey(
        Account, models.PROTECT, related_name="given", db_constraint=False, db_index=False
    )
    amount = models.BigIntegerField()
    # The database's own clock, when the accounts were locked already: nobody dates back.
    at = models.DateTimeField(db_default=Clock())
    case_number = models.CharField(max_length=40, blank=True)
    clause = models.CharField(max_length=64, blank=True)
    subject_id = models.BigIntegerField(null=True)
    reference = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200)
    reverses = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="reversed_by", db_index=False
    )
    # Of the line that it comes from, and of the one that it goes to where that is another place's.
    tenant = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", db_constraint=False,
        db_index=False,
    )  # fmt: skip
    to_tenant = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, related_name="+",
        db_constraint=False, db_index=False,
    )  # fmt: skip

    objects: ClassVar[Movements["Movement"]] = Movements()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount__lte=MOST), name="ledgers_movement_of_something"
            ),
            models.CheckConstraint(
                condition=~Q(from_account=F("to_account")), name="ledgers_movement_goes_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.REVERSE, reverses__isnull=False)
                | (~Q(kind=Kind.REVERSE) & Q(reverses__isnull=True)),
                name="ledgers_movement_reverses_one",
            ),
            models.UniqueConstraint(
                fields=["reverses"], condition=Q(reverses__isnull=False),
                name="ledgers_movement_reversed_once",
            ),
        )  # fmt: skip
        indexes = (
            models.Index(fields=["from_account", "at", "id"], name="ledgers_movement_taken"),
            models.Index(fields=["to_account", "at", "id"], name="ledgers_movement_given"),
            models.Index(fields=["book", "id"], name="ledgers_movement_of_a_book"),
            models.Index(
                fields=["case_number"], condition=~Q(case_number=""), name="ledgers_movement_case"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} {self.kind} {self.amount}"


class Seal(models.Model):
    """The movements of a book after the seal before and up to `last_id`, digested.

    `digest` is over their whole text and the seal before; `marks` has the id and four bytes of
    each row's own digest, so that whoever finds another digest can say which row it is.
    """

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="seals")
    number = models.PositiveIntegerField()
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.PositiveIntegerField()
    marks = models.BinaryField()
    digest = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[OfPlaces["Seal"]] = OfPlaces()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["book", "number"], name="ledgers_seal_one_a_number"),
            models.CheckConstraint(
                condition=Q(count__gt=0, number__gte=1), name="ledgers_seal_of_something"
            ),
        )

    def __str__(self) -> str:
        return f"{self.book_id} {self.number}"


class Warned(models.Model):
    """Finance was told that this line is nearly used up, at that share of what it was given."""

    line = models.OneToOneField(Line, on_delete=models.PROTECT, related_name="warned")
    percent = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    tenant = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+"
    )

    objects: ClassVar[OfPlaces["Warned"]] = OfPlaces()

    def __str__(self) -> str:
        return f"{self.line_id} {self.percent}%"
