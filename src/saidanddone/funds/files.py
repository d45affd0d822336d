"""A fund as files that anyone may take away."""

from collections.abc import Iterator

from saidanddone.core.money import decimal
from saidanddone.core.tables import csv_lines
from saidanddone.funds.queries.figures import Standing
from saidanddone.funds.queries.statements import Told

COLUMNS = (
    *("fund", "year", "scheme", "line", "outcome", "budget", "spent", "used_in_kind", "promised"),
    *("forecast", "variance", "cause", "what_is_done"),
)


def lines_csv(standing: Standing) -> Iterator[str]:
    """Its lines in a year, in pounds with two places; empty where nobody has made a forecast."""
    yield "\ufeff"  # spreadsheets take it for UTF-8 then
    yield from csv_lines(COLUMNS, _rows(standing))


def statement_csv(told: Told) -> Iterator[str]:
    """One partner's statement, for accounts of its own: a figure a row, in pounds."""
    yield "\ufeff"
    rows: list[list[object]] = [[name, "", "", decimal(pence)] for name, pence in told.figures.items()]
    for each in told.lines:
        for name in ("budget", "spent", "bears"):
            rows.append([name, each.line.public_id, each.line.name, decimal(getattr(each, name))])
    if told.digest:
        rows.append(["sha256", "", "", told.digest])
    yield from csv_lines(("figure", "line", "name", "amount"), rows)


def _rows(standing: Standing) -> Iterator[list[object]]:
    for each in standing.lines:
        forecast = each.forecast
        yield [
            standing.fund.public_id,
            standing.year,
            each.line.scheme.name,
            each.line.name,
            each.line.scheme.outcome.public_id if each.line.scheme.outcome.hidden_at is None else "",
            *(decimal(pence) for pence in (each.budget, each.spent, each.used, each.promised)),
            decimal(forecast.amount_pence) if forecast else "",
            "" if each.variance is None else decimal(each.variance),
            forecast.cause if forecast else "",
            each.open_plan.what if each.open_plan else "",
        ]
