"""Who may tell, who may look after what did not arrive, and who may say how they want to be told."""

from django.utils.translation import gettext

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Contributor
from saidanddone.people.roles import Permission
from saidanddone.thread.models import Telling


def check_make_tellings(*, by: Viewer) -> None:
    """Whoever may do what moved has been asked below; telling of it is not theirs to choose."""


def check_tell_supporters(*, by: Viewer) -> None:
    """The site's own work."""
    _check_site(by)


def check_send_due(*, by: Viewer) -> None:
    """The site's own work."""
    _check_site(by)


def check_follow(*, by: Viewer) -> None:
    """The site's own work."""
    _check_site(by)


def check_send_digests(*, by: Viewer) -> None:
    """The site's own work."""
    _check_site(by)


def _check_site(by: Viewer) -> None:
    if not by.acts_for_site:
        raise Refused(gettext("The site itself tells people what came of what they said."))


def check_mark_told(*, by: Viewer, telling: Telling) -> None:
    """The connector who has it, or an administrator, while it is with the connector or did not arrive."""
    own = by.person_id is not None and telling.contribution.entered_by_id == by.person_id
    is_handed = telling.state == Telling.State.HANDED
    if not (by.may(Permission.ADMINISTER) or (own and is_handed)):
        raise Refused(gettext("Only the connector who wrote it down, or an administrator, can say so."))
    if telling.state not in (Telling.State.HANDED, Telling.State.FAILED, Telling.State.IN_DOUBT):
        raise Refused(gettext("This has been settled already."))


def check_see_tellings(*, by: Viewer) -> None:
    """Connectors see what waits with them; administrators what did not arrive."""
    if not (by.may(Permission.ADMINISTER) or by.may_anywhere(Permission.ENTER_FOR_OTHERS)):
        raise Refused(gettext("Only connectors and administrators look after this."))


def check_set_wish(*, by: Viewer, contributor: Contributor) -> None:
    """The contributor alone."""
    if contributor.pk not in by.contributor_ids or contributor.erased_at is not None:
        raise Refused(gettext("Only whoever said it can choose how they are told."))


def check_stop_telling(*, by: Viewer, contributor: Contributor) -> None:
    """Whoever holds the signed link of a message that was sent to them; the view has read it."""
    if contributor.erased_at is not None:
        raise Refused(gettext("We send you nothing any more."))


def check_note_seen(*, by: Viewer) -> None:
    """Of one's own only: the action looks at no others."""
