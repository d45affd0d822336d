"""Who works with whom, as it was last worked out."""

from django.db import models


class NetworkPicture(models.Model):
    """Figures, bridges, single points and places of a day: made of what is public, and kept until the next."""

    on_date = models.DateField(unique=True)
    made_at = models.DateTimeField()
    data = models.JSONField()

    def __str__(self) -> str:
        return f"network on {self.on_date}"
