"""What goes on in the background: telling whoever is due, and everybody who added their voice."""

from datetime import datetime

from django_tasks import task

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import SITE
from saidanddone.thread import actions


@task
def tell_supporters(what: str, about: str, contribution_ids: list[int], moved_at: str) -> None:
    """Run twice, it tells nobody twice."""
    actions.tell_supporters(
        by=SITE,
        at=datetime.fromisoformat(moved_at),
        what=what,
        about=Ref.parse(about),
        contribution_ids=contribution_ids,
    )


def tell(*, at: datetime) -> None:
    """Every minute: what became of the messages on their way, then what is due now."""
    actions.follow(by=SITE, at=at)
    actions.send_due(by=SITE, at=at)


def send_digests(*, at: datetime) -> None:
    """Every hour: from Monday morning, whoever wants the week by email and has not had it."""
    actions.send_digests(by=SITE, at=at)
