"""The six grounds of trust, in their order, each with the question that people ask."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Determinant(models.TextChoices):
    ABILITY = "ability", _("Ability")
    UNDERSTANDING = "understanding", _("Understanding")
    FAIRNESS = "fairness", _("Fairness")
    OPENNESS = "openness", _("Openness")
    INTEGRITY = "integrity", _("Integrity")
    CONSISTENCY = "consistency", _("Consistency")

    @property
    def question(self) -> str | Promise:
        return QUESTIONS[self]


QUESTIONS: dict[str, str | Promise] = {
    "ability": _("Can they do what they are there for?"),
    "understanding": _("Do they understand what people tell them?"),
    "fairness": _("Do they treat everyone alike, and care for those whom it touches?"),
    "openness": _("Do they say what they do and why, and let others have a say?"),
    "integrity": _("Are they honest, also when something went wrong?"),
    "consistency": _("Do they do what they said, every time and everywhere?"),
}
