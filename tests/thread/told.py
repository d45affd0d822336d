"""Lets time go on until what is due has been told, and reads what was written."""

from datetime import timedelta

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import SITE
from saidanddone.messaging.models import Message
from saidanddone.thread import actions
from saidanddone.thread.planning import GRACE


def tell(at):
    """As the worker does a few minutes later: supporters of every answer so far, then whoever is due."""
    from saidanddone.contributions.models import Answer, Contribution

    for answer in Answer.objects.filter(hidden_at=None):
        family = Contribution.objects.family(answer.contribution_id).values_list("pk", flat=True)
        actions.tell_supporters(
            by=SITE,
            at=answer.answered_at,
            what="answered",
            about=Ref("answer", answer.public_id),
            contribution_ids=list(family),
        )
    actions.send_due(by=SITE, at=at + GRACE + timedelta(minutes=1))


def told_to():
    return sorted(Message.objects.filter(dedupe_key__startswith="tellings:").values_list("address", flat=True))
