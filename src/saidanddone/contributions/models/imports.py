"""What was brought in from files, so that a run that was broken off can go on."""

from django.db import models

from saidanddone.core.ids import new_public_id


class ImportRun(models.Model):
    """One file being brought in. Its figures add up: read = created + unchanged + rejected."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    file_name = models.CharField(max_length=200)
    file_hash = models.CharField(max_length=64)
    mapping = models.JSONField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    next_line = models.PositiveIntegerField(default=0)
    read = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="import_figures_add_up",
                condition=models.Q(read=models.F("created") + models.F("unchanged") + models.F("rejected")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.file_name} ({self.public_id})"
