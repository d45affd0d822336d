"""Take back what one said, and erase everything that is held of oneself."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from saidanddone.contributions import keeping, publishing, signals
from saidanddone.contributions.models import Attachment, Contribution, Support, Translation, Verdict, Version
from saidanddone.contributions.permissions import check_erase_contributor, check_withdraw
from saidanddone.core import jobs
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.moderation import actions as moderation
from saidanddone.people import actions as people
from saidanddone.people.models import Contributor
from saidanddone.record import actions as record


def withdraw(*, by: Viewer, at: datetime, contribution: Contribution) -> Contribution:
    """Take it back: it leaves every surface at once, for good. Only the contributor still finds it."""
    with transaction.atomic():
        moderation.drop(by=by, about=contribution.ref, at=at)
        contribution = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
        check_withdraw(by=by, contribution=contribution)
        publishing.take_down(contribution, Contribution.State.WITHDRAWN, at=at)
        publishing.withdraw_from_public(contribution, by=by, at=at)
        record.forget(by=by, about=contribution.ref, at=at)
        messaging.forget(by=by, at=at, abouts=[contribution.ref])
    return contribution


def erase_contributor(*, by: Viewer, at: datetime, contributor: Contributor) -> None:
    """Delete all that is held of somebody: words, names, files, links, address, voices. It cannot be undone.

    What others said and answered stays, and so does every proof in the record; nothing opens the words any more.
    """
    with transaction.atomic():
        abouts = _everything_by(contributor)
        moderation.forget(by=by, abouts=abouts, at=at)
        messaging.forget(by=by, at=at, abouts=abouts)
        said = Contribution.objects.filter(contributor=contributor).order_by("pk")
        rows = list(said.select_for_update(of=("self",)))
        contributor = Contributor.objects.select_for_update().get(pk=contributor.pk)
        check_erase_contributor(by=by, contributor=contributor)
        for contribution in rows:
            if contribution.state != Contribution.State.WITHDRAWN:
                publishing.take_down(contribution, Contribution.State.WITHDRAWN, at=at)
                publishing.withdraw_from_public(contribution, by=by, at=at)
        for about in abouts:
            record.forget(by=by, about=about, at=at)
        _blank(rows)
        _take_voices_back(contributor)
        Verdict.objects.filter(contributor=contributor).update(words="")
        people.erase_contributor(by=by, contributor=contributor, at=at)
        signals.forgotten.send(sender=Contributor, contributor_id=contributor.pk)
        jobs.queue("saidanddone.search.tasks.purge")


def _everything_by(contributor: Contributor) -> list[Ref]:
    said = Contribution.objects.filter(contributor=contributor).values_list("public_id", flat=True)
    judged = Verdict.objects.filter(contributor=contributor).values_list("public_id", flat=True)
    return [Ref("contribution", each) for each in said] + [Ref("verdict", each) for each in judged]


def _blank(contributions: Iterable[Contribution]) -> None:
    """The rows stay, empty, for what others hung on them; `import_key` too, so that no file brings the words back."""
    rows = Contribution.objects.filter(pk__in=[each.pk for each in contributions])
    rows.update(
        text="",
        credit=Contribution.Credit.UNCREDITED,
        credit_name="",
        latitude=None,
        longitude=None,
        source_kind="",
        source_id="",
        may_be_quoted=False,
        may_be_contacted=False,
        submission_key=None,
    )
    Version.objects.filter(contribution__in=rows).delete()
    Translation.objects.filter(contribution__in=rows).delete()
    for attachment in Attachment.objects.filter(contribution__in=rows):
        keeping.delete(attachment)


def _take_voices_back(contributor: Contributor) -> None:
    supports = Support.objects.filter(contributor=contributor)
    given = list(supports.order_by("contribution").values_list("contribution", flat=True))
    supports.delete()
    for pk in given:
        Contribution.objects.filter(pk=pk).update(support_count=F("support_count") - 1)
