"""Who may join a panel and leave it, and who may draw from it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Contributor, Organisation
from saidanddone.surveys.models import PanelMember, SampleCase, Wave
from saidanddone.surveys.panels import SMALLEST
from saidanddone.surveys.permissions.sampling import check_measures
from saidanddone.surveys.ways_in import WayIn


def check_join_panel(
    *, by: Viewer, organisation: Organisation, contributor: Contributor, is_offered: bool, is_reached: bool
) -> None:
    """The contributor alone, with an address, and where an organisation asks the public."""
    if contributor.pk not in by.contributor_ids or contributor.erased_at is not None:
        raise Refused(_("Only you can join for yourself."))
    if not is_offered or organisation.ended_date:
        raise Refused(_("This organisation has no panel."))
    if not is_reached:
        raise Refused(_("Give us an email address first, so that we can invite you."))


def check_leave_panel(*, by: Viewer, member: PanelMember) -> None:
    """The contributor alone; or the site, when they are erased."""
    if not by.acts_for_site and member.contributor_id not in by.contributor_ids:
        raise Refused(_("Only you can leave for yourself."))


def check_forget_member(*, by: Viewer) -> None:
    """The site's own work, as somebody is erased."""
    if not by.acts_for_site:
        raise Refused(_("Only you can leave for yourself."))


def check_stop_asking(*, by: Viewer, case: SampleCase | None, member: PanelMember | None) -> None:
    """Whoever holds the signed link of a message that was sent to them; the view has read it."""
    if case is None and member is None:
        raise Refused(_("We send you nothing any more."))


def check_draws_panel(*, by: Viewer, wave: Wave) -> None:
    """Whoever measures, while the round is planned or open, once."""
    check_measures(by=by, wave=wave)
    if WayIn.PANEL not in wave.modes:
        raise Refused(_("This round does not ask the panel. Change its plan first."))
    if wave.state not in {Wave.State.PLANNED, Wave.State.OPEN} or wave.identity_deleted_at:
        raise Refused(_("The panel is drawn while a round is planned or open."))
    if wave.sample.filter(from_panel=True).exists():
        raise Refused(_("The panel was drawn for this round. Who joins later is asked in a later one."))


def check_draw_panel(
    *, by: Viewer, wave: Wave, members: Sequence[PanelMember], wanted: int | None, at: datetime
) -> None:
    """As above; and of enough members that nobody stands out."""
    check_draws_panel(by=by, wave=wave)
    if wanted is not None and wanted < SMALLEST:
        raise Refused(_("Ask at least %(number)s people, so that nobody stands out.") % {"number": SMALLEST})
    if len(members) < SMALLEST:
        raise Refused(
            _("Fewer than %(number)s members can be asked now. Wait until more have joined.") % {"number": SMALLEST}
        )
