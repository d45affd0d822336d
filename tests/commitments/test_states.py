"""The state is the same in Python and in SQL for any row, and no sequence of actions betters it afterwards."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saidanddone.commitments import actions
from saidanddone.commitments.actions import UpdateDraft
from saidanddone.commitments.models import Commitment
from saidanddone.commitments.states import State, seen_as, seen_on, state_of, state_on
from saidanddone.core.rules import Refused
from tests.commitments.factories import TODAY, CommitmentFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
DAYS = st.integers(-5, 5).map(lambda days: TODAY + timedelta(days=days))
SHARED = [HealthCheck.function_scoped_fixture]
"""Each example makes rows of its own, and looks at no others."""
ENDS = st.sampled_from(["", "kept", "dropped", "replaced"])


@settings(suppress_health_check=SHARED)
@given(
    start=DAYS, length=st.integers(0, 6), moved=st.integers(-3, 6), end=ENDS, ended=DAYS, on=DAYS, stands=st.booleans()
)
def test_python_and_sql_agree_on_any_row(db, start, length, moved, end, ended, on, stands):
    first = None if stands else start + timedelta(days=length)
    row = CommitmentFactory(
        is_standing=stands,
        standard="Two days",
        start_date=start,
        due_date=first and max(start, first + timedelta(days=moved)),
        first_due_date=first,
        kept_date=ended if end == "kept" else None,
        dropped_date=ended if end == "dropped" else None,
        drop_reason="The grant." if end == "dropped" else "",
        replaced_by=CommitmentFactory() if end == "replaced" else None,
    )

    found = Commitment.objects.annotate(state=state_on(on), seen=seen_on(on)).get(pk=row.pk)

    assert found.state == state_of(row, on)
    assert found.seen == seen_as(row, on)


STEPS = st.lists(
    st.tuples(st.sampled_from(["kept", "dropped", "", "later", "sooner", "replace"]), st.integers(1, 30)), max_size=8
)


@settings(max_examples=40, suppress_health_check=SHARED)
@given(steps=STEPS)
def test_nothing_ends_twice_nor_is_kept_in_time_by_moving_the_day(cast, at, steps):
    made, other = (CommitmentFactory(organisation=cast.council) for _ in range(2))
    first, ended, moment = made.due_date, [], at
    for step, days in steps:
        moment += timedelta(days=days)
        try:
            _do(cast, made, other, step, moment)
        except Refused:
            continue
        made.refresh_from_db()
        if not made.is_open:
            ended.append(moment.date())

    made.refresh_from_db()
    assert len(ended) <= 1
    assert made.first_due_date == first
    if made.kept_date:
        expected = State.KEPT if made.kept_date <= first else State.KEPT_LATE
        assert made.kept_date == ended[0]
        assert state_of(made, moment.date()) == expected


def _do(cast, made, other, step, moment):
    lead, today = cast.viewer("lead"), moment.date()
    if step in ("later", "sooner"):
        day = today + timedelta(days=90 if step == "later" else 0)
        actions.change_commitment(by=lead, at=moment, commitment=made, due_date=day, reason="We must")
    elif step == "replace":
        actions.replace_commitment(by=lead, at=moment, commitment=made, replacement=other, reason="Better")
    else:
        draft = UpdateDraft(organisation=cast.council, done="Some of it.", claim=step, reason="The grant.")
        actions.update_commitment(by=lead, at=moment, commitment=made, draft=draft)
