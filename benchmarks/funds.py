"""A fund with 200,000 transfers: its public page, its desk, and its trial balance from scratch beside the kept one."""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from benchmarks import seed
from benchmarks.load import load, server
from benchmarks.measurement import Measurement, Options, busy

TRANSFERS, PARTNERS, SCHEMES, LINES, WAITING = 200_000, 6, 12, 4, 40
MOST_QUERIES, LEAST_PER_SECOND, MOST_SECONDS = 19, 50.0, 1.0
BATCH = 5_000
RULE = {"kind": "waterfall", "steps": ["inside", "reserve"], "then": {"kind": "variable"}}


def measure(options: Options) -> Iterable[Measurement]:
    from django.core.management import call_command
    from django.db import connection

    from saidanddone.core import clock
    from saidanddone.record import sequencer

    call_command("collectstatic", verbosity=0, interactive=False)
    books = _Books.open()
    books.fill()
    sequencer.run_once(clock.now())
    seed.settle()
    yield from _balances(books, options)
    pages, cookie = books.pages(), books.signed_in()
    for what, (path, is_desk, most) in pages.items():
        count, took = _asked(path, cookie if is_desk else "")
        note = f"{took * 1000:.0f} ms of a processor"
        yield Measurement(f"{what}: queries", count, "", options.database, TRANSFERS, most, at_most=True, note=note)
    connection.close()
    with server(options.workers) as address:
        for what, (path, is_desk, _most) in pages.items():
            found = load(address + path, options.seconds, cookie=cookie if is_desk else "")
            slow = f"99 % within {found.slow:.0f} ms, " if found.slow is not None else ""
            note = f"{slow}{options.workers} workers, by {found.by}; {busy()}"
            per_second = 0.0 if found.failed else found.per_second
            yield Measurement(
                f"{what}: requests", per_second, "a second", options.database, TRANSFERS, LEAST_PER_SECOND, note=note
            )


def _balances(books: "_Books", options: Options) -> Iterable[Measurement]:
    from saidanddone.funds.queries.ledger import kept_balances, trial_balance

    scratch, kept = (_median(lambda work=work: work(books.fund)) for work in (trial_balance, kept_balances))
    one, other = trial_balance(books.fund), kept_balances(books.fund)
    assert one.difference == other.difference == 0
    assert one.sides == other.sides, "what is kept is not what the transfers come to"
    note = f"equal to the kept one, which takes {kept * 1000:.0f} ms; {busy()}"
    yield Measurement(
        "fund: trial balance from scratch",
        scratch,
        "s",
        options.database,
        TRANSFERS,
        MOST_SECONDS,
        at_most=True,
        note=note,
    )


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(5):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return sorted(times)[2]


