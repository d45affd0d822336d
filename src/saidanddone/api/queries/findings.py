"""What was understood: findings that are public, with what they rest on counted, and their evidence."""

from collections.abc import Sequence

from django.conf import settings
from django.db.models import Count, Prefetch, Q, QuerySet

from saidanddone.api import schemas
from saidanddone.api.queries.links import (
    as_is,
    contribution_link,
    organisation_link,
    page,
    place_link,
    public_id,
    topic_link,
    translated,
)
from saidanddone.contributions.models import Contribution
from saidanddone.core.refs import Ref, urls_of
from saidanddone.decisions.credits import credit_address
from saidanddone.decisions.models import Evidence, Finding, Writer
from saidanddone.decisions.models.references import Citing, SourceKind
from saidanddone.decisions.queries.strength import Counts, counts_of

WORDS = ("title", "summary", "missing", "disagreement")
PUBLIC = Q(contribution__state=Contribution.State.PUBLISHED, contribution__audience=Contribution.Audience.PUBLIC)


def findings() -> QuerySet[Finding]:
    """Published once: what was superseded or withdrawn keeps its page, and so its place here."""
    writers = Prefetch("writers", Writer.objects.select_related("organisation").order_by("pk"))
    related = ("place", "topic", "organisation", "superseded_by")
    large = ("place__boundary", "place__outline")
    return Finding.objects.public().select_related(*related).defer(*large).prefetch_related(writers)


def shapes(rows: Sequence[Finding]) -> list[schemas.Finding]:
    """Five queries for all: the counts of each kind are asked for together."""
    counts, evidence = counts_of(rows), _evidence(rows)
    return [_finding(row, counts[row.pk], *evidence.get(row.pk, (0, 0))) for row in rows]


def _evidence(rows: Sequence[Finding]) -> dict[int, tuple[int, int]]:
    """Of each finding, the contributions that everyone may read, and the references."""
    counted = (
        Evidence.objects.standing()
        .filter(finding__in=[row.pk for row in rows])
        .order_by()
        .values("finding")
        .annotate(shown=Count("pk", PUBLIC), references=Count("pk", Q(contribution__isnull=True)))
    )
    return {each["finding"]: (each["shown"], each["references"]) for each in counted}


def _finding(row: Finding, counts: Counts, shown: int, references: int) -> schemas.Finding:
    return schemas.Finding(
        id=row.public_id,
        url=page("finding", row.public_id),
        **as_is(row, "kind", "state", *WORDS, "language", "is_redacted"),
        translation=translated(row, WORDS),
        place=place_link(row.place),
        topic=topic_link(row.topic) if row.topic else None,
        organisation=organisation_link(row.organisation),
        **as_is(row, "checking_until_date", "published_at", "ended_at"),
        reason=row.reason or None,
        superseded_by=public_id(row.superseded_by),
        writers=[_writer(each) for each in row.writers.all()],
        evidence=schemas.EvidenceCounts(
            people=counts.people,
            supports=counts.supports,
            contributions=counts.contributions,
            not_shown=counts.contributions - shown,
            references=references,
        ),
        checks=schemas.Checks(yes=counts.yes, partly=counts.partly, no=counts.no),
    )


def _writer(row: Writer) -> schemas.Writer:
    organisation = organisation_link(row.organisation) if row.organisation else None
    return schemas.Writer(name=row.name, role=row.role, credit_role=credit_address(row.role), organisation=organisation)


def evidence_shown(finding: Finding) -> QuerySet[Evidence]:
    """What it rests on that everyone may read."""
    return finding.evidence.standing().filter(PUBLIC | Q(contribution__isnull=True))


def evidence(rows: Sequence[Evidence]) -> list[schemas.Evidence]:
    """A sentence that is not among the words any more, which were corrected, is not shown."""
    urls = urls_of([ref for row in rows if (ref := row.ref)])
    return [
        schemas.Evidence(
            contribution=contribution_link(row.contribution),
            reference=reference(row, row.ref, urls) if row.ref else None,
            sentence=_sentence(row),
            cited_at=row.cited_at,
        )
        for row in rows
    ]


def reference(row: Citing, ref: Ref, urls: dict[Ref, str]) -> schemas.Reference:
    own = urls.get(ref, "")
    return schemas.Reference(
        kind=ref.kind,
        id=ref.public_id,
        words=row.words or None,
        url=(settings.SITE_URL + own if own else row.address) or None,
        source_kind=row.kind or SourceKind.OTHER,
        source_date=row.source_date,
    )


def _sentence(row: Evidence) -> str | None:
    still_there = row.contribution is not None and row.sentence in row.contribution.text
    return row.sentence if row.sentence and still_there else None
