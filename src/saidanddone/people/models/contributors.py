"""Whoever said something, with or without an account, and their private return links."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from saidanddone.core.ids import new_public_id
from saidanddone.core.languages import Language
from saidanddone.core.refs import Ref


class ContributorQuerySet(models.QuerySet["Contributor"]):
    def living(self) -> "ContributorQuerySet":
        """Those whose data has not been erased."""
        return self.filter(erased_at__isnull=True)

    def reached_at(self, email: str) -> "ContributorQuerySet":
        return self.living().filter(email=email.strip().lower()).exclude(email="")


class Contributor(models.Model):
    """Whoever said something. What the public sees of them is the credit on each contribution, never this row.

    A person may be several contributors: the one made when they first spoke signed in, and those they claimed.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="contributors"
    )
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True, db_index=True)
    language = models.CharField(max_length=2, choices=Language, default=Language.ENGLISH)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    import_key = models.CharField(max_length=120, null=True, unique=True, editable=False)  # noqa: DJ001 - null is "not imported"

    objects = ContributorQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="erased_contributor_holds_nothing_personal",
                condition=Q(erased_at__isnull=True) | Q(name="", email="", person__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.public_id

    @property
    def ref(self) -> Ref:
        return Ref("contributor", self.public_id)


class ReturnLinkQuerySet(models.QuerySet["ReturnLink"]):
    def open(self, at: datetime) -> "ReturnLinkQuerySet":
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at), revoked_at__isnull=True)

    def closed(self, at: datetime) -> "ReturnLinkQuerySet":
        return self.filter(Q(expires_at__lte=at) | Q(revoked_at__isnull=False))

    def sent(self) -> "ReturnLinkQuerySet":
        """In a message: an email, a text or a letter."""
        return self.exclude(sent_in="")


class ReturnLink(models.Model):
    """The way back for someone without an account. Only the hash of its token is kept."""

    contributor = models.ForeignKey(Contributor, models.CASCADE, related_name="return_links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    sent_in = models.CharField(max_length=10, blank=True, help_text="The message that it went out in, if it did.")

    objects = ReturnLinkQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("contributor", "sent_in"), condition=~Q(sent_in=""), name="one_return_link_a_message"
            ),
        )

    def __str__(self) -> str:
        return f"return link of {self.contributor}"
