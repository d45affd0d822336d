"""Lists of findings, and the page of one: what it says, what it rests on, who wrote it, what those it cites say."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from saidanddone.contributions.cards import credit
from saidanddone.contributions.models import Contribution, Topic
from saidanddone.core import differences
from saidanddone.core.paging import Page, paginate
from saidanddone.core.refs import urls_of
from saidanddone.core.rules import allows
from saidanddone.core.text import excerpt
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.bilingual import Said
from saidanddone.decisions.models import Check, Evidence, Finding, Writer
from saidanddone.decisions.permissions import check_edits_finding, check_is_cited
from saidanddone.decisions.queries.strength import Counts, counts_of
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission
from saidanddone.places.models import Place

EVIDENCE_A_PAGE = 20
MOST_CHECKS = 50
FIELDS = ("title", "summary", "missing", "disagreement")


@dataclass(frozen=True, slots=True)
class FindingFilters:
    """Filters that were read and understood; a place includes those within it."""

    q: str = ""
    kind: str = ""
    place: Place | None = None
    topic: Topic | None = None


@dataclass(frozen=True, slots=True)
class FindingCard:
    """One finding in a list."""

    finding: Finding
    title: Said
    summary: str
    counts: Counts
    writers: list[Writer]


def public_findings(filters: FindingFilters) -> QuerySet[Finding]:
    """Those that stand, whoever looks; newest first."""
    rows = Finding.objects.standing().select_related("place", "topic", "organisation")
    rows = rows.defer("place__boundary", "place__outline")
    if filters.q:
        for word in filters.q.split()[:8]:
            rows = rows.filter(Q(title__icontains=word) | Q(summary__icontains=word))
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    if filters.place:
        rows = rows.filter(place__path__startswith=filters.place.path)
    if filters.topic:
        rows = rows.filter(topic=filters.topic)
    return rows.newest_first()


def finding_list(filters: FindingFilters, *, number: int) -> tuple[Page[Finding], list[FindingCard]]:
    """A page of them with its cards: six queries, however many there are."""
    writers = Prefetch("writers", Writer.objects.order_by("pk"))
    page = paginate(public_findings(filters).prefetch_related(writers), number=number)
    return page, cards_of(page.rows)


def cards_of(findings: Sequence[Finding]) -> list[FindingCard]:
    counts = counts_of(findings)
    return [
        FindingCard(
            each, each.said("title"), excerpt(str(each.said("summary")), 240), counts[each.pk], list(each.writers.all())
        )
        for each in findings
    ]


@dataclass(frozen=True, slots=True)
class Cited:
    """One piece of evidence as it is shown: somebody's words with the credit that they chose, or a reference."""

    evidence: Evidence
    words: str
    credit: str = ""
    url: str = ""

    @property
    def contribution(self) -> Contribution | None:
        return self.evidence.contribution

    @property
    def source(self) -> Evidence | None:
        """The row itself, where it cites by reference."""
        return None if self.contribution else self.evidence

    @property
    def key(self) -> str:
        """By what it is named where it is left out again."""
        return self.contribution.public_id if self.contribution else str(self.evidence.ref)

    @property
    def facts(self) -> list[str]:
        said = self.contribution
        return [said.topic.local_name if said.topic else "", said.place.local_name] if said else []


@dataclass(frozen=True, slots=True)
class Change:
    """A field of which a newer finding says something else."""

    name: str
    pieces: list[differences.Piece]


@dataclass(frozen=True, slots=True)
class Question:
    """What a viewer whom it cites is asked, by the first thing that they said of it."""

    finding: Finding
    contribution: Contribution
    check: Check | None


@dataclass(frozen=True, slots=True)
class FindingPage:
    """All that the page shows but for its strength."""

    finding: Finding
    said: dict[str, Said]
    writers: list[Writer]
    cited: list[Cited]
    page: Page[Evidence]
    checks: list[Check]
    earlier: list[tuple[Finding, list[Change]]]
    newer: Finding | None
    questions: list[Question]
    is_writer: bool
    is_credited: bool
    may_publish: bool
    may_report: bool
    not_shown: int = field(default=0)

    @property
    def address(self) -> str:
        return settings.SITE_URL + reverse("finding", args=[self.finding.public_id])


