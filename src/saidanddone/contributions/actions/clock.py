"""Stop an addressee's clock for a reason that everyone can read, and set it going again."""

from datetime import datetime

from django.db import transaction

from saidanddone.contributions import deadlines, recording, tallies
from saidanddone.contributions.models import Addressee, ClockPause, Contribution
from saidanddone.contributions.permissions import check_pause_clock, check_resume_clock
from saidanddone.core.clock import local_date
from saidanddone.core.text import clean_text
from saidanddone.core.viewer import Viewer


def pause_clock(*, by: Viewer, at: datetime, addressee: Addressee, reason: str) -> ClockPause:
    """Until it is set going again it cannot become late; the reason stands on the page."""
    reason = clean_text(reason)
    with transaction.atomic():
        addressee = _locked(addressee)
        check_pause_clock(by=by, addressee=addressee, reason=reason, on=local_date(at))
        with tallies.kept([addressee.contribution_id]):
            facts = {"reason": reason, "paused_by_id": by.person_id, "paused_at": at}
            pause = ClockPause.objects.create(addressee=addressee, **facts)
            Addressee.objects.filter(pk=addressee.pk).update(paused_at=at)
        recording.append_about(
            addressee.contribution,
            "clock-paused",
            by=by,
            at=at,
            fields={"organisation": addressee.organisation.slug},
            private={"reason": reason},
        )
    return pause


def resume_clock(*, by: Viewer, at: datetime, addressee: Addressee) -> Addressee:
    """The due date moves by the working days in which the clock stood still."""
    with transaction.atomic():
        addressee = _locked(addressee)
        check_resume_clock(by=by, addressee=addressee)
        with tallies.kept([addressee.contribution_id]):
            deadlines.stop_pause(addressee, at=at)
            addressee.save()
        recording.append_about(
            addressee.contribution,
            "clock-resumed",
            by=by,
            at=at,
            fields={
                "organisation": addressee.organisation.slug,
                "due_date": addressee.due_date.isoformat() if addressee.due_date else None,
            },
        )
    return addressee


def _locked(addressee: Addressee) -> Addressee:
    """The addressee as it stands now, with its contribution's row locked."""
    Contribution.objects.select_for_update(of=("self",)).get(pk=addressee.contribution_id)
    return Addressee.objects.select_related("contribution", "organisation").get(pk=addressee.pk)
