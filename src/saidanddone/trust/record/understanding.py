"""Understanding: what people say of the answers that they got, and of the findings that cite them."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.models import Answer, Contribution, Verdict
from saidanddone.decisions.models import Check, Finding
from saidanddone.trust.record.figures import Definition, Shown, share
from saidanddone.trust.record.lists import list_of
from saidanddone.trust.subjects import Subject

UNDERSTOOD = Definition(
    "understood",
    _("“You understood me”"),
    _("people who could tell"),
    _(
        "Whoever gets an answer is asked: did we understand you? This is how many say yes, of those who say yes, "
        "partly or no. Each answer has one verdict; “cannot tell” is left out."
    ),
    _(
        "Most people give no verdict, and those who were angry enough or glad enough do. Feeling understood is not "
        "the same as getting what one asked for."
    ),
    ("contributions", "answers", "verdicts"),
    address="contributions",
)
CONFIRMED = Definition(
    "findings_confirmed",
    _("Findings that those they cite confirm"),
    _("findings that somebody checked"),
    _(
        "Whoever is cited in a finding can say whether it is what they meant. A finding counts as confirmed when more "
        "than half of those who say something of it say yes."
    ),
    _("One voice is enough for a finding to count as checked. Who disagrees may have stopped following long before."),
    ("findings", "evidence", "finding-checks"),
    address="findings",
)
DEFINITIONS = (UNDERSTOOD, CONFIRMED)


def figures(subject: Subject, *, on: date) -> Iterator[Shown]:
    yield _understood(subject, on)
    yield _confirmed(subject, on)


def _understood(subject: Subject, on: date) -> Shown:
    answers = Answer.objects.filter(contribution__in=Contribution.objects.public(), hidden_at=None)
    mine = subject.narrow(answers, service="contribution__service", place="contribution__place")
    verdicts = Verdict.objects.filter(answer__in=mine).order_by().values_list("value")
    counts = dict(verdicts.annotate(number=Count("pk")))
    told = sum(counts.get(value, 0) for value in ("yes", "partly", "no"))
    return share(UNDERSTOOD, counts.get("yes", 0), told, until=on, rows=list_of(UNDERSTOOD, subject))


def _confirmed(subject: Subject, on: date) -> Shown:
    findings = subject.narrow(Finding.objects.standing(), service="")
    checks = Check.objects.standing().filter(finding__in=findings, contribution__in=Contribution.objects.public())
    counted = checks.order_by().values("finding").annotate(every=Count("pk"), yes=Count("pk", filter=Q(value="yes")))
    rows = list(counted.values_list("yes", "every"))
    confirmed = sum(2 * yes > every for yes, every in rows)
    return share(CONFIRMED, confirmed, len(rows), until=on, rows=list_of(CONFIRMED, subject))
