"""Whose credits may be open to everyone."""

from django.utils.translation import gettext

from saidanddone.contributions.models import Contribution
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Contributor
from saidanddone.thread.models import CreditsPage


def check_open_credits(*, by: Viewer, contributor: Contributor, credit_name: str) -> None:
    """One's own, under a name under which one spoke in public."""
    if contributor.pk not in by.contributor_ids:
        raise Refused(gettext("Only you can open a page of what you gave."))
    theirs = Contribution.objects.public().filter(contributor=contributor, credit_name=credit_name)
    if not credit_name or not theirs.exists():
        raise Refused(gettext("Choose a name under which you spoke."))


def check_close_credits(*, by: Viewer, page: CreditsPage) -> None:
    """One's own."""
    if page.contributor_id not in by.contributor_ids:
        raise Refused(gettext("Only you can close this page."))
