"""Figures that were changed behind the actions' back are counted again and put right."""

from unittest.mock import MagicMock

import pytest
from django.db import connection
from django.db.models import F

from saidanddone.contributions import actions
from saidanddone.contributions.actions import figures
from saidanddone.contributions.models import AnswerTime, DueDay, Tally
from saidanddone.core.viewer import SITE
from tests.contributions.factories import AnswerFactory, ContributionFactory, VerdictFactory
from tests.people.factories import ServiceFactory

pytestmark = pytest.mark.django_db


def test_figures_that_somebody_changed_by_hand_are_put_right(cast, at):
    service = ServiceFactory(organisation=cast.council)
    late = ContributionFactory(organisations=[cast.council], late=True, service=service)
    VerdictFactory(answer=AnswerFactory(contribution=late, at=at), at=at)
    ContributionFactory(organisations=[cast.council], service=service)
    Tally.objects.filter(measure="said").update(count=F("count") + 1)
    AnswerTime.objects.all().delete()
    DueDay.objects.create(scope="site", scope_id=0, due_date=at.date(), count=7)

    wrong = actions.recount(by=SITE, at=at)

    assert wrong > 3
    assert actions.recount(by=SITE, at=at) == 0
    assert Tally.objects.get(scope="site", measure="said").count == 2
    assert AnswerTime.objects.get().organisation == cast.council
    assert Tally.objects.get(scope="service", measure="answered_late").count == 1


def test_no_writer_comes_in_between_while_figures_are_counted_again(monkeypatch):
    """On PostgreSQL, whose other writers would go on; on SQLite the transaction keeps them out."""
    elsewhere = MagicMock(vendor="postgresql", ops=connection.ops)
    monkeypatch.setattr(figures, "connection", elsewhere)

    figures._lock()

    execute = elsewhere.cursor.return_value.__enter__.return_value.execute
    tables = ("answertime", "dueday", "tally")
    locks = [f'LOCK TABLE "contributions_{table}" IN EXCLUSIVE MODE' for table in tables]
    assert [each.args[0] for each in execute.call_args_list] == locks
