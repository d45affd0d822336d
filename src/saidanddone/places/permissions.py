"""Who may change places and their profiles, and when."""

from django.utils.translation import gettext as _

from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer
from saidanddone.places.models import Place

ADMINISTER = "administer"
IMPORT = "import"
"""The values of `people.roles.Permission`, which stands above places."""


def check_add_place(*, by: Viewer) -> None:
    """Administrators: everything else hangs on the places."""
    if not by.may(ADMINISTER):
        raise Refused(_("Only administrators can change places."))


def check_edit_place(*, by: Viewer, place: Place, parent: Place | None) -> None:
    """Administrators; and a place never nests in itself."""
    check_add_place(by=by)
    if parent is not None and parent.path.startswith(place.path):
        raise Refused(_("A place cannot lie in itself, or in a place that lies in it."))


def check_set_figure(*, by: Viewer) -> None:
    check_add_place(by=by)


def check_remove_figure(*, by: Viewer) -> None:
    check_add_place(by=by)


def check_import_places(*, by: Viewer) -> None:
    """Whoever may bring in files for the whole site: an organisation's steward may not redraw the map."""
    if not by.may(IMPORT):
        raise Refused(_("Only administrators can bring in places and profiles from files."))


def check_import_profile(*, by: Viewer) -> None:
    check_import_places(by=by)