def _asked(path: str, cookie: str) -> tuple[int, float]:
    """How many queries a page asks, and how many seconds of a processor it takes: however busy the machine is."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost", "cookie": cookie})
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    count, times = len(asked), []
    for _ in range(9):
        started = time.process_time()
        client.get(path)
        times.append(time.process_time() - started)
    return count, sorted(times)[4]


@dataclass
class _Books:
    """One fund of six partners, 48 lines and three years, as the actions make it; transfers are put in past them."""

    fund: Any  # mypy does not read benchmarks
    steward: Any
    approver: Any

    @classmethod
    def open(cls) -> "_Books":
        from saidanddone.core import clock
        from saidanddone.people.models import Membership, Organisation, Person
        from saidanddone.people.queries import viewer_for
        from saidanddone.people.roles import RoleName

        seed.grow(100)
        at = clock.now() - timedelta(days=500)
        partners = list(Organisation.objects.order_by("pk")[:PARTNERS])
        people = [Person.objects.create(email=f"{name}@example.org") for name in ("steward", "approver")]
        for person in people:
            Membership.objects.create(
                person=person, organisation=partners[0], role=RoleName.STEWARD, start_date=at.date()
            )
        return cls(_fund(viewer_for(people[0], at=at), partners, at), *people)

    def fill(self) -> None:
        """Approved transfers over three years with their totals, counted beside; some wait and some are refused."""
        from saidanddone.funds.models import Account, Total, Transfer

        rng, accounts = random.Random(5), list(Account.objects.filter(fund=self.fund))
        by_kind = defaultdict(list)
        for each in accounts:
            by_kind[each.kind].append(each)
        totals: defaultdict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
        rows = []
        for number in range(TRANSFERS + WAITING):
            row = self._transfer(rng, by_kind, is_waiting=number >= TRANSFERS)
            rows.append(row)
            if row.state == "approved":
                totals[row.debit_id, row.year][0] += row.amount_pence
                totals[row.credit_id, row.year][1] += row.amount_pence
            if len(rows) == BATCH or number == TRANSFERS + WAITING - 1:
                Transfer.objects.bulk_create(rows)
                rows = []
        Total.objects.bulk_create(
            Total(account_id=account, year=year, debit_pence=debit, credit_pence=credit)
            for (account, year), (debit, credit) in totals.items()
        )

    def _transfer(self, rng: random.Random, by_kind: Any, *, is_waiting: bool) -> Any:
        from saidanddone.funds.models import Transfer
        from saidanddone.funds.moves import MOVES

        move = MOVES[rng.choices(("spent", "received", "given", "set_aside", "drawn"), (80, 12, 5, 2, 1))[0]]
        day = self.fund.starts_date + timedelta(days=rng.randrange(0, 480))
        at = seed.NEWEST - timedelta(days=rng.randrange(0, 30))
        state = "proposed" if is_waiting else "refused" if rng.random() < 0.01 else "approved"
        settled = {} if is_waiting else {"settled_by": self.approver, "settled_at": at}
        return Transfer(
            public_id=seed._id(rng),
            fund=self.fund,
            move=move.name,
            debit=rng.choice(by_kind[move.debit]),
            credit=rng.choice(by_kind[move.credit]),
            amount_pence=rng.randrange(1_00, 900_00) * (8 if move.name == "received" else 1),
            on_date=day,
            year=self.fund.year_of(day),
            words="Wages of the night rota",
            evidence=f"INV-{rng.randrange(1_000_000)}",
            state=state,
            proposed_by=self.steward,
            proposed_at=at,
            refusal="It was paid before" if state == "refused" else "",
            **settled,
        )

    def pages(self) -> dict[str, tuple[str, bool, int]]:
        """What → its path, whether it is at the desk, and how many queries at most."""
        public, desk = f"/funds/{self.fund.public_id}/", f"/desk/{self.fund.host.slug}/funds/{self.fund.public_id}/"
        return {
            "fund": (public, False, MOST_QUERIES),
            "fund, at the desk": (desk, True, 24),
            "fund, at the desk, its 500th page of transfers": (f"{desk}?page=500", True, 24),
            "funds, the list": ("/funds/", False, MOST_QUERIES),
        }

    def signed_in(self) -> str:
        from django.conf import settings
        from django.test import Client

        client = Client()
        client.force_login(self.steward, backend=settings.AUTHENTICATION_BACKENDS[0])
        return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _fund(by: Any, partners: list[Any], at: Any) -> Any:
    from saidanddone.commitments.models import Outcome
    from saidanddone.funds import actions
    from saidanddone.funds.drafts import FundDraft, InstalmentDraft
    from saidanddone.funds.models import Line
    from saidanddone.places.models import Place

    starts = (at - timedelta(days=10)).date().replace(month=4, day=1)
    draft = FundDraft(
        name="Health and care",
        purpose="Help on the day.",
        host=partners[0],
        partners=tuple(partners),
        starts_date=starts,
        ends_date=starts.replace(year=starts.year + 3) - timedelta(days=1),
        tolerance_pence=5_000_00,
        language="en",
    )
    facts: dict[str, Any] = {"by": by, "at": at}
    fund = actions.set_up_fund(draft=draft, **facts)
    for partner in fund.partners.all():
        due = [InstalmentDraft(400_000_00, starts + timedelta(days=91 * n)) for n in range(12)]
        actions.set_instalments(partner=partner, drafts=due, **facts)
    place = Place.objects.first()
    for n in range(SCHEMES):
        outcome = Outcome.objects.create(
            title=f"Outcome {n}", language="en", place=place, set_at=at, set_date=at.date()
        )
        lead = partners[n % PARTNERS]
        scheme = actions.add_scheme(fund=fund, name=f"Scheme {n}", outcome=outcome, lead=lead, language="en", **facts)
        for m in range(LINES):
            line = actions.add_line(scheme=scheme, name=f"Line {n}.{m}", **facts)
            for year in fund.years:
                actions.set_budget(line=line, year=year, amount_pence=200_000_00, **facts)
            actions.set_risk_rule(line=line, rule=RULE, **facts)
    fund = actions.open_fund(fund=fund, **facts)
    for line in Line.objects.filter(scheme__fund=fund).select_related("scheme__fund"):
        for year in fund.years:
            pence = 190_000_00 + 1_000_00 * (line.pk % 30)
            actions.forecast(line=line, year=year, amount_pence=pence, cause="Prices", **facts)
    return fund
