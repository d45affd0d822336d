"""What comes round by itself: sealed originals are deleted on the day that was promised."""

from datetime import datetime

from saidanddone.core.viewer import SITE
from saidanddone.moderation import actions


def delete_sealed_originals(*, at: datetime) -> None:
    actions.delete_sealed_originals(by=SITE, at=at)
