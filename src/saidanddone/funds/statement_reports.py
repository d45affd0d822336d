"""A partner's statement as PDF: what it paid, what was done with it, what is left of it, what it bears."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saidanddone.core.money import pounds
from saidanddone.funds.queries.statements import Told
from saidanddone.ui import reports
from saidanddone.ui.reports import Facts, Prose, Section, Table, Words
from saidanddone.ui.templatetags.words import written

FIGURES: dict[str, Promise | str] = {
    "promised": gettext_lazy("Promised for the year"),
    "received": gettext_lazy("Paid in"),
    "promised_in_kind": gettext_lazy("Promised in kind"),
    "given": gettext_lazy("Given in kind"),
    "left": gettext_lazy("Share of what is in the purse"),
    "reserve": gettext_lazy("Share of the reserve"),
}


def as_pdf(told: Told, *, at: datetime) -> bytes:
    fund, partner = told.fund, told.partner.organisation
    year = fund.year_name(told.year)
    rows: list[list[Words]] = [
        [each.line.said("name"), *(pounds(getattr(each, name)) for name in ("budget", "spent", "bears"))]
        for each in told.lines
    ]
    totals: list[Words] = [_("In all"), *(pounds(told.total(name)) for name in ("budget", "spent", "bears"))]
    headings = [_("Line"), _("Share of the budget"), _("Share of what was spent"), _("Bears of the variance")]
    report = reports.Report(
        title=_("Statement of %(partner)s for %(year)s") % {"partner": partner.local_name, "year": year},
        address=settings.SITE_URL + reverse("fund", args=[fund.public_id]),
        tone="done",
        word=_("Fund"),
        lines=[fund.said("name"), standing_words(told, at)],
        sections=[
            Section(
                _("What it paid, and what is left"),
                [Facts([(str(label), pounds(told.figures[name])) for name, label in FIGURES.items()])],
            ),
            Section(
                _("Its share of each line"),
                [Table(_("Its share of each line"), headings, [*rows, totals], numbers=(1, 2, 3))],
            ),
            Section(_("How this can be checked"), [Prose(checked_words(told))]),
        ],
    )
    return reports.pdf(report, at=at)


def standing_words(told: Told, at: datetime) -> str:
    if told.year_end:
        return _("As kept when the year was closed on %(day)s") % {"day": written(told.year_end.closed_at)}
    return _("As it stood on %(day)s") % {"day": written(at)}


def checked_words(told: Told) -> str:
    if told.digest:
        return _("Its SHA-256, as it stands in the public record: %(digest)s") % {"digest": told.digest}
    return _("The year is not closed: the figures may still change.")
