"""Who answered of those who were asked: rates by the definitions of the AAPOR, and the R-indicator.

American Association for Public Opinion Research (2023). *Standard Definitions*, 10th edition.
"""

from collections import Counter
from typing import Any

import numpy as np

from saidanddone.analysis.survey import design, r_indicator
from saidanddone.surveys.models import Response, SampleCase, Wave
from saidanddone.surveys.ways_in import WayIn

Status = SampleCase.Status


def rates(wave: Wave) -> dict[str, Any]:
    """Counts and rates. Without a sample there is nobody to have refused, so only completion is known.

    A file holds those who finished, so it does not say who began.

    Whoever was asked and is silent may or may not be one of those whom it is about: they stay below the line, as RR1
    has it, so that the rate is the lowest there can be.
    """
    finished = Response.objects.filter(wave=wave).finished().count()
    begun = Response.objects.filter(wave=wave).count()
    found: dict[str, Any] = {"finished": finished, "begun": begun}
    if begun and set(wave.modes) != {WayIn.FILE}:
        found["completion"] = finished / begun
    cases = Counter(SampleCase.objects.filter(wave=wave).values_list("status", flat=True))
    asked = sum(cases.values()) - cases[Status.NOT_ELIGIBLE] - cases[Status.DRAWN]
    if asked <= 0:
        return found
    complete, refused = cases[Status.ANSWERED], cases[Status.REFUSED]
    partial = min(begun - finished, asked - complete - refused)
    reached = complete + partial + refused
    return found | {
        "drawn": sum(cases.values()),
        "asked": asked,
        "not_eligible": cases[Status.NOT_ELIGIBLE],
        "refused": refused,
        "RR1": complete / asked,
        "RR2": (complete + partial) / asked,
        "CON1": reached / asked,
        "REF1": refused / asked,
    }


def r_indicator_of(wave: Wave) -> dict[str, Any]:
    """By the strata of the sample, which are known of everybody who was asked; empty where there are none."""
    cases = SampleCase.objects.filter(wave=wave).exclude(status__in=(Status.NOT_ELIGIBLE, Status.DRAWN))
    rows = list(cases.order_by("pk").values_list("weight", "stratum", "status"))
    strata = {stratum for _weight, stratum, _status in rows}
    answered = np.array([status == Status.ANSWERED for _weight, _stratum, status in rows], dtype=bool)
    if len(strata) < 2 or answered.all() or not answered.any():
        return {}
    by_stratum = np.array([stratum for _weight, stratum, _status in rows], dtype=object)
    made = design(np.array([weight for weight, _stratum, _status in rows], dtype=float))
    try:
        found = r_indicator(made, answered, {"stratum": by_stratum})
    except (ValueError, ArithmeticError):
        return {}
    return {"value": found.value, "lower": found.interval.lower, "upper": found.interval.upper}
