"""Public registers in which organisations have numbers, by the prefixes that org-id.guide gives them.

identifier("GB-CHC", "1164021")   'GB-CHC-1164021'
is_known("GB-COH-01234567")       True
"""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Register:
    """`number` is the pattern of a whole number in it, in capitals and without spaces."""

    prefix: str
    label: str | Promise
    number: str


REGISTERS = {
    each.prefix: each
    for each in (
        Register("GB-CHC", _("Charity Commission for England and Wales"), r"[0-9]{6,7}(-[0-9]{1,3})?"),
        Register("GB-SC", _("Office of the Scottish Charity Regulator"), r"SC[0-9]{6}"),
        Register("GB-NIC", _("Charity Commission for Northern Ireland"), r"[0-9]{6}"),
        Register("GB-COH", _("Companies House"), r"([0-9]{8}|[A-Z]{2}[0-9]{6}|IP[0-9]{5}R)"),
        Register("GB-MPR", _("Mutuals Public Register"), r"[0-9A-Z]{3,10}"),
        Register("GB-PLA", _("Councils in Wales"), r"[A-Z]{3}"),
        Register("GB-LAE", _("Councils in England"), r"[A-Z]{3,4}"),
        Register("GB-LAS", _("Councils in Scotland"), r"[A-Z]{3}"),
        Register("GB-NHS", _("Bodies of the health service"), r"[0-9A-Z]{3,6}"),
        Register("GB-GOR", _("Bodies of the government"), r"[0-9A-Z]{1,8}"),
        Register("GB-UKPRN", _("Places of learning"), r"1[0-9]{7}"),
    )
}


def identifier(prefix: str, number: str) -> str:
    """Both as one; numbers of Companies House are filled up with noughts, as people leave them out.

    >>> identifier("GB-COH", " 123 4567 ")
    'GB-COH-01234567'
    """
    plain = "".join(number.split()).upper()
    return f"{prefix}-{plain.zfill(8) if prefix == 'GB-COH' and plain.isdigit() else plain}"


def is_known(given: str) -> bool:
    """Whether it is a number as one of these registers has them.

    >>> is_known("GB-COH-01234567"), is_known("GB-COH-1"), is_known("=1+1")
    (True, False, False)
    """
    return any(re.fullmatch(f"{each.prefix}-{each.number}", given, re.ASCII) for each in REGISTERS.values())
