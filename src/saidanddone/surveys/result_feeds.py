"""Published results as a feed: a round is a new entry when its figures are published, and when others take over."""

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.core.languages import active
from saidanddone.surveys.models import Analysis
from saidanddone.surveys.queries import results as queries
from saidanddone.ui.templatetags.words import grouped

MOST = 50


def as_atom() -> str:
    home = settings.SITE_URL + reverse("surveys")
    feed = Atom1Feed(
        title=_("What people said in surveys"),
        link=home,
        description="",
        language=active(),
        feed_url=settings.SITE_URL + reverse("surveys_atom"),
    )
    for each in queries.published_for_everyone()[:MOST]:
        survey = each.wave.survey
        link = settings.SITE_URL + reverse("survey_results", args=[survey.public_id, each.wave.public_id])
        feed.add_item(
            title=f"{survey.said('title')} · {_('Round %(number)s') % {'number': each.wave.number}}",
            link=link,
            description=escape(f"{survey.organisation.local_name}. {_people(each)}"),
            unique_id=f"{link}#{each.public_id}",
            updateddate=each.published_at,
        )
    return str(feed.writeString("utf-8"))


def _people(analysis: Analysis) -> str:
    words = ngettext("%(n)s person answered.", "%(n)s people answered.", analysis.count)
    return words % {"n": grouped(analysis.count)}
