"""Jobs that come round: the charts of organisations' pages are drawn when their figures have changed."""

from datetime import datetime

from django.conf import settings
from django.utils import translation

from saidanddone.core import clock
from saidanddone.ui.charts import want
from saidanddone.web.charts import answer_days
from saidanddone.web.queries.organisations import organisation_rows


def draw_charts(*, at: datetime) -> None:
    """Want the chart of each organisation in each language; what is drawn already is left alone."""
    for keeping in organisation_rows(clock.local_date(at)):
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                chart = answer_days(keeping)
                if chart:
                    want(chart)
