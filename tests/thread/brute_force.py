"""The walk of one contribution, link by link and slowly, in words that share nothing with `thread.ways`."""

from datetime import UTC, datetime, time

from saidanddone.commitments.models import Commitment, FollowUp
from saidanddone.contributions.models import Contribution, Verdict
from saidanddone.decisions.models import Check, Decision, Evidence, Use
from saidanddone.thread.models import Telling, Thanks, Way


def disposition(said: Contribution) -> str:
    if said.same_as:
        return "same_as"
    return followed(said)


def followed(said: Contribution) -> str:
    """What became of it, or of what it is the same as."""
    values = {value for _decision, value in uses(said)}
    for value, word in (("used", "used"), ("partly", "partly_used"), ("not_used", "not_used")):
        if value in values:
            return word
    if findings(said):
        return "in_finding"
    return "passed_on" if said.addressees.filter(state="passed_on").exists() else "waiting"


def selves(said):
    return [said, said.same_as] if said.same_as else [said]


def findings(said):
    """Public ones that cite it, superseded ones too."""
    cited = [each.finding for own in selves(said) for each in Evidence.objects.filter(contribution=own)]
    return [each for each in cited if each.published_at and not each.hidden_at and each.state != "withdrawn"]


def is_taken(decision: Decision) -> bool:
    return bool(decision.announced_at and decision.decided_at and not decision.hidden_at) and (
        decision.state != "withdrawn"
    )


def uses(said) -> list[tuple[Decision, str]]:
    found = []
    for decision in filter(is_taken, Decision.objects.all()):
        for own in selves(said):
            direct = Use.objects.filter(decision=decision, contribution=own).exclude(value="").first()
            if direct:
                found.append((decision, direct.value))
                continue
            cited = {each.finding_id for each in Evidence.objects.filter(contribution=own)}
            public = [each.pk for each in findings(said) if each.pk in cited]
            values = set(
                Use.objects.filter(decision=decision, finding__in=public)
                .exclude(value="")
                .values_list("value", flat=True)
            )
            found += [(decision, next(v for v in ("used", "partly", "not_used") if v in values))] if values else []
    return found


def promises(said) -> list[Commitment]:
    used_by = {decision.pk for decision, value in uses(said) if value in ("used", "partly")}
    found_in = {finding.pk for finding in findings(said)}
    own = {each.pk for each in selves(said)}
    return [
        each
        for each in Commitment.objects.filter(hidden_at=None)
        if each.decision_id in used_by or each.finding_id in found_in or each.contribution_id in own
    ]


def judgements(said):
    verdicts = [(v.given_at, v.value) for v in Verdict.objects.filter(answer__contribution=said)]
    checks = [(c.given_at, c.value) for c in Check.objects.filter(contribution=said)]
    follow_ups = FollowUp.objects.filter(contribution=said, answered_at__isnull=False)
    return verdicts + checks + [(f.answered_at, f.value) for f in follow_ups]


def told_at(said):
    moments = []
    for telling in Telling.objects.filter(contribution=said, contributor=said.contributor):
        if telling.state == "sent" or telling.seen_at:
            moments += [each for each in (telling.settled_at, telling.seen_at) if each]
    return min(moments, default=None)


def thanked_at(said, *kinds):
    days = [each.given_date for each in Thanks.objects.filter(contribution=said) if each.kind in kinds]
    return datetime.combine(min(days), time(12), UTC) if days else None


def walked(said: Contribution) -> dict[str, object]:
    confirmed_at, confirmed = max(judgements(said), default=(None, ""))
    kept = [datetime.combine(each.kept_date, time(12), UTC) for each in promises(said) if each.kept_date]
    return {
        "disposition": disposition(said),
        "found_at": min((each.published_at for each in findings(said)), default=None),
        "decided_at": min((decision.decided_at for decision, _value in uses(said)), default=None),
        "promised_at": min((each.made_at for each in promises(said)), default=None),
        "kept_at": min(kept, default=None),
        "told_at": told_at(said),
        "thanked_at": thanked_at(said, "thanked", "paid", "voucher", "costs"),
        "paid_at": thanked_at(said, "paid", "voucher", "costs"),
        "confirmed": confirmed,
        "confirmed_at": confirmed_at,
    }


def stored(said: Contribution) -> dict[str, object]:
    way = Way.objects.get(pk=said.pk)
    return {name: getattr(way, name) for name in walked(said)}
