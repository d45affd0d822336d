"""How numbers are written: whole per cents, days without a useless nought, "no data yet" as a state of its own."""

UNKNOWN = "–"
"""No data yet, in a table: neither nought nor nothing."""


def percent(share: float | None) -> str | None:
    """Whole per cents; all and nothing are said only where they are exact."""
    if share is None:
        return None
    if share in (0, 1):
        return f"{share:.0%}"
    return "<1%" if share < 0.01 else f"{min(99, round(100 * share))}%"


def days(value: float | None) -> int | float | None:
    """A median of 4.0 days is 4; one of 4.5 stays so."""
    return int(value) if value is not None and value == int(value) else value


def with_unit(figure: str, unit: str) -> str:
    """A figure as it stands in a sentence: 62.7% without a space, 12 minutes with one that does not break."""
    return f"{figure}{unit}" if unit == "%" else f"{figure}\N{NO-BREAK SPACE}{unit}"


def in_table(value: object) -> str:
    if value is None:
        return UNKNOWN
    return f"{value:,}" if isinstance(value, int) else str(value)
