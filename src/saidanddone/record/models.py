"""Logs, their entries, the tree's hashes, signed checkpoints, witnesses, and the openings that lie outside the log."""

import json
from functools import reduce
from operator import or_
from typing import Any

from django.db import connection, models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from saidanddone.core.refs import Ref
from saidanddone.record import kinds, tiles
from saidanddone.record.notes import Note, Signature, VerifierKey


class LogQuerySet(models.QuerySet["Log"]):
    def newest(self) -> "Log | None":
        return self.order_by("-number").first()

    def is_standing(self) -> bool:
        """Whether the newest log goes on. Asked in every write that publishes, so without building a model."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT contradiction FROM record_log ORDER BY number DESC LIMIT 1")
            row = cursor.fetchone()
        return row is None or not row[0]


class Log(models.Model):
    """One append-only log. A second one begins only if the first can no longer be continued, and names it."""

    class Contradiction(models.TextChoices):
        BEHIND = "behind", _("The database holds fewer entries than were already signed: an older backup was restored.")
        DIFFERENT = "different", _("The entries are not those that were already signed.")
        OTHER_LOG = "other_log", _("A newer log was begun than the database knows: an older backup was restored.")
        KEY = "key", _("The signing key is not the one that this log was begun with.")
        FORGOTTEN = "forgotten", _("The file that remembers the last signed checkpoint is missing.")

    number = models.PositiveIntegerField(unique=True)
    origin = models.CharField(max_length=200, unique=True)
    verifier_key = models.CharField(max_length=400)
    started_at = models.DateTimeField()
    size = models.PositiveBigIntegerField(default=0, help_text="Entries that have their position.")
    follows = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    contradiction = models.CharField(max_length=10, choices=Contradiction, blank=True)
    contradicted_at = models.DateTimeField(null=True, blank=True)

    objects = LogQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="log_contradiction_has_its_moment",
                condition=Q(contradiction="", contradicted_at__isnull=True)
                | Q(~Q(contradiction=""), contradicted_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.origin

    @property
    def is_standing(self) -> bool:
        """Whether it goes on: nothing that was signed contradicts what the database holds."""
        return not self.contradiction

    @cached_property
    def key(self) -> VerifierKey:
        return VerifierKey.parse(self.verifier_key)


class EntryQuerySet(models.QuerySet["Entry"]):
    def waiting(self) -> "EntryQuerySet":
        """Not yet given a position."""
        return self.filter(position__isnull=True)

    def signed(self, checkpoint: "Checkpoint") -> "EntryQuerySet":
        """Under this checkpoint."""
        return self.filter(log_id=checkpoint.log_id, position__lt=checkpoint.size)

    def about(self, *refs: Ref) -> "EntryQuerySet":
        """Of any of these things."""
        ids: dict[str, list[str]] = {}
        for ref in refs:
            ids.setdefault(ref.kind, []).append(ref.public_id)
        of_kinds = [Q(about_kind=kind, about_id__in=public_ids) for kind, public_ids in ids.items()]
        return self.filter(reduce(or_, of_kinds)) if of_kinds else self.none()

    def under(self, tile: tiles.Tile) -> "EntryQuerySet":
        """Of one bundle, in order."""
        start = tile.index * tiles.WIDTH
        return self.filter(position__gte=start, position__lt=start + tile.width).order_by("position")


class Entry(models.Model):
    """Something published, as it was when it was. Positioned once by the sequencer; never changed, never deleted.

    Triggers in the database hold this (`triggers.py`). It points to nothing: `about` is a ref, not a foreign key.
    """

    kind = models.CharField(max_length=40)
    about_kind = models.CharField(max_length=40)
    about_id = models.CharField(max_length=40)
    at = models.DateTimeField()
    content = models.BinaryField(help_text="Canonical JSON: what is hashed, kept and published.")
    leaf_hash = models.BinaryField(max_length=32)
    log = models.ForeignKey(Log, models.PROTECT, null=True, blank=True, related_name="entries")
    position = models.PositiveBigIntegerField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("log", "position"), name="entry_position_once"),
            models.CheckConstraint(
                name="entry_has_log_and_position_or_neither",
                condition=Q(log__isnull=True, position__isnull=True) | Q(log__isnull=False, position__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=("id",), condition=Q(position__isnull=True), name="entry_waiting"),
            models.Index(fields=("about_kind", "about_id"), name="entry_about"),
            models.Index(fields=("log", "at", "position"), name="entry_by_moment"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"

    @property
    def about(self) -> Ref:
        return Ref(self.about_kind, self.about_id)

    @property
    def sentence(self) -> str:
        return kinds.sentence(self.kind)

    @property
    def text(self) -> str:
        return bytes(self.content).decode()

    @cached_property
    def facts(self) -> dict[str, Any]:
        """The public fields."""
        return dict(json.loads(bytes(self.content))["fields"])

    @cached_property
    def commitments(self) -> dict[str, str]:
        """What entered only as a commitment: name and hex digest."""
        return dict(json.loads(bytes(self.content)).get("private", {}))


class Opening(models.Model):
    """The salt that opens one commitment of an entry. It lies outside the log, so that it can be deleted."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="openings")
    field = models.CharField(max_length=60)
    salt = models.BinaryField(max_length=32)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("entry", "field"), name="opening_once"),)

    def __str__(self) -> str:
        return f"{self.field} of entry {self.entry_id}"


