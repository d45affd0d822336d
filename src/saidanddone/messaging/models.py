"""Messages to people, each with its state."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saidanddone.core.ids import new_public_id
from saidanddone.core.languages import Language
from saidanddone.core.refs import Ref


class MessageQuerySet(models.QuerySet["Message"]):
    def due(self, at: datetime) -> "MessageQuerySet":
        """Waiting, and their next attempt has come. Letters wait for a person, so they have no next attempt."""
        return self.filter(state=Message.State.WAITING, next_attempt_at__lte=at)

    def abandoned(self, before: datetime) -> "MessageQuerySet":
        """A worker took them before a moment, and nothing was heard of it since."""
        return self.filter(state=Message.State.SENDING, claimed_at__lt=before)

    def failed(self) -> "MessageQuerySet":
        return self.filter(state=Message.State.FAILED)

    def in_doubt(self) -> "MessageQuerySet":
        """A person is to say whether they arrived; those that were forgotten meanwhile are past saying."""
        return self.filter(state=Message.State.IN_DOUBT).exclude(address="")

    def letters_to_print(self) -> "MessageQuerySet":
        return self.filter(state=Message.State.WAITING, channel=Message.Channel.LETTER)

    def in_no_batch(self) -> "MessageQuerySet":
        return self.filter(batch="")

    def to(self, address: str) -> "MessageQuerySet":
        return self.filter(address__iexact=address)

    def for_recipient(self, recipient: Ref) -> "MessageQuerySet":
        return self.filter(recipient=str(recipient))

    def on(self, channel: str) -> "MessageQuerySet":
        return self.filter(channel=channel)

    def about(self, *refs: Ref) -> "MessageQuerySet":
        wanted = Q(pk__in=())
        for ref in refs:
            wanted |= Q(about_kind=ref.kind, about_id=ref.public_id)
        return self.filter(wanted)

    def settled(self, before: datetime) -> "MessageQuerySet":
        """Sent or failed before a moment, or in doubt since before it."""
        in_doubt = Q(state=Message.State.IN_DOUBT, claimed_at__lt=before)
        return self.filter(Q(sent_at__lt=before) | Q(failed_at__lt=before) | in_doubt)


class Message(models.Model):
    """One message to one address. `dedupe_key` makes sure that the same thing is said once.

    `recipient` is whom it is for, where we know them: an address may be shared, and may change. `claimed_at` is when a
    worker took it to send it: written before it is sent, so that what a dying worker had in hand is known.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("Email")
        TEXT = "text", _("Text message")
        LETTER = "letter", _("Letter")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Failed")
        IN_DOUBT = "in_doubt", _("In doubt")

    class Failure(models.TextChoices):
        """Why a message failed or is in doubt, in words that name nobody."""

        BAD_ADDRESS = "bad_address", _("This is not an address that mail can be sent to.")
        REFUSED = "refused", _("The mail server of the recipient refused it.")
        UNREACHABLE = "unreachable", _("Our mail server could not be reached. We tried for a day.")
        NOT_SIGNED_IN = "not_signed_in", _("Our mail server did not accept our user name and password.")
        NO_TEXT_SERVICE = "no_text_service", _("This site has no service that sends text messages.")
        STOPPED = "stopped", _("Our server stopped just as it was being sent, so we cannot tell whether it left.")
        UNCONFIRMED = "unconfirmed", _("It was handed over, and the line broke before it was confirmed.")
        OTHER = "other", _("It could not be sent, for a reason that is in the server's log.")

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.EMAIL)
    address = models.CharField(max_length=500, help_text="An email address, a telephone number, or lines of a letter.")
    language = models.CharField(max_length=2, choices=Language)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    private_links = models.JSONField(
        default=list, blank=True, help_text="Whose links are made as it leaves, in the order of their marks."
    )
    recipient = models.CharField(max_length=60, blank=True, help_text="As contributor:7k3m9qx2pd; empty: unknown.")
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.CharField(max_length=40, blank=True)
    stop_url = models.TextField(blank=True, help_text="Where one press stops the next of its kind, without signing in.")
    dedupe_key = models.CharField(max_length=120, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    parts = models.PositiveSmallIntegerField(default=0, help_text="Of a text message that was sent: how many it cost.")
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.CharField(max_length=20, choices=Failure, blank=True)
    queued_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    batch = models.CharField(max_length=10, blank=True, help_text="Letters that are printed together share it.")
    batched_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[MessageQuerySet] = MessageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (
            models.Index(fields=("next_attempt_at",), condition=Q(state="waiting"), name="message_waiting_by_time"),
            models.Index(fields=("claimed_at",), condition=Q(state="sending"), name="message_sending_since"),
            models.Index(fields=("state", "-queued_at"), name="message_state_newest"),
            models.Index(fields=("about_kind", "about_id"), name="message_about"),
            models.Index(fields=("recipient",), condition=~Q(recipient=""), name="message_recipient"),
        )
        constraints = (
            models.CheckConstraint(
                name="sent_message_has_its_moment",
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent") & Q(sent_at__isnull=True),
            ),
            models.CheckConstraint(
                name="claimed_message_has_its_moment",
                condition=Q(state__in=("sending", "in_doubt"), claimed_at__isnull=False)
                | ~Q(state__in=("sending", "in_doubt")) & Q(claimed_at__isnull=True),
            ),
            models.CheckConstraint(name="message_in_doubt_says_why", condition=~Q(state="in_doubt") | ~Q(failure="")),
            models.CheckConstraint(
                name="batch_has_its_moment",
                condition=Q(batch="", batched_at__isnull=True) | ~Q(batch="") & Q(batched_at__isnull=False),
            ),
            models.CheckConstraint(
                name="failed_message_says_why_and_when",
                condition=Q(state="failed", failed_at__isnull=False) & ~Q(failure="")
                | ~Q(state="failed") & Q(failed_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.channel} {self.public_id}"

    @property
    def about(self) -> Ref | None:
        return Ref(self.about_kind, self.about_id) if self.about_kind else None

    @property
    def failure_words(self) -> str | Promise:
        return self.Failure(self.failure).label if self.failure else ""
