"""All tables of one item are kept safe together: what one keeps back, no other gives away."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.analysis.disclosure import LinkedTable, Rules, attack_linked, protect
from saidanddone.core.viewer import SITE
from saidanddone.surveys.actions import analyse_wave
from saidanddone.surveys.insights.protection import Table, protected
from saidanddone.surveys.models import Estimate
from tests.surveys.factories import WaveFactory
from tests.surveys.samples import AGE, respond

PARTS = ("low", "neutral", "high")


def tables_of(seed, people):
    """The same people by one item and each of three variables, most groups large and some small."""
    chance = np.random.default_rng(seed)
    answers = chance.choice(3, people, p=[0.3, 0.1, 0.6])
    found = {}
    for name, groups in (("age", 3), ("sex", 2), ("place", 4)):
        share = np.arange(1, groups + 1) ** 2.0
        group = chance.choice(groups, people, p=share / share.sum())
        counts = np.array(
            [[((group == row) & (answers == column)).sum() for column in range(3)] for row in range(groups)]
        )
        counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
        parts = tuple(part for part, anybody in zip(PARTS, np.bincount(answers, minlength=3), strict=True) if anybody)
        found[name] = Table(tuple(f"{name}{row}" for row in range(len(counts))), parts, counts)
    return found


def narrow(tables, published, width):
    if not published:
        return []
    linked = [tables[name].linked(name) for name in published]
    found = attack_linked(linked, list(published.values()))
    return [each for each in found if each.range.high is not None and each.range.high - each.range.low < width]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(30, 400), st.sampled_from([10, 20]))
def test_an_attacker_who_reads_all_tables_of_an_item_finds_nothing(seed, people, base):
    tables, rules = tables_of(seed, people), Rules(smallest_base=base)
    published = protected(tables, rules)

    assert not narrow(tables, published, rules.width)
    for shown in published.values():
        assert shown.total.shown
        for row, total in zip(shown.cells, shown.row_totals, strict=True):
            assert all(not cell.shown or cell.value >= 10 for cell in row)
            assert not total.shown or total.value >= base


def test_tables_that_are_kept_safe_one_by_one_give_each_other_away():
    """Why they are audited together: this is what was published before."""

    def gives_away(seed):
        tables = tables_of(seed, 120)
        alone = {name: protect(each.parted, each.groups, each.names) for name, each in tables.items()}
        return bool(narrow(tables, alone, Rules().width))

    assert any(gives_away(seed) for seed in range(40))


def test_one_table_is_protected_as_it_was_alone():
    (table,) = (tables_of(3, 300)["place"],)
    (shown,) = protected({"place": table}, Rules()).values()

    assert shown == protect(table.parted, table.groups, table.names)


@pytest.mark.django_db
def test_what_is_stored_of_two_variables_gives_nothing_away_together(at):
    place = AGE | {"name": "where", "wording": {"en": "Where do you live?"}}
    wave = WaveFactory(closed=True, asks=[{"name": "council"}, AGE, place])
    chance = np.random.default_rng(5)
    points, ages, places = (
        chance.choice(values, 150) for values in ([2, 5, 8, 9], [1, 2, 2, 3, 3], [1, 1, 1, 2, 3, 3])
    )
    given_answers = zip(points, ages, places, strict=True)
    respond(wave, [{"council": int(a), "age": int(b), "where": int(c)} for a, b, c in given_answers])
    analysis = analyse_wave(by=SITE, at=at, wave=wave)

    bands = np.select([points <= 4, points == 5], [0, 1], 2)
    linked, shown = [], []
    for name, group in (("age", ages), ("where", places)):
        counts = np.array([[((group == row) & (bands == column)).sum() for column in range(3)] for row in (1, 2, 3)])
        rows = Estimate.objects.filter(analysis=analysis, item="council", variable=name, figure__in=PARTS)
        kept = {(each.group, each.figure) for each in rows if each.marker == "c"}
        linked.append(LinkedTable(counts, (name, ["1", "2", "3"]), ("an answer", PARTS)))
        shown.append([(place, column) for place in ("1", "2", "3") for column in PARTS if (place, column) in kept])
    hidden = dict(zip(("age", "where"), shown, strict=True))
    published = _as_published(linked, hidden)
    found = attack_linked(linked, published)

    assert found and all(each.range.high is None or each.range.high - each.range.low >= 10 for each in found)


def _as_published(linked, hidden):
    """What a reader has: all totals, and the cells that were not kept back."""
    from dataclasses import replace

    from saidanddone.analysis.disclosure import Cell, Marker

    made = []
    for table in linked:
        whole = protect(
            table.counts,
            *table.labels,
            rules=Rules(smallest_base=1, smallest_cell=1, zeros=False, unanimous=False, width=1),
        )
        gone = Cell(None, Marker.SUPPRESSED)
        cells = tuple(
            tuple(
                gone if (row, column) in hidden[table.rows[0]] else cell
                for column, cell in zip(whole.columns, line, strict=True)
            )
            for row, line in zip(whole.rows, whole.cells, strict=True)
        )
        made.append(replace(whole, cells=cells))
    return made