class Tile(models.Model):
    """Up to 256 neighbouring hashes of every eighth level of the tree; everything else is worked out from them."""

    log = models.ForeignKey(Log, models.PROTECT, related_name="tiles")
    level = models.PositiveSmallIntegerField()
    index = models.PositiveBigIntegerField()
    hashes = models.BinaryField(max_length=8192)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("log", "level", "index"), name="tile_once"),)

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class CheckpointQuerySet(models.QuerySet["Checkpoint"]):
    def newest(self) -> "Checkpoint | None":
        return self.order_by("-log_id", "-size").select_related("log").first()

    def covering(self, entry: Entry) -> "CheckpointQuerySet":
        return self.filter(log=entry.log, size__gt=entry.position)

    def witnessed(self) -> "CheckpointQuerySet":
        return self.filter(models.Exists(Cosignature.objects.filter(checkpoint=models.OuterRef("pk"))))


class Checkpoint(models.Model):
    """The log's signed statement of its size and root."""

    log = models.ForeignKey(Log, models.PROTECT, related_name="checkpoints")
    size = models.PositiveBigIntegerField()
    root = models.BinaryField(max_length=32)
    note = models.TextField(help_text="The signed note, without cosignatures.")
    signed_at = models.DateTimeField()

    objects = CheckpointQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("log", "size"), name="checkpoint_once"),)

    def __str__(self) -> str:
        return f"{self.log_id} at {self.size}"

    @cached_property
    def signed_note(self) -> Note:
        """With the cosignatures that witnesses have given."""
        cosignatures = self.cosignatures.order_by("cosigned_at", "pk").values_list("line", flat=True)
        return Note.parse(self.note).signed(*[Signature.parse(line.rstrip("\n")) for line in cosignatures])


class WitnessQuerySet(models.QuerySet["Witness"]):
    def active(self) -> "WitnessQuerySet":
        return self.filter(retired_at__isnull=True)


class Witness(models.Model):
    """A partner that looks at checkpoints and cosigns those that continue what it saw before."""

    name = models.CharField(max_length=200, unique=True)
    verifier_key = models.CharField(max_length=400, unique=True)
    registered_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = WitnessQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    @cached_property
    def key(self) -> VerifierKey:
        return VerifierKey.parse(self.verifier_key)


class Cosignature(models.Model):
    """What a witness put its name to."""

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="cosignatures")
    witness = models.ForeignKey(Witness, models.PROTECT, related_name="cosignatures")
    line = models.CharField(max_length=500)
    cosigned_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("checkpoint", "witness"), name="cosignature_once"),)

    def __str__(self) -> str:
        return f"{self.witness} on {self.checkpoint_id}"


def origin_of(base: str, number: int) -> str:
    """Each log has an origin of its own, as no checkpoint of one may ever contradict another of the same origin."""
    return base if number == 1 else f"{base}/logs/{number}"
