"""What comes round: the figures of every open fund, once a month."""

from datetime import datetime

from saidanddone.core.viewer import SITE
from saidanddone.funds import actions
from saidanddone.funds.models import Fund


def publish_figures(*, at: datetime) -> None:
    for fund in Fund.objects.filter(opened_at__isnull=False, closed_at=None).order_by("pk"):
        actions.publish_figures(by=SITE, at=at, fund=fund)
