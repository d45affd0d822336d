"""What is kept back of groups cannot be worked out from all that a wave shows, and most of it is shown."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidanddone.analysis.disclosure import LinkedTable, Rules, attack, attack_linked, protect, protect_parts
from saidanddone.analysis.survey import OECD, design
from saidanddone.core.viewer import SITE
from saidanddone.surveys.actions import analyse_wave
from saidanddone.surveys.insights.figures import Read, of_everybody, of_groups
from saidanddone.surveys.insights.items import Item
from saidanddone.surveys.insights.protection import hidden_in, table_of
from saidanddone.surveys.insights.waves import work_out
from saidanddone.surveys.method_pages import method
from saidanddone.surveys.models import Estimate
from tests.analysis.disclosure import attacker
from tests.surveys.factories import WaveFactory
from tests.surveys.samples import AGE, respond

PARTS = ("low", "neutral", "high")
LEFT = 99


def a_wave(people, *, seed=1, items=1, unsaid=0.025, outside=0.0, groups=None):
    """Scales of 0 to 10 asked of so many, some with no opinion, by variables with groups of these sizes."""
    chance = np.random.default_rng(seed)
    made = [_item(f"item-{number}", chance, people, unsaid) for number in range(items)]
    sizes = groups or {"sex": [48, 52], "age": [10, 25, 35, 30], "place": [12, 30, 18, 25, 15]}
    parted = {}
    for name, shares in sizes.items():
        group = chance.choice(np.arange(1, len(shares) + 1), people, p=np.array(shares) / sum(shares))
        parted[name] = np.where(chance.random(people) < outside, Read.OUTSIDE, group)
    return Read(design(np.ones(people)), made, parted)


def _item(name, chance, people, unsaid):
    codes = np.clip(np.round(chance.normal(5.5 + chance.normal(0, 0.6), 2.5, people)), 0, 10).astype(int)
    codes = np.where(chance.random(people) < unsaid, chance.choice([77, 88, 88, 88, LEFT], people), codes)
    bands = tuple(OECD.share(part) for part in PARTS)
    return Item(name, codes, OECD, LEFT, "net", bands, (OECD.mean(), OECD.net()))


def published(read, number=0):
    """By variable: the table that is audited, and what is shown of it."""
    tables = {name: table_of(read, number, name) for name in read.groups}
    rules = Rules(smallest_base=read.fewest)
    return {name: (each, each.protected(rules)) for name, each in tables.items() if each.groups}


def reach(table, row, column):
    """How wide a count is for whoever knows its two totals and nothing else."""
    across, down, whole = table.parted.sum(axis=1)[row], table.parted.sum(axis=0)[column], table.parted.sum()
    return min(across, down) - max(across + down - whole, 0)


def seen(table):
    return [place for place, group in enumerate(table.groups) if group != str(Read.OUTSIDE)]


def test_most_bands_are_shown_of_groups_of_a_hundred_to_four_hundred():
    """Before, one don't know in a group hid nearly all: 27 of 396."""
    read = a_wave(1104, items=12)
    rows = [each for each in of_groups(read, partial(hidden_in, read)) if each.figure in PARTS]

    shown = sum(each.marker != "c" for each in rows)
    assert len(rows) == 12 * 11 * 3
    assert shown >= 0.95 * len(rows)


def test_most_bands_are_shown_where_some_do_not_say_which_group_they_are_in():
    read = a_wave(1104, items=6, outside=0.02)
    rows = [each for each in of_groups(read, partial(hidden_in, read)) if each.figure in PARTS]

    assert sum(each.marker != "c" for each in rows) >= 0.95 * len(rows)


def test_what_is_no_opinion_is_shown_of_everybody_only():
    codes = [8] * 40 + [2] * 40 + [88] * 30
    unknown = (OECD.unknown("dont_know"),)
    item = Item("one", np.array(codes), OECD, LEFT, "net", (OECD.share("high"),), unknown=unknown)
    read = Read(design(np.ones(110)), [item], {"age": np.array([1, 2] * 55)})

    assert [each.count for each in of_everybody(read) if each.figure == "dont_know"] == [110]
    assert not [each for each in of_groups(read, partial(hidden_in, read)) if each.figure == "dont_know"]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(30, 500), st.sampled_from([10, 20]))
def test_an_attacker_who_knows_all_totals_and_all_tables_of_an_item_finds_nothing(seed, people, base):
    read = a_wave(people, seed=seed, groups={"age": [1, 4, 9], "sex": [1, 4], "place": [1, 4, 9, 16]})
    found = published(Read(read.design, read.items, read.groups, base))
    linked = [
        LinkedTable(table.parted, (name, table.groups), ("an answer", table.names))
        for name, (table, _shown) in found.items()
    ]
    together = {each.figure: each.range for each in attack_linked(linked, [shown for _table, shown in found.values()])}

    for name, (table, shown) in found.items():
        for row, column, range_ in _hidden(name, table, shown, together):
            assert range_.width >= min(10, reach(table, row, column))
        for row in seen(table):
            whole = sum(table.parted[row])
            for cell in shown.cells[row]:
                assert not cell.shown or (cell.value >= 10 and whole >= base and cell.value < whole)


def _hidden(name, table, shown, together):
    for row in range(len(table.groups)):
        for column, part in enumerate(table.names):
            key = tuple(sorted([(name, table.groups[row]), ("an answer", part)]))
            if not shown.cells[row][column].shown and key in together:
                yield row, column, together[key]


