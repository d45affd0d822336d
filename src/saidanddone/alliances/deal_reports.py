"""The deal as PDF: what its page says, for everyone or for partners, with who signed and how to check it."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saidanddone.alliances.deals import ClauseRead, Deal, PartyRead
from saidanddone.alliances.histories import Signed
from saidanddone.alliances.models import Alliance
from saidanddone.alliances.queries.alliances import Reader
from saidanddone.alliances.terms import TermsRead
from saidanddone.ui import reports
from saidanddone.ui.reports import Block, Facts, Heading, Item, Items, Notice, Prose, Section
from saidanddone.ui.templatetags.words import written


def as_pdf(alliance: Alliance, deal: Deal, reader: Reader, signatures: Sequence[Signed], *, at: datetime) -> bytes:
    report = reports.Report(
        title=deal.title,
        address=settings.SITE_URL + reverse("alliance_deal", args=[alliance.public_id]),
        tone="decided",
        word=_("The deal"),
        lines=[deal.purpose, _version(deal), _for_whom(reader), _("As it stood on %(day)s") % {"day": written(at)}],
        opening=_notices(deal),
        sections=[
            Section(_("Who is in it, and who brings what"), [each for party in deal.parties for each in _party(party)]),
            *(Section(str(kind.label), _clauses(clauses)) for kind, clauses in deal.common),
            Section(_("The money"), [each for terms in deal.money for each in _money(terms)]),
            Section(_("Days and terms"), [_days(alliance)]),
            Section(_("Who signed"), [Items([_signed(each) for each in signatures])]),
            Section(_("How this can be checked"), _checked(deal, reader)),
        ],
    )
    return reports.pdf(report, at=at)


def _version(deal: Deal) -> str:
    version = deal.version
    if version is None or version.signed_at is None:
        return _("Nobody has signed it yet.")
    named = {"number": version.number, "day": written(version.signed_at)}
    return _("Version %(number)s, signed by all on %(day)s") % named


def _for_whom(reader: Reader) -> str:
    return _("For partners alone: it has what they say only to each other.") if reader.is_partner else ""


def _notices(deal: Deal) -> list[Block]:
    if not deal.is_taken_out:
        return []
    words = _("A moderator put other words in their place. What was signed is kept, so that its digest still names it.")
    return [Notice(_("Words were taken out"), [words])]


def _party(party: PartyRead) -> list[Block]:
    bridge = _("Bridge to the community") if party.is_bridge else ""
    blocks: list[Block] = [Heading(party.name), Prose(bridge, is_note=True)]
    if party.brings:
        blocks += [Heading(_("What they say they bring"), level=4), *_clauses(party.brings)]
    if party.seen:
        said = [Item(each.said, notes=[each.by]) for each in party.seen]
        blocks += [Heading(_("What others say they bring"), level=4), Items(said)]
    for kind, clauses in party.own:
        blocks += [Heading(str(kind.label), level=4), *_clauses(clauses)]
    return blocks


def _clauses(clauses: Sequence[ClauseRead]) -> list[Block]:
    blocks: list[Block] = []
    for each in clauses:
        whose = each.level or (each.party.name if each.party and not each.kind.of_party else "")
        if whose:
            blocks.append(Heading(whose))
        blocks.append(Prose(each.said))
        notes = [_("For partners alone")] if each.is_for_partners else []
        notes += [_("A moderator took words out")] if each.is_taken_out else []
        blocks.append(Prose(" · ".join(notes), is_note=True))
    return blocks


def _money(terms: TermsRead) -> list[Block]:
    """As partners read it before they sign."""
    pays = [Item(name, notes=list(what)) for name, what in terms.partners]
    does = [Item(each.name, notes=[f"{each.outcome} · {each.lead}", *each.lines]) for each in terms.schemes]
    return [Heading(terms.name), Prose("\n".join(terms.facts)), Items(pays), Items(does)]


def _days(alliance: Alliance) -> Facts:
    drill = ngettext("every month", "every %(months)s months", alliance.drill_months or 0)
    return Facts(
        [
            (_("Begins"), written(alliance.starts_date)),
            (_("Ends"), written(alliance.ends_date) if alliance.ends_date else ""),
            (_("Looked at again"), written(alliance.review_date)),
            (_("Drill"), drill % {"months": alliance.drill_months} if alliance.drill_months else ""),
        ]
    )


def _signed(each: Signed) -> Item:
    return Item(each.party, notes=[f"{each.post} · {written(each.signed_at)}"])


def _checked(deal: Deal, reader: Reader) -> list[Block]:
    if deal.version is None:
        return []
    blocks: list[Block] = [
        Prose(_("Each party signed exactly one text. Its SHA-256 stands in the public record:")),
        Prose(deal.version.digest),
    ]
    if not reader.is_partner and deal.kept_back:
        kept = ngettext(
            "%(number)s clause is for the partners alone.",
            "%(number)s clauses are for the partners alone.",
            deal.kept_back,
        )
        blocks.append(Prose(kept % {"number": deal.kept_back}, is_note=True))
    return blocks
