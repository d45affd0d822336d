"""Open a page of one's credits to everyone, and close it again: the contributor's own choice."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from saidanddone.contributions.models import Contribution
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Contributor
from saidanddone.thread.models import CreditsPage
from saidanddone.thread.permissions.credits import check_close_credits, check_open_credits


@transaction.atomic
def open_credits(*, by: Viewer, at: datetime, contributor: Contributor, credit_name: str) -> CreditsPage:
    """With what stands under one of their names. Opened anew with another name, it has another address."""
    check_open_credits(by=by, contributor=contributor, credit_name=credit_name)
    kept = CreditsPage.objects.filter(contributor=contributor, credit_name=credit_name).first()
    if kept:
        return kept
    CreditsPage.objects.filter(contributor=contributor).delete()
    return CreditsPage.objects.create(contributor=contributor, credit_name=credit_name, opened_at=at)


def close_credits(*, by: Viewer, at: datetime, page: CreditsPage) -> None:
    check_close_credits(by=by, page=page)
    page.delete()


def follow_names(*, by: Viewer, at: datetime, contribution_ids: Collection[int]) -> int:
    """A page whose name stands under nothing that they said any more goes: the earlier name is kept nowhere."""
    standing = Contribution.objects.filter(contributor=OuterRef("contributor"), credit_name=OuterRef("credit_name"))
    standing = standing.exclude(state=Contribution.State.WITHDRAWN)
    said_by = Contribution.objects.filter(pk__in=contribution_ids).values("contributor")
    return CreditsPage.objects.filter(~Exists(standing), contributor__in=said_by).delete()[0]