def test_several_questions_that_cross_in_a_ring_are_not_guarded_together():
    """What is not covered, and said so: each table is safe, and beside the others one of them is not."""
    half = [[30, 0], [0, 30]]
    trust, age, place = (("trust", ["no", "yes"]), ("age", ["old", "young"]), ("place", ["East", "West"]))
    linked = [LinkedTable(half, age, trust), LinkedTable(half, place, trust), LinkedTable(half, age, place)]
    rules = Rules(smallest_cell=1, zeros=False, unanimous=False)
    shown = [protect(half, *each.labels, rules=rules) for each in (linked[0], linked[2])]
    hidden = protect_parts(half, *linked[1].labels)
    ranges = [each.range.width for each in attack_linked(linked, [shown[0], hidden, shown[1]])]

    assert all(each.range.width >= 10 for each in attack(half, hidden))
    assert ranges and max(ranges) == 0


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(20, 300), st.sampled_from([0.0, 0.03]))
def test_an_attacker_with_linear_programs_of_their_own_finds_nothing(seed, people, outside):
    read = a_wave(people, seed=seed, groups={"place": [1, 2, 4, 9, 16]}, outside=outside)
    for table, shown in published(read).values():
        for place, (least, most) in attacker.work_out(shown).items():
            row, column = divmod(place, len(table.names))
            assert most - least >= min(10, reach(table, row, column)) - 1e-6


@pytest.mark.django_db
def test_what_is_stored_of_two_variables_gives_nothing_away(at):
    place = AGE | {"name": "where", "wording": {"en": "Where do you live?"}}
    wave = WaveFactory(closed=True, asks=[{"name": "council"}, AGE, place])
    chance = np.random.default_rng(5)
    points, ages, places = (
        chance.choice(values, 150) for values in ([2, 5, 8, 9, 88], [1, 2, 2, 3, 3], [1, 1, 1, 2, 3, 3])
    )
    given_answers = zip(points, ages, places, strict=True)
    respond(wave, [{"council": int(a), "age": int(b), "where": int(c)} for a, b, c in given_answers])
    analysis = analyse_wave(by=SITE, at=at, wave=wave)

    bands = np.select([points <= 4, points == 5, points <= 10], [0, 1, 2], 3)
    found = 0
    for name, group in (("age", ages), ("where", places)):
        counts = np.array([[((group == row) & (bands == column)).sum() for column in range(3)] for row in (1, 2, 3)])
        rows = Estimate.objects.filter(analysis=analysis, item="council", variable=name, figure__in=PARTS)
        kept = {(each.group, each.figure) for each in rows if each.marker == "c"}
        for each in attack(counts, _as_published(counts, kept)):
            place = "123".index(each.row), PARTS.index(each.column)
            across, down = counts.sum(axis=1)[place[0]], counts.sum(axis=0)[place[1]]
            assert each.range.width >= min(10, min(across, down) - max(across + down - counts.sum(), 0))
            found += 1
    assert found


@pytest.mark.django_db
def test_the_method_does_not_count_a_small_category_nor_the_next_beside_it(at):
    margins = [{"question": "age", "shares": {"1": 20, "2": 50, "3": 30}}]
    wave = WaveFactory(closed=True, asks=[{"name": "council"}, AGE], margins=margins)
    respond(wave, [{"council": 8, "age": age} for age in [1] * 4 + [2] * 60 + [3] * 40])
    said = method(wave, analyse_wave(by=SITE, at=at, wave=wave))

    assert [(each.count, each.before) for each in said.margins] == [("[c]", "[c]"), (60, "57.7%"), ("[c]", "[c]")]


def two_rounds(came, sampling):
    """A census of two teams, asked again; those who came into the first are the only difference."""
    first = WaveFactory(closed=True, asks=[{"name": "council"}, AGE], sampling=sampling)
    second = WaveFactory(closed=True, survey=first.survey, number=2, sampling=sampling)
    said = [(point, age) for age in (1, 2, 3) for point in [2] * 20 + [5] * 15 + [8] * 25]
    respond(first, [{"council": point, "age": age} for point, age in said])
    respond(second, [{"council": point, "age": age} for point, age in [*said, *((point, 1) for point in came)]])
    found = work_out(second, first).figures
    return {each.group: each.marker for each in found if (each.item, each.figure, each.variable) == HIGH}


HIGH = ("council", "high", "age")


@pytest.mark.django_db
def test_who_came_between_two_rounds_of_everyone_is_not_read_off_the_difference():
    assert two_rounds([8], "everyone")["1"] == "c"
    assert two_rounds([8, 8, 2], "everyone")["1"] == "c"


@pytest.mark.django_db
def test_where_nobody_or_enough_came_or_others_were_asked_nothing_more_is_kept_back():
    assert "c" not in two_rounds([], "everyone").values()
    assert "c" not in two_rounds([8] * 6 + [2] * 6, "everyone").values()
    assert "c" not in two_rounds([8], "probability").values()


def _as_published(counts, kept):
    """What a reader has: all totals, and the cells that were not kept back."""
    from dataclasses import replace

    from saidanddone.analysis.disclosure import Cell, Marker

    everything = Rules(smallest_base=1, smallest_cell=1, zeros=False, unanimous=False, width=1)
    whole = protect(counts, list("123"), PARTS, rules=everything)
    gone = Cell(None, Marker.SUPPRESSED)
    cells = tuple(
        tuple(gone if (row, column) in kept else cell for column, cell in zip(whole.columns, line, strict=True))
        for row, line in zip(whole.rows, whole.cells, strict=True)
    )
    return replace(whole, cells=cells)
