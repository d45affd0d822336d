"""The panel: people who offered to be asked now and then. They join and leave by themselves; a round draws from them.

Nothing is kept that would lead from a member to a response: neither a code, nor a name that a response has in each
round. Which rounds somebody answered would be enough to find them by, so rounds of a panel are compared as if other
people had answered each.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from saidanddone.core.clock import local_date
from saidanddone.core.ids import new_public_id
from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.messaging import actions as messaging
from saidanddone.people.models import Contributor, Organisation
from saidanddone.people.queries import reach_of
from saidanddone.places.models import Place
from saidanddone.surveys import panels
from saidanddone.surveys.models import PanelMember, SampleCase, Wave
from saidanddone.surveys.permissions.panels import (
    check_draw_panel,
    check_forget_member,
    check_join_panel,
    check_leave_panel,
    check_stop_asking,
)
from saidanddone.surveys.queries import panels as queries

AT_ONCE = 400
Status = SampleCase.Status


def join_panel(
    *, by: Viewer, at: datetime, organisation: Organisation, contributor: Contributor, place: Place | None
) -> PanelMember:
    """Said twice, they are a member once; where they live is what they said last."""
    check_join_panel(
        by=by,
        organisation=organisation,
        contributor=contributor,
        is_offered=queries.offered().filter(pk=organisation.pk).exists(),
        is_reached=reach_of(contributor) is not None,
    )
    own = PanelMember.objects.filter(organisation=organisation, contributor__in=by.contributor_ids)
    with transaction.atomic():
        if known := own.select_for_update().order_by("pk").first():
            known.place = place
            known.save(update_fields=["place"])
            return known
        facts = {"organisation": organisation, "contributor": contributor}
        try:
            with transaction.atomic():
                return PanelMember.objects.create(**facts, place=place, joined_at=at)
        except IntegrityError:
            return PanelMember.objects.get(**facts)


def leave_panel(*, by: Viewer, at: datetime, member: PanelMember) -> None:
    """Nothing of it stays: the row goes, and messages that asked them. What they answered is anonymous, and stays."""
    check_leave_panel(by=by, member=member)
    _forget(by, at, member)


def forget_member(*, by: Viewer, at: datetime, contributor_id: int) -> None:
    """Somebody is erased: they leave every panel."""
    check_forget_member(by=by)
    for member in PanelMember.objects.filter(contributor=contributor_id).order_by("pk"):
        _forget(by, at, member)


def stop_asking(
    *, by: Viewer, at: datetime, case: SampleCase | None, member: PanelMember | None, for_good: bool
) -> None:
    """By the link in a message: not in this round, and of a panel not in any other."""
    check_stop_asking(by=by, case=case, member=member)
    with transaction.atomic():
        if case:
            _refuse(by, at, case)
        if member and for_good:
            _forget(by, at, member)


def _forget(by: Viewer, at: datetime, member: PanelMember) -> None:
    with transaction.atomic():
        for case in member.cases.order_by("pk"):
            _refuse(by, at, case)
        PanelMember.objects.filter(pk=member.pk).delete()


def _refuse(by: Viewer, at: datetime, case: SampleCase) -> None:
    """Who has answered has answered; nobody is written to again."""
    open_cases = SampleCase.objects.filter(pk=case.pk).exclude(status__in=(Status.ANSWERED, Status.NOT_ELIGIBLE))
    open_cases.update(status=Status.REFUSED)
    messaging.forget(by=by, at=at, recipient=Ref("sample-case", case.public_id))


def draw_panel(*, by: Viewer, at: datetime, wave: Wave, place: Place | None, wanted: int | None, by_place: bool) -> int:
    """All members who live there, or so many by chance, become cases of the round; gives how many.

    A case holds neither name nor address: those are asked of the member when a message is written.
    """
    with transaction.atomic():
        current = Wave.objects.select_for_update(of=("self",)).select_related("survey").get(pk=wave.pk)
        members = queries.may_be_asked(current, place=place, on=local_date(at))
        check_draw_panel(by=by, wave=current, members=members, wanted=wanted, at=at)
        drawn = list(panels.chosen(members, wanted=wanted, by_place=by_place))
        cases = [
            SampleCase(
                wave=current,
                key=f"panel-{new_public_id()}",
                from_panel=True,
                member=each.member,
                stratum=each.stratum,
                weight=each.weight,
            )
            for each in drawn
        ]
        SampleCase.objects.bulk_create(cases, batch_size=AT_ONCE)
        keys = [each.member.pk for each in drawn]
        for start in range(0, len(keys), AT_ONCE):
            PanelMember.objects.filter(pk__in=keys[start : start + AT_ONCE]).update(asked_date=local_date(at))
    return len(drawn)
