"""What need not hold up whoever answers: telling everybody who added their voice."""

from django_tasks import task

from saidanddone.contributions import tellings
from saidanddone.contributions.models import Answer, Contribution, Support
from saidanddone.core import clock
from saidanddone.core.viewer import SITE


@task
def tell_supporters(answer: str) -> None:
    """Those of what was answered and of what was linked to it. Run twice, it tells nobody twice."""
    found = Answer.objects.filter(public_id=answer, hidden_at__isnull=True).select_related(
        "contribution", "organisation", "passed_to"
    )
    for each in found:
        family = Contribution.objects.public().family(each.contribution_id)
        supports = Support.objects.filter(contribution__in=family, wants_news=True)
        rows = supports.select_related("contribution", "contributor__person").order_by("pk")
        for support in rows.iterator(chunk_size=500):
            tellings.supported_answered(support, each, by=SITE, at=clock.now())
