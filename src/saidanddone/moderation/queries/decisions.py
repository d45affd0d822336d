"""What was decided and why: for the public log, for a thing's page, and for its author."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from saidanddone.core.refs import Ref
from saidanddone.core.viewer import Viewer
from saidanddone.moderation.models import Case, Decision, SealedOriginal

LOG_HEADER = (
    "decision",
    "decided_at",
    "about",
    "origin",
    "outcome",
    "category",
    "reason",
    "on_appeal_from",
    "overturned",
)


def log() -> QuerySet[Decision]:
    """Every decision, newest first."""
    return Decision.objects.select_related("case", "on_appeal_from").order_by("-decided_at", "-pk")


def log_rows() -> Iterator[tuple[object, ...]]:
    """The decisions for download, without the content and without who decided; words only where they are public."""
    for decision in log().iterator(chunk_size=500):
        appealed = decision.on_appeal_from
        yield (
            decision.public_id,
            decision.decided_at.isoformat(),
            str(decision.case.about),
            decision.case.origin,
            decision.outcome,
            decision.category,
            decision.public_reason,
            appealed.public_id if appealed else "",
            ("yes" if decision.is_overturning else "no") if appealed else "",
        )


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
    """What stood there before parts were taken out: only where the case is an appeal."""
    if case.origin != Case.Origin.APPEALED:
        return None
    return SealedOriginal.objects.filter(about_kind=case.about_kind, about_id=case.about_id).first()


def reporter_key(viewer: Viewer, session_key: str, about: Ref) -> str:
    """Who reports what, as a keyed hash: by account, by return link, or by session where there is neither."""
    if viewer.person_id is not None:
        who = f"account:{viewer.person_id}"
    elif viewer.contributor_ids:
        who = f"contributor:{min(viewer.contributor_ids)}"
    else:
        who = f"session:{session_key}"
    return salted_hmac("saidanddone.moderation.reporter", f"{who} {about}", algorithm="sha256").hexdigest()
