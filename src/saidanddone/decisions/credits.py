"""The ten civic roles in which somebody is credited, and the CRediT role that each becomes in an export.

CRediT (ANSI/NISO Z39.104-2022) names the work behind research. It has no words for living through something, or for
carrying it out, so two civic roles share the nearest.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CivicRole(models.TextChoices):
    RAISED = "raised", _("Raised the issue")
    LIVED = "lived", _("Shared lived experience")
    OFFERED = "offered", _("Offered an idea")
    CHALLENGED = "challenged", _("Challenged or improved it")
    GATHERED = "gathered", _("Gathered evidence")
    INTERPRETED = "interpreted", _("Interpreted what was heard")
    HOSTED = "hosted", _("Hosted the conversation")
    DESIGNED = "designed", _("Designed what came of it")
    DELIVERED = "delivered", _("Delivered it")
    DECIDED = "decided", _("Decided")


CREDIT = "https://credit.niso.org/contributor-roles/"
CREDIT_OF: dict[str, str] = {
    CivicRole.RAISED: "conceptualization",
    CivicRole.LIVED: "resources",
    CivicRole.OFFERED: "conceptualization",
    CivicRole.CHALLENGED: "validation",
    CivicRole.GATHERED: "investigation",
    CivicRole.INTERPRETED: "formal-analysis",
    CivicRole.HOSTED: "project-administration",
    CivicRole.DESIGNED: "methodology",
    CivicRole.DELIVERED: "resources",
    CivicRole.DECIDED: "supervision",
}
"""Civic role → the last part of its address at CRediT."""


def credit_address(role: str) -> str:
    """Where CRediT says what the role is."""
    return f"{CREDIT}{CREDIT_OF[role]}/"
