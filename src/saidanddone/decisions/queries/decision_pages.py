"""All that the page of a decision shows, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Case, Count, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils.functional import cached_property

from saidanddone.contributions.cards import credit
from saidanddone.contributions.models import Contribution
from saidanddone.core.paging import Page, paginate
from saidanddone.core.refs import Ref, urls_of
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.bilingual import Said
from saidanddone.decisions.models import (
    Backing,
    Bound,
    Decision,
    Document,
    Expectation,
    Finding,
    Option,
    Scenario,
    SignOff,
    Use,
)
from saidanddone.decisions.models.decisions import open_sources
from saidanddone.decisions.models.references import SourceKind
from saidanddone.decisions.queries.backings import of_decision
from saidanddone.decisions.queries.clocks import Promised, next_day, promised_days
from saidanddone.decisions.wording import WORDS, public_fields
from saidanddone.people.roles import Permission

USES_A_PAGE = 30
VIEWS_A_PAGE = 20
NEWEST_VIEWS = 3
_ENDED = (Decision.State.REPLACED, Decision.State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Cited:
    """One thing that was considered, as a reader may see it, and its use."""

    use: Use
    kind: str
    title: str
    language: str
    credit: str
    url: str
    is_gone: bool

    @property
    def value(self) -> str:
        return self.use.value

    @property
    def source(self) -> Use | None:
        """The row itself, where it cites by reference."""
        return self.use if self.kind == "source" else None


@dataclass(frozen=True)
class DecisionPage:
    """An open record, to be read from the top down."""

    decision: Decision
    viewer: Viewer
    on: date
    days: list[Promised]
    uses: Page[Use]
    cited: list[Cited]
    counts: dict[str, int]

    @property
    def clock(self) -> Promised | None:
        return next_day(self.decision, self.days)

    @property
    def is_taken(self) -> bool:
        return self.decision.decided_at is not None

    @property
    def is_open(self) -> bool:
        """People can still say what they think: to the end of the last day."""
        closes = self.decision.views_close_date
        return self.decision.state == Decision.State.OPEN and closes is not None and closes >= self.on

    @property
    def title(self) -> Said:
        return self.decision.said("headline" if self.is_taken and self.decision.headline else "question")

    @property
    def shown_fields(self) -> frozenset[str]:
        """The fields that everyone can read now; of a draft all, as only those who write it see it."""
        return public_fields(self.decision) if self.decision.announced_at else frozenset(WORDS)

    @cached_property
    def words(self) -> dict[str, Said]:
        """Each field of words, in the reader's language where it was put into that."""
        return {field: self.decision.said(field) for field in WORDS}

    @property
    def address(self) -> str:
        return settings.SITE_URL + reverse("decision", args=[self.decision.public_id])

    @cached_property
    def bounds(self) -> dict[str, list[Bound]]:
        """Each kind of bound with its rows: what can be shaped, is constrained, is fixed."""
        rows = list(self.decision.bounds.order_by("order", "pk"))
        return {kind.value: [row for row in rows if row.kind == kind] for kind in Bound.Kind}

    @cached_property
    def options(self) -> list[Option]:
        return list(self.decision.options.order_by("order", "pk"))

    @cached_property
    def sign_offs(self) -> list[SignOff]:
        rows = self.decision.sign_offs.select_related("organisation")
        return sorted(rows, key=lambda each: list(SignOff.Voice.values).index(each.voice))

    @cached_property
    def backings(self) -> list[tuple[Backing, bool]]:
        """Each with whether it holds today."""
        return [(each, each.holds_on(self.on)) for each in of_decision(self.decision)]

    @property
    def led(self) -> list[int]:
        return [pk for pk in self.viewer.organisation_ids if self.viewer.may(Permission.COMMIT, pk)]

    @property
    def may_back(self) -> bool:
        """Somebody leads an organisation that does not back it yet, and it stands."""
        backed = {each.organisation_id for each, _holds in self.backings if each.ended_date is None}
        return self.decision.is_public and self.decision.state not in _ENDED and bool({*self.led} - backed)

    @cached_property
    def expectations(self) -> list[Expectation]:
        return list(self.decision.expectations.order_by("expected_date", "pk"))

    @cached_property
    def late_expectations(self) -> list[Expectation]:
        """Of a decision that stands: those that nobody has compared since their day."""
        return [each for each in self.expectations if self.decision.is_standing and each.is_late(self.on)]

    @property
    def is_review_late(self) -> bool:
        return self.decision.is_review_late(self.on)

    @property
    def is_pilot_late(self) -> bool:
        return self.decision.is_pilot_late(self.on)

    @property
    def has_gate(self) -> bool:
        decision = self.decision
        return bool(self.sign_offs or self.expectations or decision.trust_impact or decision.is_pilot)

    @cached_property
    def scenarios(self) -> list[Scenario]:
        return list(self.decision.scenarios.order_by("order", "pk"))

    @cached_property
    def documents(self) -> list[Document]:
        return list(self.decision.documents.order_by("order", "pk"))

    @cached_property
    def views(self) -> Page[Contribution]:
        return views_on(self.decision, self.viewer, size=NEWEST_VIEWS)

    @cached_property
    def view_count(self) -> int:
        return self.views.total

    @cached_property
    def replaces(self) -> list[Decision]:
        return list(Decision.objects.public().filter(replaced_by=self.decision).order_by("pk"))

    @property
    def replaced_by(self) -> Decision | None:
        """What stands in its place, unless a moderator has hidden that."""
        newer = self.decision.replaced_by
        return newer if newer and newer.is_public else None

    @cached_property
    def exercise(self) -> object:
        return getattr(self.decision, "exercise", None)

    @cached_property
    def version_count(self) -> int:
        return self.decision.versions.count()

    @property
    def may_edit(self) -> bool:
        return self.viewer.may(Permission.WRITE, self.decision.organisation_id)

    @property
    def considered(self) -> int:
        return self.uses.total


