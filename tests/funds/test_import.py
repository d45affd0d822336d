"""Books kept elsewhere come in row by row, once, as proposals of a named person that somebody else approves."""

import csv
import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saidanddone.core.rules import Refused
from saidanddone.core.table_files import read_table
from saidanddone.core.text import clean_line
from saidanddone.core.viewer import SITE
from saidanddone.funds import actions, transfer_files
from saidanddone.funds.models import Account, Batch, Line, Transfer
from saidanddone.funds.queries.ledger import kept_balances, trial_balance
from saidanddone.people.models import Person
from tests.funds.factories import set_up
from tests.funds.test_desk import desk  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("clock")
BALANCE = {"id": "1", "date": "2025-04-01", "move": "received", "amount": "25,000.01", "words": "Opening balance"}
BALANCE |= {"partner": "council"}
SPENT = {"id": "2", "date": "31/01/2026", "move": "spent", "amount": "£7,777.77", "words": "Night rota"}
SPENT |= {"line": "care workers", "payee": "homes", "evidence": "INV-1"}


@pytest.fixture
def fed(pool, tmp_path):
    """Feeds rows as a file; gives what the command said."""

    def feed(*rows, dry_run=False, by="lowri@example.org", name="books.csv", fund=None, **options):
        path = tmp_path / name
        if rows:
            with path.open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, transfer_files.COLUMNS)
                writer.writeheader()
                writer.writerows(rows)
        said = io.StringIO()
        facts = {"fund": (fund or pool.fund).public_id, "by": by, "dry_run": dry_run, "stdout": said} | options
        try:
            call_command("import_fund", path, stderr=said, **facts)
        except CommandError as error:
            said.write(str(error))
        return said.getvalue()

    return feed


def email_of(viewer):
    return Person.objects.get(pk=viewer.person_id).email


@pytest.fixture
def by(pool):
    return {"email": email_of(pool.steward)}


def rejected(tmp_path):
    with (tmp_path / "books.rejects.csv").open(encoding="utf-8") as file:
        return [(row["_line"], row["_column"], row["_reason"]) for row in csv.DictReader(file)]


def test_rows_wait_until_somebody_else_approves_the_batch(pool, fed, by):
    said = fed(BALANCE, SPENT, by=by["email"])
    assert "2 read · 2 proposed · 0 unchanged · 0 rejected" in said
    assert "Nothing counts yet" in said
    assert kept_balances(pool.fund).of(Account.Kind.PURSE) == 0
    batch = Batch.objects.get()
    assert {each.proposed_by_id for each in Transfer.objects.all()} == {pool.steward.person_id}

    with pytest.raises(Refused, match="Somebody else"):
        actions.approve_batch(by=pool.steward, at=pool.at, batch=batch)
    assert actions.approve_batch(by=pool.lead, at=pool.at, batch=batch) == 2
    balances = kept_balances(pool.fund)
    assert balances.of(Account.Kind.PURSE) == 25_000_01 - 7_777_77
    assert balances.sides == trial_balance(pool.fund).sides
    with pytest.raises(Refused, match="already"):
        actions.approve_batch(by=pool.lead, at=pool.at, batch=batch)


def test_a_file_fed_again_changes_nothing(fed, by):
    fed(BALANCE, SPENT, by=by["email"])

    assert "2 read · 0 proposed · 2 unchanged" in fed(BALANCE, SPENT, by=by["email"])
    assert Transfer.objects.count() == 2
    assert Batch.objects.count() == 1


def test_a_trial_keeps_nothing(fed, by):
    assert "2 proposed" in fed(BALANCE, SPENT, by=by["email"], dry_run=True)
    assert not Transfer.objects.exists()
    assert not Batch.objects.exists()


def test_a_row_that_says_something_else_than_before_is_not_taken(fed, by, tmp_path):
    fed(BALANCE, by=by["email"])

    assert "said something else" in fed(BALANCE | {"amount": "1"}, by=by["email"])
    assert Transfer.objects.get().amount_pence == 25_000_01


