"""From what each person adds to some figures to the figures' errors, for whatever is not one sum over another."""

import numpy as np
from numpy.typing import ArrayLike

from saidanddone.analysis.survey._calibration import explained
from saidanddone.analysis.survey._design import Design
from saidanddone.analysis.survey._estimates import TAYLOR, Estimates, Kind
from saidanddone.analysis.survey._frame import Floats, Mask, sum_by


def influenced(
    design: Design,
    people: Mask,
    influence: Floats,
    values: Floats,
    groups: tuple[str, ...],
    *,
    kind: Kind,
    name: str,
    fewer_degrees: int = 0,
) -> Estimates:
    """Estimates of d values by Taylor linearisation.

    `people`: who is in it, shape (n,); `influence`: what a weight of one of each of those m adds to each value, shape
    (m, d). `fewer_degrees` are lost to what was fitted beside.
    """
    added = sum_by(design.unit[people], design.weights[people, None] * influence, design.frame.units)
    crossed = []
    for fit in design.fits:
        whole = np.zeros((len(design), influence.shape[1]))
        whole[people] = fit.weights[people, None] * influence
        crossed.append(fit.auxiliary.cross(whole))
    of_fits = explained(design.fits, crossed)
    present = np.bincount(design.unit[people], minlength=design.frame.units)[:, None] > 0
    return Estimates(
        name=name,
        kind=kind,
        groups=groups,
        values=values,
        degrees=np.repeat(design.frame.degrees(present) - fewer_degrees, len(groups)),
        counts=np.full(len(groups), float(people.sum())),
        design_effects=np.full(len(groups), np.nan),
        deviations=design.frame.deviations(added if of_fits is None else added - of_fits),
        source=design.frame,
        method=", ".join([TAYLOR, *(each.method for each in design.calibration)]),
    )


def complete(design: Design, columns: dict[str, Floats], where: ArrayLike | None) -> Mask:
    """Who counts and gave all of them, shape (n,); a column of another length, or endless, is an error."""
    people = design.weights > 0
    if where is not None:
        inside = np.asarray(where, dtype=bool)
        if inside.shape != people.shape:
            raise ValueError(f"{len(inside)} in `where` for {len(design)} people")
        people = people & inside
    for name, column in columns.items():
        if column.shape != (len(design),):
            raise ValueError(f"{name} has the shape {column.shape} for {len(design)} people")
        if np.isinf(column).any():
            raise ValueError(f"row {int(np.argmax(np.isinf(column)))}: {name} is endless")
        people = people & ~np.isnan(column)
    return people
