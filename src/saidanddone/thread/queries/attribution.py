"""What somebody gave and what it led to: to show, under the name that they chose, with the record's proof."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from saidanddone.commitments.models import Commitment, FollowUp
from saidanddone.contributions.models import Answer, Contribution
from saidanddone.core.paging import Page, paginate
from saidanddone.core.refs import Ref, urls_of
from saidanddone.core.viewer import STRANGER, Viewer
from saidanddone.decisions.models import Evidence, Finding, Use
from saidanddone.thread import thanked
from saidanddone.thread.models import CreditsPage
from saidanddone.thread.news import title_of


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a contribution led to. `note` is its use, or whether it worked."""

    stage: str
    ref: Ref
    title: str
    note: str
    because: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Gift:
    """One contribution with what it led to, in the order of the stages, and how whoever said it was thanked."""

    contribution: Contribution
    steps: list[Step]
    thanks: list[thanked.Thanked]


def own(by: Viewer) -> QuerySet[Contribution]:
    """All of their own that stands."""
    rows = Contribution.objects.filter(contributor__in=by.contributor_ids, state=Contribution.State.PUBLISHED)
    return rows.select_related("place", "topic").order_by("-published_at", "-pk")


def under(page: CreditsPage) -> QuerySet[Contribution]:
    """What everyone may read, under the one name that was chosen for the page."""
    rows = Contribution.objects.public().filter(contributor=page.contributor_id, credit_name=page.credit_name)
    return rows.select_related("place", "topic").order_by("-published_at", "-pk")


def opened(public_id: str) -> CreditsPage | None:
    """While something stands under its name that everyone may read: an empty page would keep the name in sight."""
    page = CreditsPage.objects.filter(public_id=public_id).first()
    return page if page and under(page).exists() else None


def page_of(
    rows: QuerySet[Contribution], *, number: int, viewer: Viewer = STRANGER
) -> tuple[Page[Contribution], list[Gift]]:
    page = paginate(rows, number=number)
    return page, gifts(page.rows, viewer=viewer)


def gifts(rows: Sequence[Contribution], *, viewer: Viewer = STRANGER) -> list[Gift]:
    """In a fixed number of queries; only what everyone may read of findings, decisions and promises.

    Thanks are as the viewer may see them, so that amounts stand on nobody's page but the contributor's own.
    """
    ids = [row.pk for row in rows]
    steps: defaultdict[int, list[Step]] = defaultdict(list)
    _answers(ids, steps)
    found = _findings(ids, steps)
    taken = _decisions(ids, found, steps)
    _promises(ids, found, taken, steps)
    _worked(ids, steps)
    urls = urls_of(step.ref for each in steps.values() for step in each)
    given: defaultdict[int, list[thanked.Thanked]] = defaultdict(list)
    for each in thanked.of(ids, viewer):
        given[each.thanks.contribution_id].append(each)
    return [Gift(row, [_linked(step, urls) for step in _once(steps[row.pk])], given[row.pk]) for row in rows]


def _answers(ids: list[int], steps: defaultdict[int, list[Step]]) -> None:
    rows = Answer.objects.saying_something().filter(contribution__in=ids, hidden_at=None)
    for row in rows.select_related("organisation").order_by("answered_at", "pk"):
        steps[row.contribution_id].append(Step("answered", row.ref, title_of(row), str(row.get_kind_display())))


def _findings(ids: list[int], steps: defaultdict[int, list[Step]]) -> dict[int, set[int]]:
    """Finding → the contributions that it cites."""
    cited: defaultdict[int, set[int]] = defaultdict(set)
    standing = Finding.objects.standing()
    rows = Evidence.objects.filter(contribution__in=ids, finding__in=standing).select_related("finding")
    for row in rows.order_by("pk"):
        said = row.contribution_id or 0
        cited[row.finding_id].add(said)
        steps[said].append(Step("understood", row.finding.ref, title_of(row.finding), ""))
    return cited


def _decisions(ids: list[int], found: dict[int, set[int]], steps: defaultdict[int, list[Step]]) -> dict[int, set[int]]:
    """Decision → the contributions that it used, by themselves or in a finding."""
    used: defaultdict[int, set[int]] = defaultdict(set)
    rows = Use.objects.filter(Q(contribution__in=ids) | Q(finding__in=list(found)), ~Q(value=""))
    public = rows.filter(decision__decided_at__isnull=False, decision__hidden_at=None)
    for row in public.exclude(decision__state="withdrawn").select_related("decision").order_by("contribution", "pk"):
        said = {row.contribution_id} if row.contribution_id else found.get(row.finding_id or 0, set())
        for each in said:
            note = str(row.get_value_display())
            steps[each].append(Step("decided", row.decision.ref, title_of(row.decision), note, row.because))
            if row.value != Use.Value.NOT_USED:
                used[row.decision_id].add(each)
    return used


def _promises(
    ids: list[int],
    found: dict[int, set[int]],
    taken: dict[int, set[int]],
    steps: defaultdict[int, list[Step]],
) -> None:
    origin = Q(contribution__in=ids) | Q(finding__in=list(found)) | Q(decision__in=list(taken))
    for row in Commitment.objects.public().filter(origin).order_by("pk"):
        said = {row.contribution_id} if row.contribution_id else set()
        said |= found.get(row.finding_id or 0, set()) | taken.get(row.decision_id or 0, set())
        for each in said:
            steps[each].append(Step("done" if row.kept_date else "decided", row.ref, title_of(row), ""))


def _worked(ids: list[int], steps: defaultdict[int, list[Step]]) -> None:
    rows = FollowUp.objects.filter(contribution__in=ids, commitment__hidden_at=None).exclude(value="")
    for row in rows.select_related("commitment").order_by("pk"):
        title = title_of(row.commitment)
        steps[row.contribution_id].append(Step("felt", row.commitment.ref, title, str(row.get_value_display())))


def _once(steps: Iterable[Step]) -> list[Step]:
    """A decision that used the words themselves and a finding with them stands once."""
    return list({(step.stage, step.ref): step for step in reversed(list(steps))}.values())[::-1]


def _linked(step: Step, urls: dict[Ref, str]) -> Step:
    return Step(step.stage, step.ref, step.title, step.note, step.because, urls.get(step.ref, ""))


def names(by: Viewer) -> list[str]:
    """The names under which they spoke, of which one can have a page."""
    shown = own(by).filter(audience=Contribution.Audience.PUBLIC).exclude(credit_name="")
    return sorted(set(shown.order_by().values_list("credit_name", flat=True)))


def open_page(by: Viewer) -> CreditsPage | None:
    return CreditsPage.objects.filter(contributor__in=by.contributor_ids).order_by("pk").first()
