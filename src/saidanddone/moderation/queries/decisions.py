"""What was decided and why: for the public log, for a thing's page, and for its author."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.crypto import salted_hmac

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.moderation import registry
from saidanddone.moderation.models import Case, Decision, DecisionQuerySet, SealedOriginal
from saidanddone.moderation.permissions import is_author
from saidanddone.moderation.registry import Described, Part
from saidanddone.people.roles import Permission


def log() -> DecisionQuerySet:
    """Every decision about what is for everyone, newest first. Others are counted, and named to nobody."""
    return Decision.objects.public().select_related("case", "on_appeal_from").newest_first()


def decision_for(viewer: Viewer, public_id: str) -> Decision | None:
    """A decision, if it stands in the log, or if the viewer moderates, wrote what it is about, or can read that."""
    decision = Decision.objects.select_related("case", "on_appeal_from").filter(public_id=public_id).first()
    if decision is None or decision.is_public or viewer.may(Permission.MODERATE):
        return decision
    about = decision.case.about
    thing = registry.describe(about)
    is_theirs = thing is not None and is_author(by=viewer, thing=thing)
    return decision if is_theirs or registry.handler(about.kind).is_visible(about.public_id, viewer) else None


def decisions_about(abouts: Iterable[Ref]) -> dict[Ref, list[Decision]]:
    """What was decided about some things, oldest first: for the "yours" page and for a thing's own page. One query."""
    asked = set(abouts)
    found: dict[Ref, list[Decision]] = {}
    decisions = Decision.objects.filter(case__about_id__in={about.public_id for about in asked})
    decisions = decisions.select_related("case", "on_appeal_from", "appeal")
    for decision in decisions.order_by("decided_at", "pk"):
        if decision.case.about in asked:
            found.setdefault(decision.case.about, []).append(decision)
    return found


def sealed_original_of(case: Case) -> SealedOriginal | None:
    """What stood there before the decision that is appealed took parts out: only where the case is an appeal."""
    if case.origin != Case.Origin.APPEALED:
        return None
    return SealedOriginal.objects.filter(decision=case.appeal.decision_id).first()


def words_put_back(case: Case, thing: Described | None) -> list[Part]:
    """The words as they will stand if an appeal is won: with what that decision took out, and no other."""
    sealed = sealed_original_of(case)
    if sealed is None or thing is None:
        return []
    words = sealed.put_back(thing.words)
    return [replace(part, text=words[part.name]) for part in thing.parts]


def reporter_key(viewer: Viewer, session_key: str, about: Ref) -> str:
    """Who reports what, as a keyed hash: by account, by return link, or by session where there is neither."""
    if viewer.person_id is not None:
        who = f"account:{viewer.person_id}"
    elif viewer.contributor_ids:
        who = f"contributor:{min(viewer.contributor_ids)}"
    else:
        who = f"session:{session_key}"
    return salted_hmac("saidanddone.moderation.reporter", f"{who} {about}", algorithm="sha256").hexdigest()
