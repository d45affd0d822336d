"""The thread page, the story of a decision and the page of coverage, with what the issue asks for in the database."""

import random
import time
from collections.abc import Iterable
from datetime import timedelta

from benchmarks import seed
from benchmarks.load import load, server
from benchmarks.measurement import Measurement, Options

FINDINGS, DECISIONS, COMMITMENTS = 2_000, 500, 5_000
TARGETS = {"thread page": 50.0, "coverage": 1 / 0.15, "story of a decision": None}


def measure(options: Options) -> Iterable[Measurement]:
    from django.core.management import call_command
    from django.db import connection

    size = max(options.sizes)
    call_command("collectstatic", verbosity=0, interactive=False)
    seed.grow(size)
    pages = {"coverage": "/coverage/"} | _fill()
    started = time.perf_counter()
    _recount()
    seed.settle()
    took = time.perf_counter() - started
    yield Measurement("recount of all ways and figures", took, "s", options.database, size)
    connection.close()
    with server(options.workers) as address:
        for what, page in pages.items():
            found = load(address + page, options.seconds)
            note = f"by {found.by}, {found.failed} failed"
            yield Measurement(what, found.per_second, "requests/s", options.database, size, TARGETS[what], note=note)
            if what == "coverage":
                alone = _alone(address + page)
                yield Measurement("coverage, one reader", alone, "ms", options.database, size, 150.0, at_most=True)


def _alone(url: str) -> float:
    """The median of twenty reads one after another, in milliseconds."""
    import urllib.request

    times = []
    for _ in range(20):
        started = time.perf_counter()
        with urllib.request.urlopen(url, timeout=60) as response:  # noqa: S310 - our own server
            response.read()
        times.append(time.perf_counter() - started)
    return sorted(times)[10] * 1000


def _recount() -> None:
    from saidanddone.core import clock
    from saidanddone.core.viewer import SITE
    from saidanddone.thread.actions import recount_ways

    recount_ways(by=SITE, at=clock.now())


def _fill() -> dict[str, str]:
    """Findings that cite 30 each, decisions that rest on four, ten promises a decision."""
    from saidanddone.commitments.models import Commitment
    from saidanddone.contributions.models import Contribution
    from saidanddone.decisions.models import Decision, Evidence, Finding, Use
    from saidanddone.people.models import Organisation

    rng = random.Random(7)
    said = list(Contribution.objects.public().order_by("pk").values_list("pk", "place_id"))
    organisations = list(Organisation.objects.order_by("pk"))
    at = seed.NEWEST - timedelta(days=30)
    own = [{"organisation": rng.choice(organisations), "place_id": rng.choice(said)[1]} for _ in range(FINDINGS)]
    findings = Finding.objects.bulk_create(
        Finding(title=f"Finding {n}", language="en", state="published", created_at=at, published_at=at, **facts)
        for n, facts in enumerate(own)
    )
    cited = {(finding.pk, rng.choice(said)[0]) for finding in findings for _ in range(30)}
    Evidence.objects.bulk_create(
        [Evidence(finding_id=finding, contribution_id=pk, cited_at=at) for finding, pk in cited], batch_size=500
    )
    moments = {"created_at": at, "announced_at": at, "decided_at": at}
    decisions = Decision.objects.bulk_create(
        Decision(question=f"Decision {n}", headline=f"Decision {n}", language="en", state="decided", **moments, **facts)
        for n, facts in enumerate(own[:DECISIONS])
    )
    uses = {(decision.pk, rng.choice(findings).pk) for decision in decisions for _ in range(4)}
    Use.objects.bulk_create(Use(decision_id=one, finding_id=other, value="used", cited_at=at) for one, other in uses)
    day = at.date()
    Commitment.objects.bulk_create(
        Commitment(
            promise=f"Promise {n}",
            language="en",
            decision=decisions[n % DECISIONS],
            start_date=day,
            due_date=day + timedelta(days=90),
            first_due_date=day + timedelta(days=90),
            made_at=at,
            **own[n % FINDINGS],
        )
        for n in range(COMMITMENTS)
    )
    finding = Use.objects.filter(decision=decisions[0]).values("finding")[:1]
    contribution = Contribution.objects.get(pk=Evidence.objects.filter(finding=finding).first().contribution_id)
    return {
        "thread page": f"/contributions/{contribution.public_id}/",
        "story of a decision": f"/thread/decision/{decisions[0].public_id}/",
    }
