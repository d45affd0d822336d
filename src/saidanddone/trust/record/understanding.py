"""Understanding: what people say of the answers that they got, and of the findings that cite them."""

from collections.abc import Iterator

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from saidanddone.contributions.models import Answer, Contribution, Verdict
from saidanddone.decisions.models import Check, Finding
from saidanddone.trust.record.counting import Counting
from saidanddone.trust.record.figures import Definition, Shown, share
from saidanddone.trust.record.lists import list_of

UNDERSTOOD = Definition(
    "understood",
    _("“You understood me”"),
    _("people who could tell"),
    _(
        "Whoever gets an answer is asked: did we understand you? This is how many say yes, of those who say yes, "
        "partly or no. Each answer has one verdict; “cannot tell” is left out."
    ),
    _("Verdicts given in this time."),
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
    _("What was said of findings in this time."),
    _("One voice is enough for a finding to count as checked. Who disagrees may have stopped following long before."),
    ("findings", "evidence", "finding-checks"),
    address="findings",
)
DEFINITIONS = (UNDERSTOOD, CONFIRMED)


def figures(counting: Counting) -> Iterator[Shown]:
    yield _understood(counting)
    yield _confirmed(counting)


def _understood(counting: Counting) -> Shown:
    subject, period = counting.subject, counting.period
    answers = Answer.objects.filter(contribution__in=Contribution.objects.public(), hidden_at=None)
    mine = subject.narrow(answers, service="contribution__service", place="contribution__place")
    verdicts = Verdict.objects.filter(period.moments("given_at"), answer__in=mine).order_by().values_list("value")
    counts = dict(verdicts.annotate(number=Count("pk")))
    told = sum(counts.get(value, 0) for value in ("yes", "partly", "no"))
    return share(UNDERSTOOD, counts.get("yes", 0), told, period=period, rows=list_of(UNDERSTOOD, subject, period))


def _confirmed(counting: Counting) -> Shown:
    subject, period = counting.subject, counting.period
    findings = subject.narrow(Finding.objects.standing(), service="")
    standing = Check.objects.standing().filter(period.moments("given_at"))
    checks = standing.filter(finding__in=findings, contribution__in=Contribution.objects.public())
    counted = checks.order_by().values("finding").annotate(every=Count("pk"), yes=Count("pk", filter=Q(value="yes")))
    rows = list(counted.values_list("yes", "every"))
    confirmed = sum(2 * yes > every for yes, every in rows)
    return share(CONFIRMED, confirmed, len(rows), period=period, rows=list_of(CONFIRMED, subject, period))