def finding_page(public_id: str, *, viewer: Viewer, number: int, size: int = EVIDENCE_A_PAGE) -> FindingPage:
    """Raises `Finding.DoesNotExist` for whoever may not see it."""
    rows = Finding.objects.visible_to(viewer).select_related("place", "topic", "organisation", "superseded_by")
    finding = rows.defer("place__boundary", "place__outline").get(public_id=public_id)
    shown = evidence_shown(finding, viewer)
    page = paginate(shown, number=number, size=size)
    standing = finding.evidence.standing().count()
    checks = finding.checks.standing().filter(contribution__in=_seen(viewer)).select_related("contribution")
    newer, writers = finding.superseded_by, list(finding.writers.select_related("organisation").order_by("pk"))
    return FindingPage(
        finding=finding,
        said={name: finding.said(name) for name in FIELDS},
        writers=writers,
        cited=cited(page.rows),
        page=page,
        checks=list(checks.exclude(words="").order_by("-given_at", "-pk")[:MOST_CHECKS]),
        earlier=[(each, changes_between(each, finding)) for each in finding.supersedes.public().order_by("-ended_at")],
        newer=newer if newer and newer.is_public else None,
        questions=questions_for(finding, viewer),
        is_writer=allows(check_edits_finding, by=viewer, finding=finding),
        is_credited=any(each.contributor_id in viewer.contributor_ids for each in writers),
        may_publish=viewer.may(Permission.WRITE, finding.organisation_id),
        may_report=finding.is_public and not viewer.may(Permission.MODERATE),
        not_shown=standing - shown.count() if finding.is_public else 0,
    )


def _seen(viewer: Viewer) -> QuerySet[Contribution]:
    return Contribution.objects.visible_to(viewer).filter(state=Contribution.State.PUBLISHED)


def evidence_shown(finding: Finding, viewer: Viewer) -> QuerySet[Evidence]:
    """What stands of it and may be seen by the viewer, in the order in which it was cited."""
    seen = Q(contribution__isnull=True) | Q(contribution__in=_seen(viewer))
    rows = finding.evidence.standing().filter(seen)
    rows = rows.select_related("contribution__place", "contribution__topic")
    return rows.defer("contribution__place__boundary", "contribution__place__outline").order_by("cited_at", "pk")


def cited(rows: Sequence[Evidence]) -> list[Cited]:
    """As they are shown; a sentence that is not among the words any more, which were corrected, is not."""
    urls = urls_of([ref for each in rows if (ref := each.ref)])
    found = []
    for each in rows:
        if said := each.contribution:
            words = each.sentence if each.sentence and each.sentence in said.text else excerpt(said.text, 280)
            words = f"“{words}”"
            found.append(Cited(each, words, credit(said), reverse("contribution", args=[said.public_id])))
        else:
            found.append(Cited(each, each.words, url=(urls.get(each.ref, "") if each.ref else "") or each.address))
    return found


def changes_between(before: Finding, after: Finding) -> list[Change]:
    """What the newer one says otherwise, field by field; nothing where they are in two languages."""
    if before.language != after.language:
        return []
    pairs = [(name, getattr(before, name), getattr(after, name)) for name in FIELDS]
    return [Change(name, differences.between(old, new)) for name, old, new in pairs if old != new]


def questions_for(finding: Finding, viewer: Viewer) -> list[Question]:
    """For each contributor that the viewer is and it cites: one question."""
    if not viewer.contributor_ids:
        return []
    own = finding.evidence.standing().filter(contribution__contributor__in=viewer.contributor_ids)
    rows: dict[int, Contribution] = {}
    for each in own.select_related("contribution").order_by("cited_at", "pk"):
        if each.contribution and allows(check_is_cited, by=viewer, finding=finding, contribution=each.contribution):
            rows.setdefault(each.contribution.contributor_id, each.contribution)
    checks = {each.contributor_id: each for each in finding.checks.filter(contributor__in=rows)}
    return [Question(finding, said, checks.get(pk)) for pk, said in rows.items()]


def question_of(public_id: str, *, viewer: Viewer, of: str) -> Question:
    """The question about one's own words, or the first of them. Raises `Finding.DoesNotExist` for whom it cites not."""
    finding = Finding.objects.visible_to(viewer).select_related("organisation", "place").get(public_id=public_id)
    asked = questions_for(finding, viewer)
    found = next((each for each in asked if not of or each.contribution.public_id == of), None)
    if found is None:
        raise Finding.DoesNotExist
    return found


def own_writing(public_id: str, *, viewer: Viewer) -> list[Writer]:
    """As whom the viewer is credited there. Raises `Finding.DoesNotExist` where they are not."""
    finding = Finding.objects.visible_to(viewer).get(public_id=public_id)
    own = list(finding.writers.filter(contributor__in=viewer.contributor_ids).select_related("finding"))
    if not own:
        raise Finding.DoesNotExist
    return own


def findings_of(organisation: Organisation, *, viewer: Viewer, state: str, number: int) -> Page[Finding]:
    """What an organisation's writers have before them, by state; what is still written first changes last."""
    rows = Finding.objects.visible_to(viewer).filter(organisation=organisation)
    if state:
        rows = rows.filter(state=state)
    writers = Prefetch("writers", Writer.objects.order_by("pk"))
    rows = rows.select_related("place", "topic", "organisation").defer("place__boundary", "place__outline")
    return paginate(rows.prefetch_related(writers).order_by("-created_at", "-pk"), number=number)


def latest_findings(organisations: Sequence[Organisation]) -> list[Finding]:
    """Published ones of these organisations, to choose which takes the place of another."""
    return list(Finding.objects.standing().filter(organisation__in=organisations).newest_first()[:200])
