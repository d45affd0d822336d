"""What those are sent who are asked in a relationship check: the invitation, and the one reminder."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from saidanddone.alliances.models import Check, Rater
from saidanddone.messaging.drafts import Draft
from saidanddone.messaging.wording import Words, write
from saidanddone.ui.templatetags.words import written

TEMPLATE = "alliances/messages/asked.txt"


def drafts(check: Check, *, reminder: bool) -> Iterator[Draft]:
    """To everybody who is asked, whether they have answered or not: nobody learns who has."""
    people = Rater.objects.filter(check_of=check, person__is_active=True).select_related(
        "person", "party__organisation"
    )
    for each in people.order_by("pk"):
        words = _words(check, each, reminder=reminder)
        yield Draft(
            address=each.person.email,
            language=each.person.language,
            subject=words.subject,
            body=words.body,
            about=check.ref,
            recipient=each.person.ref,
            dedupe_key=f"{check.ref}:{each.pk}:{'again' if reminder else 'asked'}",
        )


def _words(check: Check, rater: Rater, *, reminder: bool) -> Words:
    language = rater.person.language
    with translation.override(language):
        return write(
            TEMPLATE,
            language,
            alliance=check.alliance.said("title"),
            party=rater.party.organisation.local_name,
            closes=written(check.closes_date),
            address=settings.SITE_URL + reverse("take_check", args=[check.public_id]),
            reminder=reminder,
        )