def rows(viewer: Viewer) -> QuerySet[Decision]:
    """What a viewer may open, with what every page of a decision shows."""
    related = ("organisation", "place", "topic", "choice", "replaced_by", "exercise")
    large = ("place__boundary", "place__outline")
    return Decision.objects.visible_to(viewer).select_related(*related).defer(*large)


def decision_page(
    decision: Decision, *, viewer: Viewer, on: date, number: int, size: int = USES_A_PAGE
) -> DecisionPage:
    days = promised_days(decision.date_promises.all(), on)
    counts = dict(decision.uses.order_by().values_list("value").annotate(number=Count("pk")))
    uses = paginate(_in_order(decision), number=number, size=size, total=sum(counts.values()))
    shown = cited(uses.rows, viewer=viewer)
    counts = {"used": 0, "partly": 0, "not_used": 0} | (counts if decision.decided_at else {})
    return DecisionPage(decision, viewer, on, days, uses, shown, counts)


def _in_order(decision: Decision) -> QuerySet[Use]:
    """Findings first; once it is decided what was used, then partly, then not. Before that nothing is told of it."""
    values = {"used": 0, "partly": 1, "not_used": 2} if decision.decided_at else {}
    whens = [When(value=value, then=Value(rank)) for value, rank in values.items()]
    rank = Case(*whens, default=Value(3), output_field=IntegerField())
    is_finding = Case(When(finding__isnull=False, then=Value(0)), default=Value(1), output_field=IntegerField())
    related = decision.uses.select_related("contribution", "finding")
    return related.annotate(rank=rank, is_finding=is_finding).order_by("rank", "is_finding", "pk")


def cited(uses: Iterable[Use], *, viewer: Viewer) -> list[Cited]:
    """As the viewer may see them, in three queries at most; what is hidden or withdrawn is told by nothing but that."""
    uses = list(uses)
    said = Contribution.objects.visible_to(viewer).filter(pk__in=[use.contribution_id for use in uses])
    found = Finding.objects.visible_to(viewer).filter(pk__in=[use.finding_id for use in uses])
    seen: set[tuple[str, int | None]] = {("contribution", pk) for pk in said.values_list("pk", flat=True)}
    seen |= {("finding", pk) for pk in found.values_list("pk", flat=True)}
    seen |= _sources_seen(uses, viewer)
    urls = urls_of(_ref(use) for use in uses)
    return [_cited(use, seen, urls) for use in uses]


def _sources_seen(uses: list[Use], viewer: Viewer) -> set[tuple[str, int | None]]:
    """A query where there is the exercise of a decision among them, which may be hidden; no other source is."""
    sources = {use.pk for use in uses if use.ref_kind}
    if any(use.ref_kind == SourceKind.EXERCISE for use in uses):
        sources = set(Use.objects.filter(open_sources(viewer), pk__in=sources).values_list("pk", flat=True))
    return {("source", pk) for pk in sources}


def _ref(use: Use) -> Ref:
    if use.contribution:
        return use.contribution.ref
    return use.finding.ref if use.finding else Ref(use.ref_kind, use.ref_id)


def _cited(use: Use, seen: set[tuple[str, int | None]], urls: dict[Ref, str]) -> Cited:
    ref = _ref(use)
    if use.contribution:
        if ("contribution", use.contribution_id) not in seen:
            return Cited(use, "contribution", "", "", "", "", is_gone=True)
        said = use.contribution
        return Cited(use, "contribution", said.excerpt, said.language, credit(said), urls.get(ref, ""), is_gone=False)
    if use.finding:
        if ("finding", use.finding_id) not in seen:
            return Cited(use, "finding", "", "", "", "", is_gone=True)
        words = use.finding.said("title")
        return Cited(use, "finding", words.text, words.language, "", urls.get(ref, ""), is_gone=False)
    if ("source", use.pk) not in seen:
        return Cited(use, "source", "", "", "", "", is_gone=True)
    return Cited(use, "source", use.words or str(ref), "", "", urls.get(ref, "") or use.address, is_gone=False)


def views_on(decision: Decision, viewer: Viewer, *, number: int = 1, size: int = VIEWS_A_PAGE) -> Page[Contribution]:
    """What people said when they were asked about it, newest first."""
    said = Contribution.objects.visible_to(viewer).filter(state=Contribution.State.PUBLISHED)
    about = said.filter(source_kind="decision", source_id=decision.public_id)
    large = ("place__boundary", "place__outline")
    shown = about.select_related("place", "topic").defer(*large).prefetch_related("addressees__organisation")
    return paginate(shown.newest_first(), number=number, size=size)