def test_a_row_that_was_refused_can_be_mended_and_fed_again(pool, fed, by):
    fed(BALANCE, by=by["email"])
    actions.refuse_transfer(by=pool.lead, at=pool.at, transfer=Transfer.objects.get(), reason="Twice too much")

    assert "1 unchanged" in fed(BALANCE, by=by["email"])
    assert "1 proposed" in fed(BALANCE | {"amount": "12500"}, by=by["email"])
    assert "1 unchanged" in fed(BALANCE | {"amount": "12500"}, by=by["email"])


@pytest.mark.parametrize(
    ("facts", "column", "reason"),
    [
        ({"id": ""}, "id", "is empty"),
        ({"id": "x" * 61}, "id", "longer than 60"),
        ({"date": "31 June"}, "date", "no day"),
        ({"date": "2026-03-03"}, "", "still to come"),
        ({"date": "2025-03-31"}, "", "had not started"),
        ({"move": "magic"}, "move", "is none of"),
        ({"amount": "1.001"}, "amount", "no amount"),
        ({"amount": "-5"}, "", "above nothing"),
        ({"amount": "=1+1"}, "amount", "no amount"),
        ({"partner": "elsewhere"}, "partner", "no partner"),
        ({"partner": ""}, "", "one of the partners"),
        ({"line": "Nothing"}, "line", "no line"),
        ({"payee": "nobody"}, "payee", "no organisation"),
        ({"reverses": "1"}, "reverses", "for nothing else"),
        ({"move": "reversal", "reverses": "99"}, "reverses", "no row"),
    ],
)
def test_what_does_not_fit_is_kept_with_its_line_and_reason(fed, by, tmp_path, facts, column, reason):
    said = fed(SPENT, BALANCE | {"id": "9"} | facts, by=by["email"])

    assert "1 proposed" in said
    [(line, where, why)] = rejected(tmp_path)
    assert (line, where) == ("3", column)
    assert reason in why


def test_two_rows_of_one_id_are_told_apart(fed, by, tmp_path):
    fed(BALANCE, BALANCE, by=by["email"])

    assert rejected(tmp_path) == [("3", "id", "is the same as on line 2")]


def test_a_taking_back_waits_for_what_it_takes_back(pool, fed, by, tmp_path):
    back = {"id": "3", "date": "2026-02-01", "move": "reversal", "amount": "7777.77", "words": "Twice", "reverses": "2"}
    assert "not approved yet" in fed(BALANCE, SPENT, back, by=by["email"])
    actions.approve_batch(by=pool.lead, at=pool.at, batch=Batch.objects.get())

    assert "1 proposed · 2 unchanged" in fed(BALANCE, SPENT, back, by=by["email"])
    actions.approve_batch(by=pool.lead, at=pool.at, batch=Batch.objects.latest("pk"))
    assert kept_balances(pool.fund).of(Account.Kind.PURSE) == 25_000_01
    assert "3 unchanged" in fed(BALANCE, SPENT, back, by=by["email"])


def test_closed_books_take_nothing(pool, fed, by):
    actions.lock_period(by=pool.steward, at=pool.at, fund=pool.fund, until=date(2025, 12, 31))

    assert "closed up to" in fed(BALANCE, by=by["email"])


def test_of_a_batch_all_are_approved_or_none(pool, fed, by):
    fed(BALANCE, SPENT, by=by["email"])
    Transfer.objects.filter(move="spent").update(proposed_by=pool.lead.person_id)

    with pytest.raises(Refused):
        actions.approve_batch(by=pool.lead, at=pool.at, batch=Batch.objects.get())
    assert not Transfer.objects.counted().exists()


def test_only_somebody_who_handles_its_money_brings_books_in(pool, fed, cast):
    for who in ("officer", "other_officer", "moderator"):
        assert "handles money" in fed(BALANCE, by=email_of(cast.viewer(who)))
    assert "Nobody here" in fed(BALANCE, by="nobody@example.org")
    facts = {"at": pool.at, "fund": pool.fund, "rows": [], "source": "x", "sha256": ""}
    with pytest.raises(Refused, match="answer for"):
        actions.import_transfers(by=SITE, **facts)
    assert not Transfer.objects.exists()


