"""Money in whole pence: shared out to the penny, read from what people type, and written as people read it.

pounds(123456)                              '£1,234.56'
pence("1,234.56")                           123456
split(1000001, {"a": 60, "b": 35, "c": 5})  {'a': 600001, 'b': 350000, 'c': 50000}
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TypeVar

Who = TypeVar("Who")
MOST_PENCE = 10**14
"""A thousand milliards of pounds: more is a slip of the finger."""


def pounds(amount: int) -> str:
    """With pence only where there are some, and a true minus sign.

    >>> pounds(250000), pounds(-1250)
    ('£2,500', '−£12.50')
    """
    whole, rest = divmod(abs(amount), 100)
    sign = "−" if amount < 0 else ""
    return f"{sign}£{whole:,}.{rest:02}" if rest else f"{sign}£{whole:,}"


def decimal(amount: int) -> str:
    """Pounds with two places and nothing else, as files of figures have them; never by way of a float.

    >>> decimal(123456), decimal(-5)
    ('1234.56', '-0.05')
    """
    whole, rest = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}{whole}.{rest:02}"


def pence(text: str) -> int:
    """What somebody wrote as pounds, with or without a sign of the currency, commas and pence.

    Raises ValueError where it is no amount, is too large, or has parts of a penny.

    >>> pence("£1,234.5"), pence("-12"), pence("(30.00)")
    (123450, -1200, -3000)
    """
    plain = text.strip().replace("£", "").replace(",", "").replace("−", "-").replace(" ", "")
    if plain.startswith("(") and plain.endswith(")"):
        plain = f"-{plain[1:-1]}"
    try:
        amount = Decimal(plain) * 100
        whole = int(amount)
    except (InvalidOperation, OverflowError, ValueError):
        raise ValueError(f"no amount of money: {text!r}") from None
    if amount != whole or abs(whole) > MOST_PENCE:
        raise ValueError(f"no amount of whole pence: {text!r}")
    return whole


def split(amount: int, weights: Mapping[Who, int | Fraction]) -> dict[Who, int]:
    """Shared out by weights, exactly: what is left over goes by largest remainder, of equal ones to the first.

    Raises ValueError where a weight is negative, or none is more than nothing.

    >>> split(-100, {"a": 1, "b": 1, "c": 1})
    {'a': -34, 'b': -33, 'c': -33}
    """
    total = sum(weights.values())
    if total <= 0 or any(weight < 0 for weight in weights.values()):
        raise ValueError("money is split by weights of nothing or more, of which one is more than nothing")
    sign = -1 if amount < 0 else 1
    parts = {who: divmod(abs(amount) * weight, total) for who, weight in weights.items()}
    shares = {who: int(whole) for who, (whole, _rest) in parts.items()}
    left = abs(amount) - sum(shares.values())
    for who in sorted(parts, key=lambda each: -parts[each][1])[:left]:
        shares[who] += 1
    return {who: sign * share for who, share in shares.items()}
