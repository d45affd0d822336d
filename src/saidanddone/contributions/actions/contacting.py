"""Make sure that an address is the contributor's own before it is used."""

from datetime import datetime

from saidanddone.contributions import tellings
from saidanddone.contributions.permissions import check_send_address_code, check_send_number_code
from saidanddone.core.viewer import Viewer
from saidanddone.people.models import Contributor


def send_address_code(*, by: Viewer, at: datetime, contributor: Contributor, email: str, code: str) -> None:
    """Send a code to an address; whoever types it in can read what is sent there."""
    check_send_address_code(by=by, contributor=contributor)
    tellings.address_code(contributor, email, code, by=by, at=at)


def send_number_code(*, by: Viewer, at: datetime, contributor: Contributor, number: str, code: str) -> None:
    """As to an address, by text message to a mobile number."""
    check_send_number_code(by=by, contributor=contributor)
    tellings.number_code(contributor, number, code, by=by, at=at)
