"""By which ways people come to answer a wave, as its plan names them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WayIn(models.TextChoices):
    """What a wave's `modes` may hold."""

    LINK = "link", _("An open link")
    CODE = "code", _("A code for each person who was drawn")
    PANEL = "panel", _("An invitation to the panel")
    KIOSK = "kiosk", _("A kiosk")
    PAPER = "paper", _("Paper")
    FILE = "file", _("A file of answers that were given elsewhere")
