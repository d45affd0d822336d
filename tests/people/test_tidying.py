"""Once a day what has closed is deleted, and what is open stays."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from saidanddone.core import schedule
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import SITE, STRANGER
from saidanddone.messaging.tasks import deliver
from saidanddone.people import actions, tasks
from saidanddone.people.models import Invitation, ReturnLink
from tests.people.factories import ContributorFactory

pytestmark = pytest.mark.django_db
JOBS = ("delete_closed_links", "delete_past_invitations", "clear_sessions", "prune_task_results")


@pytest.mark.parametrize("job", JOBS)
def test_each_job_comes_round_once_a_day(job):
    assert {each.function: each.every for each in schedule.jobs()}[f"saidanddone.people.tasks.{job}"] == timedelta(1)


def test_links_past_their_date_and_closed_ones_are_deleted(at):
    mair = ContributorFactory()
    for moment in (at - timedelta(days=731), at):
        actions.issue_return_link(by=SITE, contributor=mair, at=moment)
    actions.revoke_return_links(by=SITE, contributor=ContributorFactory(email="a@example.org"), at=at)
    actions.rotate_return_link(by=SITE, contributor=mair, at=at)

    tasks.delete_closed_links(at=at)

    assert ReturnLink.objects.get().revoked_at is None


def test_invitations_are_deleted_a_month_after_their_last_day(cast, at):
    facts = {"by": SITE, "organisation": cast.council, "role": "officer", "language": "en"}
    old = actions.invite(email="old@example.org", at=at - timedelta(days=38), **facts)
    for days, name in ((36, "lately"), (0, "open")):
        actions.invite(email=f"{name}@example.org", at=at - timedelta(days=days), **facts)

    tasks.delete_past_invitations(at=at)

    assert old.email not in Invitation.objects.values_list("email", flat=True)
    assert Invitation.objects.count() == 2


@pytest.mark.parametrize("action", [actions.delete_closed_links, actions.delete_past_invitations])
def test_only_the_site_tidies(action, at):
    with pytest.raises(Refused):
        action(by=STRANGER, at=at)


def test_sessions_that_have_run_out_are_deleted_with_the_words_in_them(at):
    for past, words in ((True, "zzdraft"), (False, "kept")):
        session = SessionStore()
        session["speaking"] = words
        session.set_expiry(timezone.now() + timedelta(days=-1 if past else 1))
        session.save()

    tasks.clear_sessions(at=at)

    assert [each.get_decoded()["speaking"] for each in Session.objects.all()] == ["kept"]


def test_what_became_of_old_tasks_is_deleted(at):
    kept, old = (DBTaskResult.objects.get(pk=deliver.enqueue(public_id="x").id) for _ in range(2))
    DBTaskResult.objects.filter(pk=old.pk).update(status="SUCCESSFUL", finished_at=timezone.now() - timedelta(days=99))

    tasks.prune_task_results(at=at)

    assert list(DBTaskResult.objects.all()) == [kept]
