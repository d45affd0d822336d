"""A note that covers somebody, as a PDF of one page."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from saidanddone.alliances.models import CoverNote
from saidanddone.ui import reports
from saidanddone.ui.reports import Item, Items, Prose, Section
from saidanddone.ui.templatetags.words import written


def as_pdf(note: CoverNote, *, at: datetime) -> bytes:
    backed = [Item(f"{each.party}: {each.post}", notes=[written(each.signed_at)]) for each in note.backings.all()]
    stands = _("It holds until %(day)s.") % {"day": written(note.until_date)}
    if note.ended_date:
        ended = {"day": written(note.ended_date), "how": note.how_it_ended}
        stands = _("It ended on %(day)s: %(how)s") % ended
    reader = "" if note.is_public else _("For partners alone.")
    report = reports.Report(
        title=_("We take this risk together"),
        address=settings.SITE_URL + reverse("cover_note", args=[note.alliance.public_id, note.public_id]),
        tone="decided",
        word=_("Cover note"),
        lines=[f"{note.party}: {note.post}", stands, reader],
        sections=[
            Section(_("What is tried"), [Prose(note.what)]),
            Section(_("Who carries which part"), [Prose(note.who_carries)]),
            Section(_("The risk of not acting"), [Prose(note.not_acting)]),
            Section(_("Who backs it"), [Items(backed)] if backed else [Prose(_("Nobody has backed it yet."))]),
        ],
    )
    return reports.pdf(report, at=at)
