"""A file that somebody sent, as a row: what its columns are, whatever it goes with."""

from django.db import models

from saidanddone.core.ids import new_public_id


def folder(kept: "KeptFile", name: str) -> str:
    """Where the server keeps it: a folder for each app."""
    return f"{kept._meta.app_label}/{name}"


class KeptFile(models.Model):
    """An image, made anew, or a PDF (`contributions.files`). Stored outside the web root."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    file = models.FileField(upload_to=folder, max_length=200)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, default="", editable=False)
    description = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.description or self.public_id

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def ending(self) -> str:
        return "jpg" if self.is_image else "pdf"
