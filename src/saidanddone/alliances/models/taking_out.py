"""What a moderator took out of a deal. The text itself stays as it was signed, so that its digest still names it."""

from django.db import models

from saidanddone.alliances.models.deals import DealVersion


class TakenOut(models.Model):
    """Words that stand in the place of those of a version, on every page and in every file, for partners too."""

    version = models.ForeignKey(DealVersion, models.CASCADE, related_name="taken_out")
    part = models.CharField(max_length=60, help_text="Which words of the text: see `texts.parts_of`.")
    words = models.TextField(max_length=3000)
    taken_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "taken out"
        constraints = (models.UniqueConstraint(fields=("version", "part"), name="words_of_a_version_taken_out_once"),)

    def __str__(self) -> str:
        return f"{self.part} of {self.version}"
