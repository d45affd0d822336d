"""By which ways people come to answer a wave, as its plan names them."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from saidanddone.surveys.models import Wave


class WayIn(models.TextChoices):
    """What a wave's `modes` may hold."""

    LINK = "link", _("An open link")
    CODE = "code", _("A code for each person who was drawn")
    PANEL = "panel", _("An invitation to the panel")
    KIOSK = "kiosk", _("A kiosk")
    PAPER = "paper", _("Paper")
    FILE = "file", _("A file of answers that were given elsewhere")


def addresses(wave: Wave) -> list[tuple[str, str, str]]:
    """Where people answer a round that is open, in full, for posters and letters: the way, its words, the address."""
    paths = {
        WayIn.LINK: reverse("answer_wave", args=[wave.link_key or wave.public_id]),
        WayIn.CODE: reverse("answer"),
        WayIn.KIOSK: reverse("answer_kiosk", args=[wave.public_id]),
    }
    return [
        (way.value, str(way.label), f"{settings.SITE_URL}{path}") for way, path in paths.items() if way in wave.modes
    ]


def for_everyone(wave: Wave) -> str:
    """The page on which a reader of the survey can answer an open round, if anybody can or has a code."""
    if WayIn.LINK in wave.modes:
        return reverse("answer_wave", args=[wave.public_id])
    return reverse("answer") if WayIn.CODE in wave.modes else ""
