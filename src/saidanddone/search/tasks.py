"""After somebody was erased, and once a day: the index keeps nothing of what was removed from it."""

from datetime import datetime

from django_tasks import task

from saidanddone.search import index


@task
def purge() -> None:
    index.purge()


def purge_daily(*, at: datetime) -> None:
    index.purge()
