"""An account, one for all cities, and the assignments that give it posts.

An account signs in with its e-mail address. What it may do beyond applying for itself is written
in assignments: a role, in an organisation or for an employer, from one day until another.
"""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from yanzhen.apps.accounts.actor import Actor
from yanzhen.apps.accounts.roles import STAFF, Role


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **given: Any) -> "Account":
        """A new account; without a password it cannot sign in with one."""
        account = self.model(email=self.normalize_email(email).lower(), **given)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=80, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = (
            models.UniqueConstraint(Lower("email"), name="accounts_account_one_per_address"),
        )

    def __str__(self) -> str:
        return f"account {self.pk}"

    @property
    def shown_name(self) -> str:
        """What a page calls her."""
        return self.name or self.email

    @property
    def is_staff_member(self) -> bool:
        """Whether an assignment of today makes her staff; asks the database."""
        return self.assignments.on(timezone.localdate()).filter(role__in=STAFF).exists()


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def on(self, day: date) -> "AssignmentQuerySet":
        """Those that hold on a day."""
        unfinished = Q(valid_until=None) | Q(valid_until__gte=day)
        return self.filter(unfinished, valid_from__lte=day, ended_at=None)

    def administered_by(self, actor: Actor) -> "AssignmentQuerySet":
        """Those in organisations whose administrator she is; never those for an employer."""
        if actor.is_system:
            return self
        own = [post.reach for post in actor.posts if post.role == Role.ADMINISTRATOR]
        return self.filter(organisation__in=frozenset().union(*own))


class Assignment(models.Model):
    """One post of one account. It is ended, never deleted: who could decide what, and when.

    `valid_until` is the last day, as planned; `ended_at` the moment when it was taken away.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=16, choices=[(role.value, role.label.zh) for role in Role])
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    # A subject of the registry, which sees the accounts and is not seen from here.
    employer_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role if role != Role.APPLICANT]),
                name="accounts_assignment_known_role",
            ),
            models.CheckConstraint(
                condition=Q(role="employer_hr", employer_id__isnull=False, organisation=None)
                | ~Q(role="employer_hr") & Q(employer_id=None, organisation__isnull=False),
                name="accounts_assignment_employer_or_organisation",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="accounts_assignment_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["account", "role", "organisation", "employer_id"],
                condition=Q(valid_until=None, ended_at=None),
                nulls_distinct=False,
                name="accounts_assignment_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"assignment {self.pk}: {self.role}"
