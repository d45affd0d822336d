"""What several checks ask: whose it is, who holds a permission, whether everyone can see it."""

from saidanddone.contributions.models import Contribution
from saidanddone.core.viewer import Viewer
from saidanddone.people.roles import Permission

LONGEST_TEXT = 5000
LONGEST_WORDS = 2000
LONGEST_OPENING = 200
FOR_OTHERS = frozenset({Contribution.Channel.PAPER, Contribution.Channel.CONVERSATION})
"""Channels by which a connector brings in what somebody else said."""


def holds_anywhere(by: Viewer, permission: Permission) -> bool:
    """Whether the permission is held on the site or in any organisation."""
    return by.acts_for_site or any(held == permission for held, _organisation in by.permissions)


def may_enter_for_others(*, by: Viewer) -> bool:
    """Whether somebody may bring in what others said: for any organisation."""
    return holds_anywhere(by, Permission.ENTER_FOR_OTHERS)


def is_own(by: Viewer, contribution: Contribution) -> bool:
    """Whether the viewer is the contributor, by account or by return link."""
    return contribution.contributor_id in by.contributor_ids


def is_public(contribution: Contribution) -> bool:
    return contribution.is_public
