"""“Stop asking me”, in every message of a survey: a signed link that works without signing in, for one person.

It names the sample case, and of a panel the member, as the case forgets on its day who it was.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from saidanddone.surveys.models import PanelMember, SampleCase

_SALT = "saidanddone.surveys.stopping"


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a message asked; either is none once it is gone."""

    case: SampleCase | None
    member: PanelMember | None


def token_for(case: SampleCase) -> str:
    member = case.member.public_id if case.member else ""
    return signing.dumps([case.public_id, member], salt=_SALT)


def address(case: SampleCase, language: str) -> str:
    with translation.override(language):
        return settings.SITE_URL + reverse("stop_asking", args=[token_for(case)])


def read(token: str) -> Asked | None:
    """None if it is none of ours, or leads to nobody any more."""
    try:
        case, member = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    cases = SampleCase.objects.select_related("wave__survey__organisation")
    members = PanelMember.objects.select_related("organisation")
    found = Asked(
        case=cases.filter(public_id=case, wave__identity_deleted_at__isnull=True).first(),
        member=members.filter(public_id=member).first() if member else None,
    )
    return found if found.case or found.member else None
