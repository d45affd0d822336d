"""Link what was said twice. Each keeps its contributor's credit, and all of them are told what comes of it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from saidanddone.contributions import deadlines, recording, signals, tallies
from saidanddone.contributions.models import Addressee, Contribution
from saidanddone.contributions.permissions import check_link_same, check_unlink_same
from saidanddone.core.rules import Refused
from saidanddone.core.viewer import Viewer


def link_same(*, by: Viewer, at: datetime, contribution: Contribution, same_as: Contribution) -> Contribution:
    """Say that a contribution is the same as another. Chains are made flat, so that a link leads straight to the first.

    Clocks go on: each is stopped by the answer to the one that it is linked to, or at once if that has been answered.
    """
    with transaction.atomic():
        contribution, same_as, moving = _locked(contribution, same_as)
        check_link_same(by=by, contribution=contribution, same_as=same_as)
        if contribution.same_as_id == same_as.pk:
            return contribution
        with tallies.kept([each.pk for each in moving]):
            Contribution.objects.filter(pk=same_as.pk).update(same_as=None)
            Contribution.objects.filter(pk__in=[each.pk for each in moving]).update(same_as=same_as)
            _settle_answered(at, same_as, moving)
        for each in moving:
            each.same_as = same_as
            recording.append_about(each, "same-as", by=by, at=at, fields={"same_as": same_as.public_id})
            signals.send("linked", about=same_as.ref, contribution_ids=[each.pk], by=by, at=at)
            signals.send("linked", about=each.ref, contribution_ids=[same_as.pk], by=by, at=at)
    return next(each for each in moving if each.pk == contribution.pk)


def _locked(contribution: Contribution, same_as: Contribution) -> tuple[Contribution, Contribution, list[Contribution]]:
    """Both as they stand, the second followed to its first; and what moves: the one and those linked to it."""
    first = _first_of(same_as)
    target_pk = same_as.pk if first == contribution.pk else first  # else: the two change places
    family = Contribution.objects.family(contribution.pk, target_pk).select_related("contributor__person")
    rows = {each.pk: each for each in family.select_for_update(of=("self",))}
    target = rows[target_pk]
    if target.same_as_id not in (None, contribution.pk):
        raise Refused(gettext("Somebody else changed this at the same moment. Please try again."))
    moving = [each for each in rows.values() if each.pk != target_pk and contribution.pk in (each.pk, each.same_as_id)]
    return rows[contribution.pk], target, moving


def _first_of(contribution: Contribution) -> int:
    """What it was linked to; itself if it stands alone."""
    return Contribution.objects.values_list("same_as", flat=True).get(pk=contribution.pk) or contribution.pk


def _settle_answered(at: datetime, same_as: Contribution, moving: list[Contribution]) -> None:
    answered = same_as.addressees.filter(state=Addressee.State.ANSWERED).values("organisation")
    waiting = Addressee.objects.waiting().filter(contribution__in=moving, organisation__in=answered)
    for addressee in waiting.select_related("organisation").order_by("pk"):
        deadlines.settle(addressee, at=at)


def unlink_same(*, by: Viewer, at: datetime, contribution: Contribution) -> Contribution:
    """Take a link away; the contribution stands by itself again."""
    with transaction.atomic():
        contribution = Contribution.objects.select_for_update(of=("self",)).get(pk=contribution.pk)
        check_unlink_same(by=by, contribution=contribution)
        contribution.same_as = None
        contribution.save(update_fields=["same_as"])
        recording.append_about(contribution, "same-as", by=by, at=at, fields={"same_as": None})
        signals.send("dispositions", about=contribution.ref, contribution_ids=[contribution.pk], by=by, at=at)
    return contribution
