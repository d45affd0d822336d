"""What a writer has before them: what could be cited, what is cited, and what is missing before the next step."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from saidanddone.contributions.cards import credit
from saidanddone.contributions.models import Contribution
from saidanddone.core.paging import Page, paginate
from saidanddone.core.rules import allows
from saidanddone.core.text import excerpt
from saidanddone.core.viewer import Viewer
from saidanddone.decisions.models import Evidence, Finding, Writer
from saidanddone.decisions.permissions import (
    check_edits_finding,
    check_publish_finding,
    check_publishes_finding,
    check_translate_finding,
    check_writes_findings,
    missing_to_publish,
)
from saidanddone.decisions.queries.findings import Cited, cited, evidence_shown
from saidanddone.people.models import Organisation
from saidanddone.people.roles import Permission
from saidanddone.search.queries import matches

SIZE = 20
CITED = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """A contribution that could be cited; with `sentence`, by that sentence of it."""

    contribution: Contribution
    words: str
    sentence: str = ""

    @property
    def credit(self) -> str:
        return credit(self.contribution)

    @property
    def facts(self) -> list[str]:
        said = self.contribution
        return [said.topic.local_name if said.topic else "", said.place.local_name]


@dataclass(frozen=True, slots=True)
class Workspace:
    """The finding's own side."""

    finding: Finding
    cited: list[Cited]
    page: Page[Evidence]
    writers: list[Writer]
    missing: list[str]
    may: dict[str, bool]


def workspace_of(slug: str, public_id: str, *, viewer: Viewer, number: int) -> Workspace:
    """Raises `Finding.DoesNotExist` for whoever may not see it, `Refused` for whoever writes for others."""
    finding = finding_on_desk(slug, public_id, viewer=viewer)
    page = paginate(evidence_shown(finding, viewer).order_by("-cited_at", "-pk"), number=number, size=CITED)
    is_open = finding.is_open
    return Workspace(
        finding=finding,
        cited=cited(page.rows),
        page=page,
        writers=list(finding.writers.select_related("organisation").order_by("pk")),
        missing=missing_to_publish(finding) if is_open else [],
        may={
            "edit": allows(check_edits_finding, by=viewer, finding=finding),
            "translate": allows(check_translate_finding, by=viewer, finding=finding),
            "ask": is_open and finding.state == Finding.State.DRAFT,
            "publish": is_open and allows(check_publish_finding, by=viewer, finding=finding),
            "end": allows(check_publishes_finding, by=viewer, finding=finding)
            and finding.state in (Finding.State.DRAFT, Finding.State.CHECKING, Finding.State.PUBLISHED),
            "supersede": allows(check_publishes_finding, by=viewer, finding=finding)
            and finding.state == Finding.State.PUBLISHED,
        },
    )


def finding_on_desk(slug: str, public_id: str, *, viewer: Viewer) -> Finding:
    rows = Finding.objects.visible_to(viewer).select_related("place", "topic", "organisation")
    finding = rows.defer("place__boundary", "place__outline").get(public_id=public_id, organisation__slug=slug)
    check_writes_findings(by=viewer, organisation=finding.organisation)
    return finding


def organisation_on_desk(slug: str, *, viewer: Viewer) -> Organisation:
    """Raises `Organisation.DoesNotExist`, or `Refused` for whoever writes for others."""
    organisation = Organisation.objects.get(slug=slug)
    check_writes_findings(by=viewer, organisation=organisation)
    return organisation


def organisations_written_for(viewer: Viewer) -> list[Organisation]:
    ids = [pk for pk in viewer.organisation_ids if viewer.may(Permission.WRITE, pk)]
    return list(Organisation.objects.filter(pk__in=ids).order_by("name", "pk"))


def _citable(finding: Finding, viewer: Viewer) -> QuerySet[Contribution]:
    """What may be cited and is not yet, with what a row shows."""
    taken = finding.evidence.said().values("contribution")
    rows = finding.citable_by(viewer).exclude(pk__in=taken).select_related("place", "topic")
    return rows.defer("place__boundary", "place__outline")


def search_page(finding: Finding, filters: dict[str, object], *, viewer: Viewer, number: int) -> Page[Contribution]:
    """By words, place, topic and kind; newest first."""
    rows = _citable(finding, viewer)
    if words := filters.get("q"):
        rows = rows.filter(public_id__in=matches(str(words), kind="contribution").values("public_id"))
    if place := filters.get("place"):
        rows = rows.filter(place__path__startswith=place.path)  # type: ignore[attr-defined]
    plain = {name: value for name in ("topic", "kind") if (value := filters.get(name))}
    return paginate(rows.filter(**plain).newest_first(), number=number, size=SIZE)  # type: ignore[attr-defined]


def of_keys(finding: Finding, keys: Sequence[int], *, viewer: Viewer) -> list[Candidate]:
    """Those of these contributions that may be cited and are not yet, in the order of the keys."""
    rows = {row.pk: row for row in _citable(finding, viewer).filter(pk__in=keys)}
    return candidates([rows[pk] for pk in dict.fromkeys(keys) if pk in rows])


def candidates(rows: Sequence[Contribution]) -> list[Candidate]:
    return [Candidate(each, excerpt(each.text, 320)) for each in rows]


def chosen_to_cite(finding: Finding, public_ids: Sequence[str], *, viewer: Viewer) -> list[Contribution]:
    """Those of these that may still be cited, at most as many as stand on a page."""
    return list(_citable(finding, viewer).filter(public_id__in=public_ids[: SIZE * 3]).order_by("pk"))


def chosen_evidence(finding: Finding, chosen: str, *, viewer: Viewer) -> list[Evidence]:
    """The piece of evidence by its contribution's public id, or its reference; nothing where there is none."""
    kind, _, ref_id = chosen.partition(":")
    shown = evidence_shown(finding, viewer)
    if kind and ref_id:
        return list(shown.filter(ref_kind=kind, ref_id=ref_id))
    return list(shown.filter(contribution__public_id=chosen))


def chosen_writer(finding: Finding, place: str) -> list[Writer]:
    """The writer who stands at a place of the list, counted from nought."""
    writers = list(finding.writers.order_by("pk"))
    return [writers[int(place)]] if place.isascii() and place.isdigit() and int(place[:4]) < len(writers) else []


def nameable(finding: Finding) -> list[Contribution]:
    """Contributions that it cites whose contributors chose a name, to credit one of them as a writer."""
    named = finding.evidence.standing().said().exclude(contribution__credit_name="").select_related("contribution")
    return [each.contribution for each in named.order_by("-cited_at", "-pk")[:100] if each.contribution]
