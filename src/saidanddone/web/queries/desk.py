"""What waits for those who act for an organisation: the inbox, by the day on which an answer is due."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.models import Addressee, Contribution
from saidanddone.contributions.queries.figures import OrganisationFigures, organisations_figures
from saidanddone.core.paging import Page, paginate
from saidanddone.core.rules import Refused
from saidanddone.core.text import excerpt
from saidanddone.core.viewer import Viewer
from saidanddone.core.working_days import working_days_between
from saidanddone.people.models import Organisation
from saidanddone.people.queries import holidays
from saidanddone.people.roles import Permission
from saidanddone.web.queries.organisations import Keeping, keepings

STATES = {
    "waiting": _("Waiting"),
    "late": _("Late"),
    "reopened": _("Asked again"),
    "answered": _("Answered"),
}
SIZE = 25


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One contribution that an organisation was asked to answer."""

    addressee: Addressee
    words: str
    state: str
    when: str
    spent: float

    @property
    def contribution(self) -> Contribution:
        return self.addressee.contribution

    @property
    def url(self) -> str:
        """Where this organisation answers it, or, once it has, where it can be read."""
        if self.addressee.state != Addressee.State.WAITING:
            return reverse("contribution", args=[self.contribution.public_id])
        return f"{reverse('answer_contribution', args=[self.contribution.public_id])}?as={self.organisation.slug}"

    @property
    def organisation(self) -> Organisation:
        return self.addressee.organisation

    @property
    def facts(self) -> list[str]:
        row = self.contribution
        topic = row.topic.local_name if row.topic else ""
        return [
            each for each in (row.get_kind_display(), topic, row.place.local_name, self.voices, self.for_whom) if each
        ]

    @property
    def voices(self) -> str:
        count = self.contribution.support_count
        return ngettext("%(n)s other voice", "%(n)s other voices", count) % {"n": count} if count else ""

    @property
    def for_whom(self) -> str:
        is_public = self.contribution.audience == Contribution.Audience.PUBLIC
        return "" if is_public else gettext("Not public")

    @property
    def acknowledged(self) -> bool:
        return self.addressee.acknowledged_at is not None

    @property
    def may_acknowledge(self) -> bool:
        return self.addressee.state == Addressee.State.WAITING and not self.acknowledged


@dataclass(frozen=True, slots=True)
class Inbox:
    rows: list[InboxRow]
    page: Page[Addressee]


def inbox_organisations(viewer: Viewer) -> list[Organisation]:
    """Whose inbox the viewer may read, in the order of their names."""
    ids = [pk for permission, pk in viewer.permissions if permission == Permission.READ_INBOX and pk]
    return list(Organisation.objects.filter(pk__in=ids).order_by("name", "pk"))


def check_reads_inbox(viewer: Viewer) -> list[Organisation]:
    found = inbox_organisations(viewer)
    if not found:
        raise Refused(gettext("Only people who act for an organisation have an inbox here."))
    return found


def check_administers(viewer: Viewer) -> None:
    if not viewer.may(Permission.ADMINISTER):
        raise Refused(gettext("Only an administrator sets the site up."))


def may_answer(viewer: Viewer, organisations: list[Organisation]) -> bool:
    return any(viewer.may(Permission.ANSWER, each.pk) for each in organisations)


def edited(viewer: Viewer, inboxes: list[Keeping]) -> set[int]:
    """Of the organisations with these inboxes, those whose first words of answers the viewer may change."""
    ids = {each.organisation.pk for each in inboxes}
    return {pk for pk in ids if viewer.may(Permission.EDIT_ORGANISATION, pk)}


def inboxes(viewer: Viewer, on: date) -> list[Keeping]:
    """Each inbox that the viewer may read, with how its organisation keeps its promise."""
    return keepings(inbox_organisations(viewer), on)


def counts(organisations: list[Organisation], on: date) -> dict[int, OrganisationFigures]:
    return organisations_figures(organisations, on)


def inbox(viewer: Viewer, organisations: list[Organisation], state: str, number: int, on: date) -> Inbox:
    """One page of what was said to these organisations, the longest overdue first: four queries."""
    related = ("organisation", "contribution__place", "contribution__topic")
    rows = _in_state(_readable(viewer, organisations), state, on).select_related(*related)
    order = ["-first_answered_at", "-pk"] if state == "answered" else [F("due_date").asc(nulls_last=True), "pk"]
    page = paginate(rows.order_by(*order), number=number, size=SIZE)
    return Inbox([_row(each, on) for each in page.rows], page)


def waiting_among(viewer: Viewer, organisation: Organisation, public_ids: list[str]) -> list[Contribution]:
    """Of the contributions chosen in the inbox, those that the viewer may read there."""
    return list(
        Contribution.objects.visible_to(viewer)
        .filter(public_id__in=public_ids, addressees__organisation=organisation)
        .order_by("pk")
    )


def _readable(viewer: Viewer, organisations: list[Organisation]) -> QuerySet[Addressee]:
    """What is published, and meant for everyone or for the organisation itself."""
    shared = Contribution.shared_with.through.objects.filter(
        contribution=OuterRef("contribution"), organisation=OuterRef("organisation")
    )
    meant = Q(contribution__audience=Contribution.Audience.PUBLIC) | Exists(shared)
    return Addressee.objects.filter(meant, organisation__in=organisations).counted()


def _in_state(rows: QuerySet[Addressee], state: str, on: date) -> QuerySet[Addressee]:
    waiting = rows.filter(state=Addressee.State.WAITING)
    match state:
        case "late":
            return waiting.filter(due_date__lt=on, paused_at__isnull=True)
        case "reopened":
            return waiting.filter(reopened_at__isnull=False)
        case "answered":
            return rows.filter(state=Addressee.State.ANSWERED)
    return waiting


def _row(addressee: Addressee, on: date) -> InboxRow:
    when, spent = _clock(addressee, on)
    state = "late" if addressee.is_late(on) else "paused" if addressee.paused_at else str(addressee.state)
    return InboxRow(addressee, excerpt(addressee.contribution.text, 140), state, when, spent)


def _clock(addressee: Addressee, on: date) -> tuple[str, float]:
    """Where the clock stands, in words, and how much of the promised time is spent."""
    due, promise = addressee.due_date, addressee.promise_days
    if addressee.state != Addressee.State.WAITING:
        return "", 1.0
    if addressee.paused_at:
        return gettext("The clock is paused"), 0.0
    if due is None or not promise:
        return gettext("No day was promised"), 0.0
    free = holidays(addressee.organisation.nation)
    if due < on:
        late = working_days_between(due, on, free)
        return ngettext("Late by %(n)s working day", "Late by %(n)s working days", late) % {"n": late}, 1.0
    left = working_days_between(on, due, free)
    if not left:
        return gettext("Due today"), 1.0
    words = ngettext("%(n)s working day left", "%(n)s working days left", left) % {"n": left}
    return words, max(0.0, 1 - left / promise)
