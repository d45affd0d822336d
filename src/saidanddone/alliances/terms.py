"""The terms of a fund as a deal freezes them, and the same in words: who pays what and when, for what, at whose risk.

terms_of(fund)["surplus"]     'carried'
in_words(terms).lines         ['Care workers: 2025/26 £200,000. Aberwen Homes bears all of it.']
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from saidanddone.commitments.models import Outcome
from saidanddone.core.money import pounds
from saidanddone.funds.models import Fund, Instalment
from saidanddone.funds.pages import rule_words
from saidanddone.people.models import Organisation
from saidanddone.ui.templatetags.words import written

Terms = Mapping[str, Any]


def terms_of(fund: Fund) -> dict[str, Any]:
    """Data alone, so that it has one digest. Partners, schemes and lines stand in their order."""
    partners = fund.partners.select_related("organisation").prefetch_related("instalments").order_by("pk")
    schemes = fund.schemes.select_related("outcome", "lead").prefetch_related("lines__budgets").order_by("order", "pk")
    return {
        "id": fund.public_id,
        "name": fund.name,
        "kind": str(fund.kind),
        "host": fund.host.slug,
        "starts_date": fund.starts_date.isoformat(),
        "ends_date": fund.ends_date.isoformat() if fund.ends_date else None,
        "year_month": fund.year_month,
        "tolerance_pence": fund.tolerance_pence,
        "surplus": str(fund.surplus),
        "partners": [_partner(each) for each in partners],
        "schemes": [_scheme(each) for each in schemes],
    }


def _partner(partner: Any) -> dict[str, Any]:
    instalments = [
        {
            "due_date": each.due_date.isoformat(),
            "pence": each.amount_pence,
            "form": str(each.form),
            "is_recurrent": each.is_recurrent,
            "what": each.what,
        }
        for each in partner.instalments.all()
    ]
    return {"organisation": partner.organisation.slug, "instalments": instalments}


def _scheme(scheme: Any) -> dict[str, Any]:
    lines = [
        {
            "id": line.public_id,
            "name": line.name,
            "risk": line.risk,
            "budgets": [{"year": each.year, "pence": each.amount_pence} for each in _by_year(line)],
        }
        for line in scheme.lines.all()
    ]
    facts = {"name": scheme.name, "outcome": scheme.outcome.public_id, "lead": scheme.lead.slug}
    return {**facts, "lines": lines}


def _by_year(line: Any) -> Sequence[Any]:
    return sorted(line.budgets.all(), key=lambda each: int(each.year))


@dataclass(frozen=True, slots=True)
class SchemeRead:
    """What a part of the money does, for which outcome, who sees to it, and its lines in words."""

    name: str
    outcome: str
    lead: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class TermsRead:
    """The terms as partners read them before they sign."""

    public_id: str
    name: str
    facts: Sequence[str]
    partners: Sequence[tuple[str, Sequence[str]]]
    schemes: Sequence[SchemeRead]

    @property
    def text(self) -> str:
        """All of it line by line, to be laid beside another version."""
        rows = [self.name, *self.facts]
        rows += [f"{name}: {'; '.join(pays)}" for name, pays in self.partners]
        rows += [f"{each.name} ({each.outcome}; {each.lead}): {' '.join(each.lines)}" for each in self.schemes]
        return "\n".join(rows)


def in_words(terms: Terms) -> TermsRead:
    """Two queries, for names in the reader's language; what is not here any more keeps the name in the text."""
    slugs = [terms["host"], *(each["organisation"] for each in terms["partners"])]
    slugs += [each["lead"] for each in terms["schemes"]]
    names = {each.slug: each.local_name for each in Organisation.objects.filter(slug__in=slugs)}
    wanted = [each["outcome"] for each in terms["schemes"]]
    outcomes = {
        each.public_id: str(each.said("title")) for each in Outcome.objects.public().filter(public_id__in=wanted)
    }
    return TermsRead(
        public_id=terms["id"],
        name=terms["name"],
        facts=_facts(terms, names),
        partners=[_pays(each, names) for each in terms["partners"]],
        schemes=[_does(each, names, outcomes, terms["year_month"]) for each in terms["schemes"]],
    )


def _facts(terms: Terms, names: Mapping[str, str]) -> list[str]:
    host = names.get(terms["host"], terms["host"])
    starts = written(date.fromisoformat(terms["starts_date"]))
    days = _("From %(day)s on.") % {"day": starts}
    if terms["ends_date"]:
        days = _("From %(first)s to %(last)s.") % {
            "first": starts,
            "last": written(date.fromisoformat(terms["ends_date"])),
        }
    return [
        str(Fund.Kind(terms["kind"]).label),
        _("%(host)s keeps its books.") % {"host": host},
        days,
        _("A line may be forecast off by %(pounds)s without a plan.") % {"pounds": pounds(terms["tolerance_pence"])},
        _("When a year leaves something over: %(what)s.") % {"what": Fund.Surplus(terms["surplus"]).label},
    ]


def _pays(partner: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, list[str]]:
    found = []
    for each in partner["instalments"]:
        words = [pounds(each["pence"]), written(date.fromisoformat(each["due_date"]))]
        if each["form"] == Instalment.Form.IN_KIND:
            words.append(_("in kind: %(what)s") % {"what": each["what"]})
        if each["is_recurrent"]:
            words.append(_("each year"))
        found.append(", ".join(words))
    return names.get(partner["organisation"], partner["organisation"]), found


def _does(
    scheme: Mapping[str, Any], names: Mapping[str, str], outcomes: Mapping[str, str], year_month: int
) -> SchemeRead:
    shared = Fund(year_month=year_month)
    lines = []
    for line in scheme["lines"]:
        budgets = ", ".join(f"{shared.year_name(each['year'])} {pounds(each['pence'])}" for each in line["budgets"])
        budgets = budgets or _("no budget yet")
        lines.append(f"{line['name']}: {budgets}. {rule_words(line['risk'], names)}")
    lead = names.get(scheme["lead"], scheme["lead"])
    return SchemeRead(scheme["name"], outcomes.get(scheme["outcome"], ""), lead, lines)
