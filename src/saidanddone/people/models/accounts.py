"""Persons with an account, the roles that they hold, and invitations to hold one."""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext

from saidanddone.core.ids import new_public_id
from saidanddone.core.languages import Language
from saidanddone.core.refs import Ref
from saidanddone.people.models.organisations import Organisation
from saidanddone.people.roles import RoleName

ERASED = "@erased.invalid"
"""What the address of an account ends in that was closed: its row stays without anything that names somebody."""


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Someone with an account. Signs in by email; acts through memberships."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    joined_at = models.DateTimeField(auto_now_add=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        if self.email.endswith(ERASED):
            return gettext("somebody who has left")
        return self.name or self.email

    @property
    def ref(self) -> Ref:
        return Ref("person", self.public_id)


ROLE_IS_HELD_WHERE_IT_BELONGS = Q(role__in=("moderator", "administrator"), organisation__isnull=True) | Q(
    role__in=("connector", "officer", "lead", "steward"), organisation__isnull=False
)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, on: date) -> "MembershipQuerySet":
        """Those in force on a day. The end date is the first day on which the role no longer holds."""
        return self.filter(Q(end_date__isnull=True) | Q(end_date__gt=on), start_date__lte=on)

    def of_site(self) -> "MembershipQuerySet":
        return self.filter(organisation__isnull=True)

    def of_organisation(self, organisation: Organisation) -> "MembershipQuerySet":
        return self.filter(organisation=organisation)


class Membership(models.Model):
    """A role that a person holds: in an organisation, or (moderator, administrator) on the whole site."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=20, choices=RoleName)
    start_date = models.DateField()
    end_date = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="membership_is_of_site_or_organisation_as_the_role_says",
                condition=ROLE_IS_HELD_WHERE_IT_BELONGS,
            ),
            models.CheckConstraint(
                name="membership_ends_no_earlier_than_it_starts",
                condition=Q(end_date__isnull=True) | Q(end_date__gte=F("start_date")),
            ),
            models.UniqueConstraint(
                fields=("person", "organisation", "role"),
                condition=Q(end_date__isnull=True),
                name="organisation_role_open_once",
            ),
            models.UniqueConstraint(
                fields=("person", "role"),
                condition=Q(end_date__isnull=True, organisation__isnull=True),
                name="site_role_open_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.role}"


INVITATION_KEPT = timedelta(days=30)
"""For so long after its last day the page of an invitation still says why it is closed."""


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, at: datetime) -> "InvitationQuerySet":
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True, expires_at__gt=at)

    def long_past(self, at: datetime) -> "InvitationQuerySet":
        """Taken up, withdrawn or run out so long ago that nobody asks any more what became of it."""
        return self.filter(expires_at__lt=at - INVITATION_KEPT)

    def waiting(self) -> "InvitationQuerySet":
        """Neither accepted nor withdrawn; some of these may have run out."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)


class Invitation(models.Model):
    """An offer of a role to whoever holds an email address. Only the hash of its token is kept."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField()
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="invitations")
    role = models.CharField(max_length=20, choices=RoleName)
    invited_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    accepted_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="invitation_is_of_site_or_organisation_as_the_role_says",
                condition=ROLE_IS_HELD_WHERE_IT_BELONGS,
            ),
            models.CheckConstraint(
                name="invitation_is_accepted_or_withdrawn_not_both",
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
            ),
            models.CheckConstraint(
                name="invitation_runs_out_after_it_is_sent", condition=Q(expires_at__gt=F("created_at"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.email}, {self.role}"

    def state(self, at: datetime) -> str:
        """`open`, `used`, `withdrawn` or `expired`."""
        if self.accepted_at:
            return "used"
        if self.revoked_at:
            return "withdrawn"
        return "open" if self.expires_at > at else "expired"
