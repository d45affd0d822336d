"""The one pass over people where their rows lie: in DuckDB, PostgreSQL or Spark, through Ibis.

The engine adds up weights by cluster, group, item and answer. Those sums come here, and no row of a person does: they
give the same figures as `tabulate`, to the last digits that adding up in another order leaves alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saidanddone.analysis.survey._collected import Collected, Fitting
from saidanddone.analysis.survey._frame import Lonely
from saidanddone.analysis.survey._histograms import Histogram
from saidanddone.analysis.survey._scoring import Scoring

INSTALL = (
    "reading a table where it lies needs Ibis: install saidanddone[engines] for DuckDB and PostgreSQL, "
    "or saidanddone[spark]"
)

LARGEST = 1e300
"""No weight is larger: beyond lies what is endless, and for engines also what is no number."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table say how its people were chosen, and what each weighs.

    Attributes
    ----------
    weight : str
        As it counts: where weights were fitted to known totals, those after the fit.
    clusters : tuple of str
        One for each stage, the outermost first. Where people were drawn one by one, the column that numbers them;
        then as many rows come here as there are people, so that is for small tables.
    strata, population : tuple of str, optional
        As for `design`, one for each stage.
    base_weight : str, optional
        The weight before it was fitted to known totals, so that errors know of the fit.
    margins : tuple of str, optional
        The variables whose totals it was fitted to.
    method : str, default "raking"
        How it was fitted, for reading.

    Raises
    ------
    ValueError
        Where strata or populations have more stages than clusters, or a fit is told by half.

    Examples
    --------
    >>> Columns("weight", clusters=("ward",), strata=("county",)).names
    ('weight', 'county', 'ward')
    """

    weight: str
    clusters: tuple[str, ...]
    strata: tuple[str, ...] = ()
    population: tuple[str, ...] = ()
    base_weight: str = ""
    margins: tuple[str, ...] = ()
    method: str = "raking"

    def __post_init__(self) -> None:
        for names in (self.clusters, self.strata, self.population, self.margins):
            if isinstance(names, str):
                raise ValueError(f"columns are named in a tuple: ({names!r},)")
        if not self.clusters or max(len(self.strata), len(self.population)) > len(self.clusters):
            raise ValueError(
                f"{len(self.clusters)} stages of clusters, but {len(self.strata)} of strata "
                f"and {len(self.population)} populations"
            )
        if bool(self.base_weight) != bool(self.margins):
            raise ValueError("a fit is told by the weight before it and by its margins: name both, or neither")

    @property
    def names(self) -> tuple[str, ...]:
        """All columns that are named."""
        base = (self.base_weight,) if self.base_weight else ()
        return (self.weight, *self.strata, *self.clusters, *self.population, *base, *self.margins)

    @property
    def stages(self) -> int:
        """How many stages add to the variance: without known populations the first alone."""
        return max(len(self.population), 1)

    @property
    def of_unit(self) -> dict[str, str]:
        """What tells units of the frame apart: the columns, by their names in what is collected."""
        named = {"stratum": self.strata, "cluster": self.clusters, "population": self.population}
        return {f"{kind}{at}": name for kind, names in named.items() for at, name in enumerate(names[: self.stages])}


def tabulate_table(
    table: Any,
    items: Mapping[str, Scoring],
    columns: Columns,
    *,
    by: Sequence[str] = (),
    nest: bool = False,
    lonely: Lonely = Lonely.FAIL,
) -> Histogram:
    """Read people once, where they lie.

    Parameters
    ----------
    table : ibis.Table
        One row for each person, in DuckDB, PostgreSQL, Spark or another engine that Ibis speaks to. Whatever was
        selected, joined or renamed before is part of the query.
    items : mapping of str to Scoring
        By column; its answers are whole numbers.
    columns : Columns
    by : sequence of str, optional
        Columns to part people by. Each further one reads the table once more; everybody together costs nothing.
    nest : bool, default False
        Whether names of clusters begin anew in each stratum.
    lonely : Lonely, default Lonely.FAIL
        What a stratum with a single cluster adds to a variance.

    Returns
    -------
    Histogram
        That of `tabulate` of the same people. Sums of single clusters are not for publishing.

    Raises
    ------
    ImportError
        Where Ibis is not installed.
    ValueError
        As `design` and `tabulate`; it says how many rows are wrong, as rows of a table have no number.
    LonelyClusterError
        Where a stratum has a single cluster and no rule is named.

    Examples
    --------
    >>> import ibis
    >>> from saidanddone.analysis import survey
    >>> answers = ibis.memtable({"ward": [1, 1, 2, 2, 3, 3], "weight": [20] * 6, "council": [7, 8, 3, 5, 88, 9]})
    >>> ward = survey.Columns("weight", clusters=("ward",))
    >>> read = survey.tabulate_table(answers, {"council": survey.OECD}, ward)
    >>> print(read.estimates("council", survey.OECD.share("high")))
    council, high: 50.0% (95% interval -74.2% to 174.2%; n = 6).
    """
    try:
        import ibis  # noqa: F401
    except ImportError as missing:
        raise ImportError(INSTALL) from missing
    _check(table, items, (*columns.names, *by))
    people = _People(table, items, columns)
    found = Collected.of(people.histogram(by[0] if by else None), columns.of_unit, nest=nest, rule=lonely)
    found.check()
    rows = {name: found.again(people.histogram(name)) for name in by[1:]}
    if by:
        rows = {by[0]: found, **rows}
    fitting = None
    if columns.margins:
        cells = {name: people.cells(name) for name in by or (None,)}
        fitting = Fitting.of(found, cells, people.units_by_margin(), columns.margins, columns.method)
    return found.histogram(items, rows, fitting)


def _check(table: Any, items: Mapping[str, Scoring], names: Sequence[str]) -> None:
    if not items:
        raise ValueError("name at least one item")
    for name in (*names, *items):
        if name not in table.columns:
            raise ValueError(f"the table has no column {name!r}; it has {', '.join(table.columns)}")
    for name in items:
        kind = table[name].type()
        if not (kind.is_numeric() or kind.is_boolean()):
            raise ValueError(f"answers to {name} are whole numbers, not {kind}")


@dataclass(frozen=True, slots=True)
class _People:
    """The queries. People are crossed with the numbers of items, so that the table itself is read once."""

    table: Any
    items: Mapping[str, Scoring]
    columns: Columns

    def histogram(self, by: str | None) -> Any:
        """Weights and people by unit, group, item and answer: a table of Arrow."""
        long = self._long(by, self._unit())
        weight = long["weight"]
        return (
            long.group_by(*self.columns.of_unit, "group", "item", "answer")
            .aggregate(
                weight=weight.sum(),
                people=(weight > 0).ifelse(1, 0).sum(),
                rows=long.count(),
                no_weight=weight.between(0, LARGEST).ifelse(0, 1).sum(),
            )
            .to_pyarrow()
        )

    def cells(self, by: str | None) -> Any:
        """Base weights by combination of margins, group, item and answer; `counted` of those with a weight."""
        margins = self._margins()
        long = self._long(by, {**margins, "base": self._number(self.columns.base_weight)})
        base = long["base"]
        return (
            long.group_by(*margins, "group", "item", "answer")
            .aggregate(
                base=base.sum(),
                counted=(long["weight"] > 0).ifelse(base, 0.0).sum(),
                rows=long.count(),
                no_weight=base.between(0, LARGEST).ifelse(0, 1).sum(),
            )
            .to_pyarrow()
        )

    def units_by_margin(self) -> Any:
        """Weights by unit and category of each margin."""
        import ibis

        unit, margins = self._unit(), self._margins()
        wide = self.table.select(**unit, **margins, weight=self._number(self.columns.weight))
        long = wide.cross_join(_numbers(len(margins)))
        label = ibis.cases(*((long["item"] == at, long[name]) for at, name in enumerate(margins)))
        return (
            long.mutate(label=label)
            .group_by(*unit, "item", "label")
            .aggregate(weight=long["weight"].sum())
            .to_pyarrow()
        )

    def _long(self, by: str | None, kept: Mapping[str, Any]) -> Any:
        """Each person as often as there are items, with an answer."""
        import ibis

        answers = {f"answer{at}": self._answers(name) for at, name in enumerate(self.items)}
        group = ibis.literal(0) if by is None else self.table[by]
        wide = self.table.select(**kept, **answers, group=group, weight=self._number(self.columns.weight))
        long = wide.cross_join(_numbers(len(answers)))
        answer = ibis.cases(*((long["item"] == at, long[name]) for at, name in enumerate(answers)))
        return long.mutate(answer=answer)

    def _answers(self, name: str) -> Any:
        """Whole numbers stay so where all are, for then engines group faster; what is not whole is found later."""
        whole = all(self.table[each].type().is_integer() or self.table[each].type().is_boolean() for each in self.items)
        column = self.table[name]
        if column.type().is_boolean():
            column = column.cast("int32")  # PostgreSQL makes no longer number of a truth
        return column.cast("int64" if whole else "float64")

    def _unit(self) -> dict[str, Any]:
        numbers = {name for name in self.columns.of_unit if name.startswith("population")}
        return {
            name: self._number(column) if name in numbers else self.table[column]
            for name, column in self.columns.of_unit.items()
        }

    def _margins(self) -> dict[str, Any]:
        return {f"margin{at}": self.table[name].cast("string") for at, name in enumerate(self.columns.margins)}

    def _number(self, name: str) -> Any:
        return self.table[name].cast("float64")


def _numbers(count: int) -> Any:
    import ibis

    return ibis.range(count).unnest().name("item").as_table()