def test_a_file_without_its_columns_is_refused(fed, by, tmp_path):
    (tmp_path / "books.csv").write_text("id,date\n1,2025-04-01\n")

    assert "has no column move, amount, words" in fed(by=by["email"])


def test_the_batch_is_approved_at_the_desk(pool, fed, by, desk):  # noqa: F811
    fed(BALANCE, SPENT, by=by["email"])
    batch = Batch.objects.get()
    html = desk.get(pool.fund).content.decode()
    assert "books" in html
    assert f"press/approve-batch/{batch.public_id}" not in html
    desk.post(pool.fund, f"press/approve-batch/{batch.public_id}/")
    assert not Transfer.objects.counted().exists()

    desk.as_("lead")
    assert f"press/approve-batch/{batch.public_id}" in desk.get(pool.fund).content.decode()
    assert desk.post(pool.fund, f"press/approve-batch/{batch.public_id}/").status_code == 302
    assert Transfer.objects.counted().count() == 2


def test_a_batch_of_another_fund_is_not_found(pool, fed, by, desk, cast):  # noqa: F811
    fed(BALANCE, by=by["email"])
    other = set_up(pool.steward, host=cast.council)

    desk.as_("lead")
    assert desk.post(other, f"press/approve-batch/{Batch.objects.get().public_id}/").status_code == 404


def exported(fund, path):
    path.write_text("".join(transfer_files.transfers_csv(fund)), encoding="utf-8")
    return path


def test_what_is_exported_comes_in_again_to_the_letter(pool, fed, by, cast, tmp_path):
    pool.moved(amount_pence=25_000_01, words="=1+1", evidence="'quoted'", paid_to="-Smith")
    paid = pool.moved(move="spent", words='Ramp, "two"\u2014=x', payee=cast.homes)
    pool.moved(move="given", words="@home")
    back = actions.reverse_transfer(by=pool.steward, at=pool.at, transfer=paid, reason="+1", on_date=pool.at.date())
    actions.approve_transfer(by=pool.lead, at=pool.at, transfer=back)
    path = exported(pool.fund, tmp_path / "own.csv")
    assert ",=1+1" not in path.read_text()

    assert "0 proposed · 4 unchanged" in fed(by=by["email"], name="own.csv")
    other = actions.open_fund(
        by=pool.steward, at=pool.at, fund=set_up(pool.steward, host=cast.council, others=(cast.homes,))
    )
    for _turn in range(2):
        fed(by=by["email"], name="own.csv", fund=other)
        actions.approve_batch(by=pool.lead, at=pool.at, batch=Batch.objects.latest("pk"))
    assert facts_of(other) == facts_of(pool.fund)


def facts_of(fund):
    rows = list(csv.DictReader(io.StringIO("".join(transfer_files.transfers_csv(fund)).removeprefix("\ufeff"))))
    place = {row["id"]: number for number, row in enumerate(rows)}
    return [row | {"id": "", "line": "", "reverses": place.get(row["reverses"])} for row in rows]


@pytest.mark.slow
def test_any_words_come_in_again_to_the_letter(pool, tmp_path):
    text = st.text(min_size=1, max_size=40)

    @given(words=text, evidence=st.text(max_size=40), name=text)
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def check(words, evidence, name):
        with transaction.atomic():
            made = pool.moved(move="spent", words=f"x{words}", evidence=evidence)
            made.words = clean_line(words) or "x"
            made.save()
            Line.objects.filter(pk=made.debit.line_id).update(name=name)
            [row] = read_table(exported(pool.fund, tmp_path / "any.csv"))
            read = transfer_files.read(row, transfer_files.Known(pool.fund))
            assert (read.draft.words, read.draft.evidence) == (made.words, made.evidence)
            assert read.draft.line.pk == made.debit.line_id
            transaction.set_rollback(True)

    check()
