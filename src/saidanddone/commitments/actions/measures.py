"""How an outcome is measured: the rule first, then figures, lines and opinions. Nothing is overwritten."""

from datetime import date, datetime

from django.db import transaction
from django.utils.text import slugify

from saidanddone.commitments import outcome_entries as entries
from saidanddone.commitments.models import Indicator, Line, Observation, Opinion, Outcome, Owner
from saidanddone.commitments.observing import new_observation, says
from saidanddone.commitments.outcome_drafts import IndicatorDraft, Measured
from saidanddone.commitments.permissions.measures import (
    check_add_indicator,
    check_give_opinion,
    check_observe,
    check_set_line,
)
from saidanddone.core import jobs
from saidanddone.core.clock import local_date
from saidanddone.core.ids import new_public_id
from saidanddone.core.languages import active
from saidanddone.core.text import clean_line, clean_text
from saidanddone.core.viewer import Viewer

RULE = "line"
DRAW = "saidanddone.commitments.tasks.draw_indicator"


def add_indicator(*, by: Viewer, at: datetime, outcome: Outcome, draft: IndicatorDraft) -> Indicator:
    """Declare a measure and the rule by which it is judged; figures can only come in after this moment."""
    with transaction.atomic():
        outcome = Outcome.objects.select_for_update(of=("self",)).get(pk=outcome.pk)
        check_add_indicator(by=by, outcome=outcome, owners=_owners(outcome), draft=draft)
        indicator = Indicator.objects.create(
            outcome=outcome,
            title=draft.title,
            definition=draft.definition,
            unit=draft.unit,
            better=draft.better,
            kind=draft.kind,
            population=draft.population,
            geography=draft.geography,
            source=draft.source,
            source_link=draft.source_link,
            frequency=draft.frequency,
            steward=draft.steward,
            technical_note=draft.technical_note,
            revision_rule=draft.revision_rule,
            chosen_with=draft.chosen_with,
            language=draft.language,
            rule=RULE,
            rule_declared_at=at,
            order=outcome.indicators.count(),
            key=_key(draft),
        )
        facts, words = entries.indicator_facts(indicator), entries.indicator_words(indicator)
        entries.append("indicator", indicator.ref, by=by, at=at, fields=facts, words=words)
    return indicator


def _key(draft: IndicatorDraft) -> str:
    """What files call it: as given, or made of the title, with something of its own where that is taken."""
    key = slugify(draft.key or draft.title)[:68].strip("-") or "indicator"
    return f"{key}-{new_public_id()}" if Indicator.objects.filter(key=key).exists() else key


def observe(*, by: Viewer, at: datetime, indicator: Indicator, measured: Measured) -> Observation:
    """Enter the value of one period. One that was entered before stays in sight, as superseded; the same is no news."""
    with transaction.atomic():
        indicator = _locked(indicator)
        same_place = indicator.observations.current().filter(place=measured.place)
        before = same_place.filter(start_date=measured.start_date).first()
        within = {"start_date__lte": measured.end_date, "end_date__gte": measured.start_date}
        overlaps = same_place.filter(**within).exclude(start_date=measured.start_date).exists()
        today = local_date(at)
        check_observe(by=by, indicator=indicator, measured=measured, overlaps=overlaps, at=at, today=today)
        if before and says(before, measured):
            return before
        added = new_observation(by, at, indicator, measured, before)
        if before:
            before.superseded_at = at
            before.save(update_fields=["superseded_at"])
        added.save()
        entry = entries.observation_entry(added, indicator)
        entries.append(entry.kind, entry.about, by=by, at=at, fields=entry.fields, words=entry.private)
        jobs.queue(DRAW, indicator=indicator.public_id)
    return added


def set_line(
    *, by: Viewer, at: datetime, indicator: Indicator, kind: str, day: date, value: float, reason: str = ""
) -> Line:
    """Set a baseline or a target. One that is in force is superseded with the reason, and stays in sight."""
    reason = clean_line(reason)
    with transaction.atomic():
        indicator = _locked(indicator)
        in_force = {each.kind: each for each in indicator.lines.filter(superseded_at__isnull=True)}
        before = in_force.pop(kind, None)
        check_set_line(
            by=by,
            indicator=indicator,
            owners=_owners(indicator.outcome),
            kind=kind,
            day=day,
            value=value,
            reason=reason,
            before=before,
            other=next(iter(in_force.values()), None),
        )
        if before and (before.date, before.value) == (day, value):
            return before
        if before:
            before.superseded_at, before.reason = at, reason
            before.save(update_fields=["superseded_at", "reason"])
        line = Line.objects.create(
            indicator=indicator, kind=kind, date=day, value=value, set_by_id=by.person_id, set_at=at
        )
        facts = entries.line_facts(line, replaces=before)
        words = {"reason": reason} if before else {}
        entries.append("line", line.ref, by=by, at=at, fields=facts, words=words)
        jobs.queue(DRAW, indicator=indicator.public_id)
    return line


def give_opinion(
    *,
    by: Viewer,
    at: datetime,
    indicator: Indicator,
    whose: str,
    value: str,
    reason: str,
    name: str = "",
    language: str = "",
) -> Opinion:
    """Say what the owners, or somebody independent, make of it. The newest of each stands; the earlier ones stay."""
    reason, name = clean_text(reason), clean_line(name)
    with transaction.atomic():
        indicator = _locked(indicator)
        owners = _owners(indicator.outcome)
        check_give_opinion(
            by=by, indicator=indicator, owners=owners, whose=whose, value=value, reason=reason, name=name
        )
        opinion = Opinion.objects.create(
            indicator=indicator,
            by=whose,
            value=value,
            reason=reason,
            name=name if whose == Opinion.By.INDEPENDENT else "",
            language=language or active(),
            given_by_id=by.person_id,
            given_at=at,
        )
        facts, words = entries.opinion_facts(opinion), {"reason": reason, "name": opinion.name}
        entries.append("opinion", opinion.ref, by=by, at=at, fields=facts, words=words)
    return opinion


def _locked(indicator: Indicator) -> Indicator:
    rows = Indicator.objects.select_related("outcome", "steward")
    return rows.select_for_update(of=("self",)).get(pk=indicator.pk)


def _owners(outcome: Outcome) -> list[Owner]:
    return list(outcome.owners.current())
