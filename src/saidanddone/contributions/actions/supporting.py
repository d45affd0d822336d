"""Add one's voice to what somebody else said."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F

from saidanddone.contributions.models import Contribution, Support
from saidanddone.contributions.permissions import check_support, check_support_many, check_withdraw_support
from saidanddone.core.languages import active
from saidanddone.core.viewer import Viewer
from saidanddone.people import actions as people
from saidanddone.people.models import Contributor


def support(
    *,
    by: Viewer,
    at: datetime,
    contribution: Contribution,
    browser_key: str | None = None,
    wants_news: bool | None = None,
) -> Contributor | None:
    """Count one voice, once a person, and return whose it is.

    Someone unknown becomes a contributor without a name; `browser_key`, a keyed hash, keeps parallel requests one.
    Where this browser gave a voice before, None: whose it was is not for whoever sits there now. `wants_news` says
    whether they want to be told of answers, and can be said again later; None leaves it as it is.
    """
    try:
        with transaction.atomic():
            contribution = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
            check_support(by=by, contribution=contribution)
            own = contribution.supports.filter(contributor__in=by.contributor_ids).select_related("contributor").first()
            given = own or _give(by, at, contribution, None if by.contributor_ids else browser_key)
            if wants_news is not None:
                given.wants_news = wants_news
                given.save(update_fields=["wants_news"])
            return given.contributor
    except IntegrityError:
        if browser_key and contribution.supports.filter(browser_key=browser_key).exists():
            return None
        raise


def _give(by: Viewer, at: datetime, contribution: Contribution, browser_key: str | None) -> Support:
    if by.contributor_ids:
        contributor = Contributor.objects.get(pk=min(by.contributor_ids))
    else:
        contributor = people.new_contributor(by=by, at=at, language=active(), person_id=by.person_id)
    Contribution.objects.filter(pk=contribution.pk).update(support_count=F("support_count") + 1)
    return Support.objects.create(
        contribution=contribution, contributor=contributor, given_at=at, browser_key=browser_key
    )


def support_many(
    *, by: Viewer, at: datetime, contribution: Contribution, voices: Mapping[Contributor, datetime]
) -> int:
    """Count voices that were given elsewhere, each at its moment; say how many are new. A voice is counted once."""
    check_support_many(by=by, contribution=contribution)
    with transaction.atomic():
        Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
        given = set(contribution.supports.values_list("contributor", flat=True)) | {contribution.contributor_id}
        new = [
            Support(contribution=contribution, contributor=contributor, given_at=given_at)
            for contributor, given_at in voices.items()
            if contributor.pk not in given
        ]
        Support.objects.bulk_create(new)
        Contribution.objects.filter(pk=contribution.pk).update(support_count=F("support_count") + len(new))
    return len(new)


def withdraw_support(*, by: Viewer, at: datetime, contribution: Contribution) -> None:
    """Take one's voice back; nothing happens where there is none."""
    check_withdraw_support(by=by, contribution=contribution)
    with transaction.atomic():
        taken, _ = contribution.supports.filter(contributor__in=by.contributor_ids).delete()
        Contribution.objects.filter(pk=contribution.pk).update(support_count=F("support_count") - taken)
