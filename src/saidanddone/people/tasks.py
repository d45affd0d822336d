"""Once a day: what has closed is deleted, so that nothing of anybody is kept for no reason."""

from datetime import datetime
from importlib import import_module

from django.conf import settings
from django.core.management import call_command

from saidanddone.core.viewer import SITE
from saidanddone.people import actions

TASK_RESULT_DAYS = 14
"""How long it is kept what became of a task, for whoever looks into a failure."""


def delete_closed_links(*, at: datetime) -> None:
    actions.delete_closed_links(by=SITE, at=at)


def delete_past_invitations(*, at: datetime) -> None:
    actions.delete_past_invitations(by=SITE, at=at)


def clear_sessions(*, at: datetime) -> None:
    """Sessions that have run out hold unsent words and addresses. Django reads its own clock here."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def prune_task_results(*, at: datetime) -> None:
    """The queue keeps a row for each message and chart; by its own clock too."""
    call_command("prune_db_task_results", queue_name="*", min_age_days=TASK_RESULT_DAYS, verbosity=0)
