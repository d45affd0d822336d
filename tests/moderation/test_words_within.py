"""Words that stand within another thing are taken out one by one; hiding is for the whole."""

import pytest

from saidanddone.commitments.models import Opinion, Report
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import STRANGER
from saidanddone.moderation import actions, registry
from saidanddone.moderation.forms import RulingForm
from saidanddone.moderation.models import Case
from saidanddone.moderation.registry import Described, Part
from saidanddone.record.models import Entry, Opening
from tests.commitments.factories import IndicatorFactory, LineFactory, ObservationFactory, OutcomeFactory, OwnerFactory
from tests.decisions.factories import DecisionFactory, EvidenceFactory, FindingFactory, UseFactory

pytestmark = pytest.mark.django_db
EIRA = "Eira of number 4 objects."


@pytest.fixture
def use(cast):
    decision = DecisionFactory(organisation=cast.council, decided=True)
    return UseFactory(decision=decision, value="not_used", because=EIRA)


def reported(about, at):
    words = {"reason": "personal", "words": "She is named.", "reporter_key": "somebody"}
    actions.report(by=STRANGER, about=about, at=at, **words)
    return Case.objects.open().about(about).get()


def ruled(cast, at, about, **facts):
    by, case = cast.viewer("moderator"), reported(about, at)
    actions.claim(by=by, public_id=case.public_id, at=at)
    seen = registry.describe(about).seen
    ruling = actions.Ruling(**{"seen": seen, "category": "personal", "reason": "It names somebody."} | facts)
    return actions.decide(by=by, public_id=case.public_id, ruling=ruling, at=at)


def test_why_a_decision_did_not_use_something_is_redacted_by_itself(cast, at, use):
    use.decision.versions.create(
        number=1, words={f"use_{use.public_id}": EIRA, "question": "When?"}, reason="", replaced_at=at
    )

    ruled(cast, at, use.ref, outcome="redact", text="[…] objects.")

    use.refresh_from_db()
    assert use.because == "[…] objects."
    assert use.decision.is_redacted
    assert use.decision.versions.get().words == {"question": "When?"}
    assert Entry.objects.filter(kind="use", about_id=use.public_id).exists()


def test_what_stands_within_another_thing_is_not_hidden_by_itself(cast, at, use):
    with pytest.raises(Refused, match="stands on another page"):
        ruled(cast, at, use.ref, outcome="hide")

    choices = dict(RulingForm(thing=registry.describe(use.ref)).fields["outcome"].choices)
    assert set(choices) == {"publish", "redact"}
    use.decision.refresh_from_db()
    assert use.decision.hidden_at is None


def test_a_use_of_a_hidden_decision_is_not_reported_by_strangers(cast, at, use):
    handler = registry.handler("use")
    assert handler.is_visible(use.public_id, STRANGER)

    use.decision.hidden_at = at
    use.decision.save()

    assert not handler.is_visible(use.public_id, STRANGER)
    assert not handler.is_visible("0000000000", STRANGER)


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("outcome-owner", "plan_text"),
        ("indicator", "definition"),
        ("observation", "note"),
        ("line", "reason"),
        ("opinion", "reason"),
        ("report", "text"),
    ],
)
def test_words_on_an_outcomes_page_are_redacted_one_by_one(cast, at, kind, field):
    outcome = OutcomeFactory(place=cast.county)
    owner = OwnerFactory(outcome=outcome, organisation=cast.council, plan_text=EIRA)
    indicator = IndicatorFactory(outcome=outcome, steward=cast.council, definition=EIRA)
    rows = {
        "outcome-owner": owner,
        "indicator": indicator,
        "observation": ObservationFactory(indicator=indicator, note=EIRA),
        "line": LineFactory(indicator=indicator, reason=EIRA),
        "opinion": Opinion.objects.create(
            indicator=indicator, by="owners", value="met", reason=EIRA, language="en", given_at=at
        ),
        "report": Report.objects.create(outcome=outcome, due_date=at.date(), text=EIRA, language="en", published_at=at),
    }
    row, handler = rows[kind], registry.handler(kind)
    described = handler.describe(row.public_id)
    assert described.is_shown
    assert described.organisation_ids == {cast.council.pk}

    left = described.words | {field: "[…] objects."}
    handler.rewrite(row.public_id, left, is_redacted=True, at=at)

    row.refresh_from_db()
    outcome.refresh_from_db()
    assert getattr(row, field) == "[…] objects."
    assert outcome.is_redacted
    entry = Entry.objects.get(kind="outcome-correction", about_id=row.public_id)
    assert set(Opening.objects.filter(entry=entry).values_list("field", flat=True)) >= {field}


def test_what_a_finding_rests_on_is_redacted(cast, at):
    finding = FindingFactory(organisation=cast.council, published=True)
    cited = EvidenceFactory(finding=finding, sentence=EIRA)
    handler = registry.handler("finding")
    words = handler.describe(finding.public_id).words

    handler.rewrite(finding.public_id, words | {f"sentence_{cited.pk}": "[…]"}, is_redacted=True, at=at)

    cited.refresh_from_db()
    assert cited.sentence == "[…]"


def test_long_words_can_be_decided_about():
    thing = Described("Long", (Part("text", "Words", "word " * 10_000, 60_000),), "/", "en", is_shown=True)

    form = RulingForm({"outcome": "publish", "seen": thing.seen, "text": thing.text}, thing=thing)

    assert form.is_valid(), form.errors


def test_its_handler_refuses_to_hide_it_by_itself_too(at, use):
    with pytest.raises(Refused, match="stands on another page"):
        registry.handler(use.ref.kind).hide(use.public_id, at)
