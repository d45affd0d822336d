"""The same numbers wherever the rows lie: DuckDB, PostgreSQL and Spark against NumPy."""

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidanddone.analysis import survey
from saidanddone.analysis.survey import OECD, Columns, Lonely, LonelyClusterError, tabulate, tabulate_table
from saidanddone.analysis.survey import _engines as engines_module
from tests.analysis.survey.engines import arrow, ibis, on_every_engine

SAME = 1e-12
DESIGN = Columns("weight", clusters=("ward",), strata=("county",))


def people(many=600, seed=1):
    """A sample in counties and wards; somebody weighs nothing, and some are in no group."""
    chance = np.random.default_rng(seed)
    county = chance.integers(0, 4, many)
    age = chance.choice(np.array(["16 to 34", "35 to 64", "65 and over", None], dtype=object), many)
    found = {
        "county": np.array(["Aberwen", "Brynglas", "Cefn", "Trefnant"], dtype=object)[county],
        "ward": county * 5 + chance.integers(0, 5, many),
        "weight": np.where(chance.random(many) < 0.03, 0, chance.uniform(0.5, 3, many)),
        "age": age,
        "year": chance.integers(2024, 2027, many),
        "sex": chance.choice(["man", "woman"], many),
        "home": chance.integers(1, 4, many),
        "council": chance.choice(np.array(OECD.answers), many),
        "police": chance.integers(0, 11, many),
    }
    return found


def put_into(put, found):
    return put({name: arrow.array(column.tolist()) for name, column in found.items()})


def design_of(found, **options):
    return survey.design(found["weight"], strata=found["county"], clusters=found["ward"], **options)


def same(found, expected):
    """Every number of both histograms; how many there were."""
    compared = 0
    assert found.splits.keys() == expected.splits.keys()
    for item, variable in expected.answers:
        assert found.splits[variable].groups == expected.splits[variable].groups
        scoring = expected.scorings[item]
        for figure in (scoring.mean(), scoring.share("high"), scoring.net(), scoring.answer(88)):
            here, there = (each.estimates(item, figure, variable) for each in (found, expected))
            for name in ("values", "errors", "degrees", "counts", "design_effects"):
                np.testing.assert_allclose(getattr(here, name), getattr(there, name), rtol=SAME, atol=1e-15)
                compared += len(here)
            assert here.method == there.method
    return compared


@on_every_engine
def test_figures_are_those_of_numpy(put):
    found = people()
    items = {"council": OECD, "police": OECD}
    codes = {item: (found[item], OECD) for item in items}

    read = tabulate_table(put_into(put, found), items, DESIGN, by=["age", "year"])
    expected = tabulate(design_of(found), codes, by={"age": found["age"], "year": found["year"]})

    assert same(read, expected) == 2 * 4 * 5 * (1 + 3 + 3)
    halves = [survey.jackknife(each) for each in (read, expected)]
    one, other = (
        each.estimates("police", OECD.net(), "age", errors).errors
        for each, errors in zip((read, expected), halves, strict=True)
    )
    np.testing.assert_allclose(one, other, rtol=SAME)


@on_every_engine
def test_errors_know_of_weights_that_were_raked(put):
    found = people()
    margins = {"sex": (found["sex"], {"man": 480, "woman": 520}), "home": (found["home"], {1: 300, 2: 300, 3: 400})}
    raked = survey.rake(design_of(found), margins).design
    found["raked"] = raked.weights
    columns = Columns("raked", ("ward",), ("county",), base_weight="weight", margins=("sex", "home"))

    read = tabulate_table(put_into(put, found), {"council": OECD}, columns, by=["age", "year"])
    expected = tabulate(raked, {"council": (found["council"], OECD)}, by={"age": found["age"], "year": found["year"]})

    assert same(read, expected) == 4 * 5 * (1 + 3 + 3)
    assert "raking" in read.estimates("council", OECD.mean()).method


@on_every_engine
def test_stages_populations_and_names_that_begin_anew_are_those_of_numpy(put):
    found = people()
    found["ward"] %= 5
    found["street"] = found["ward"] * 10 + np.random.default_rng(2).integers(0, 6, len(found["ward"]))
    found |= {"wards": np.full(len(found["ward"]), 9), "streets": np.full(len(found["ward"]), 12.0)}
    columns = Columns("weight", ("ward", "street"), ("county",), ("wards", "streets"))

    read = tabulate_table(put_into(put, found), {"police": OECD}, columns, nest=True)
    sample = survey.design(
        found["weight"],
        strata=found["county"],
        clusters=[found["ward"], found["street"]],
        population=[found["wards"], found["streets"]],
        nest=True,
    )

    assert same(read, tabulate(sample, {"police": (found["police"], OECD)})) == 20


@on_every_engine
def test_lonely_clusters_follow_the_rule(put):
    found = people()
    found["ward"][found["county"] == "Cefn"] = 99
    table = put_into(put, found)

    with pytest.raises(LonelyClusterError, match="1 of 4 strata of stage 1 have a single cluster"):
        tabulate_table(table, {"police": OECD}, DESIGN)
    for rule in (Lonely.ADJUST, Lonely.AVERAGE, Lonely.CERTAINTY):
        read = tabulate_table(table, {"police": OECD}, DESIGN, lonely=rule)
        assert same(read, tabulate(design_of(found, lonely=rule), {"police": (found["police"], OECD)}))


@on_every_engine
@pytest.mark.parametrize(
    ("column", "values", "why"),
    [
        ("council", [11, 11, 11], "council takes 0 to 10 and 77, 88, 99, but there is 11 .3 rows."),
        ("council", [None, 12, None], "no answer at all .2 rows., 12 .1 rows."),
        ("council", [2.5, 2.5, 3], "2.5 .2 rows."),
        ("council", list(range(20, 27)), r"24 \(1 rows\) and 2 others"),
        ("weight", [-1.0, None, float("inf")], "3 rows: a weight is a number from nought up"),
        ("ward", [None, None, 1], "2 rows have nothing in the column 'ward'"),
        ("county", [None, "Aberwen", "Aberwen"], "1 rows have nothing in the column 'county'"),
    ],
)
def test_what_makes_no_sense_is_refused_with_how_many_rows_it_has(put, column, values, why):
    found = {name: each.tolist() for name, each in people(40).items()}
    found[column][: len(values)] = values
    table = put({name: arrow.array(each) for name, each in found.items()})

    with pytest.raises(ValueError, match=why):
        tabulate_table(table, {"council": OECD}, DESIGN, lonely=Lonely.CERTAINTY)


@pytest.fixture(scope="module")
def small():
    return people(60)


def memtable(found, **changed):
    return ibis.memtable(arrow.table({name: arrow.array(list(each)) for name, each in (found | changed).items()}))


@pytest.mark.parametrize(
    ("changed", "columns", "items", "why"),
    [
        ({}, Columns("heft", ("ward",)), ["council"], "no column 'heft'; it has county, ward"),
        ({}, DESIGN, [], "name at least one item"),
        ({}, DESIGN, ["sex"], "answers to sex are whole numbers, not string"),
        ({"weight": [0.0] * 60}, DESIGN, ["council"], "all weights are nought"),
        ({"ward": [1] * 60}, DESIGN, ["council"], "^cluster 1 lies in more than one stratum"),
    ],
)
def test_tables_that_do_not_fit_are_refused(small, changed, columns, items, why):
    with pytest.raises(ValueError, match=why):
        tabulate_table(memtable(small, **changed), dict.fromkeys(items, OECD), columns, lonely=Lonely.CERTAINTY)


def test_an_empty_table_is_refused(small):
    with pytest.raises(ValueError, match="the table holds nobody"):
        tabulate_table(memtable(small).limit(0), {"council": OECD}, DESIGN)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"base": [1.0] * 59 + [-1]}, "1 rows: a base weight is a number from nought up"),
        ({"sex": ["man"] * 58 + [None] * 2}, "2 rows have no label of sex; give them one, or no weight"),
    ],
)
def test_fits_that_make_no_sense_are_refused(small, changed, why):
    columns = Columns("weight", ("ward",), base_weight="base", margins=("sex",))

    with pytest.raises(ValueError, match=why):
        tabulate_table(memtable(small, **({"base": [1.0] * 60} | changed)), {"council": OECD}, columns)


def test_who_has_no_base_weight_needs_no_label():
    found = people(200)
    nobody = found["weight"] == 0
    raked = survey.post_stratify(design_of(found), found["sex"], {"man": 48, "woman": 52}).design
    found |= {"raked": raked.weights, "sex": np.where(nobody, None, found["sex"])}
    columns = Columns("raked", ("ward",), ("county",), (), "weight", ("sex",), method="post-stratification")

    read = tabulate_table(memtable(found), {"council": OECD}, columns)

    assert nobody.any()
    assert same(read, tabulate(raked, {"council": (found["council"], OECD)})) == 20


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "b"]),
            st.integers(-2, 2),
            st.sampled_from([0.0, 0.25, 1.0, 3.0]),
            st.sampled_from(["x", "y", None]),
            st.sampled_from(OECD.answers),
        ),
        min_size=2,
        max_size=30,
    ).filter(lambda rows: any(row[2] for row in rows)),
    st.randoms(use_true_random=False),
)
def test_any_people_in_any_order_give_the_same(rows, chance):
    names = ("county", "ward", "weight", "age", "council")
    found = {name: np.array(column, dtype=object) for name, column in zip(names, zip(*rows, strict=True), strict=True)}
    options = {"nest": True, "lonely": Lonely.CERTAINTY}
    sample = survey.design(found["weight"].astype(float), strata=found["county"], clusters=found["ward"], **options)
    expected = tabulate(sample, {"council": (found["council"].astype(int), OECD)}, by={"age": found["age"]})
    chance.shuffle(rows)
    shuffled = dict(zip(names, zip(*rows, strict=True), strict=True))

    read = tabulate_table(memtable(shuffled), {"council": OECD}, DESIGN, by=["age"], **options)

    assert same(read, expected)


def test_truths_are_answers_too():
    found = people(100)
    scoring = survey.Scoring((0, 1), (survey.Band("no", 0, 0, -1), survey.Band("high", 1, 1, 1)))
    wrote = found["police"] > 6

    read = tabulate_table(memtable(found, wrote=wrote), {"wrote": scoring}, DESIGN)

    expected = tabulate(design_of(found), {"wrote": (wrote, scoring)})
    for figure in (scoring.mean(), scoring.net()):
        one, other = (each.estimates("wrote", figure).only for each in (read, expected))
        assert (one.value, one.error) == pytest.approx((other.value, other.error), rel=SAME)


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"clusters": ()}, "0 stages of clusters"),
        ({"clusters": ("a",), "strata": ("b", "c")}, "1 stages of clusters, but 2 of strata and 0 populations"),
        ({"clusters": "ward"}, "named in a tuple: .'ward',."),
        ({"clusters": ("a",), "margins": ("sex",)}, "name both, or neither"),
    ],
)
def test_columns_that_tell_half_are_refused(given, why):
    with pytest.raises(ValueError, match=why):
        Columns("weight", **given)


def test_a_table_that_changes_while_it_is_read_is_refused(small, monkeypatch):
    """Other people, other wards, other categories between one query and the next."""
    other = people(60, seed=2)
    fitted = Columns("weight", ("ward",), ("county",), base_weight="weight", margins=("sex",))
    moved = {"county": small["county"], "ward": small["ward"]}
    doubled = {name: np.concatenate([each, each]) for name, each in small.items()}
    renamed = other | moved | {"sex": np.full(60, "man")}
    for query, later, columns in (
        ("histogram", memtable(other), DESIGN),
        ("histogram", memtable(doubled), DESIGN),
        ("cells", memtable(renamed), fitted),
        ("units_by_margin", memtable(renamed), fitted),
    ):
        _later(monkeypatch, query, later)
        with pytest.raises(ValueError, match="the table changed while it was read"):
            tabulate_table(memtable(small), {"council": OECD}, columns, by=["year", "home"], lonely=Lonely.CERTAINTY)
        monkeypatch.undo()


def _later(monkeypatch, query, table):
    """The last asking of a query finds another table."""
    whole = getattr(engines_module._People, query)

    def asked(self, by="home"):
        found = engines_module._People(table, self.items, self.columns) if by == "home" else self
        return whole(found, by) if query != "units_by_margin" else whole(found)

    monkeypatch.setattr(engines_module._People, query, asked)


def test_without_ibis_it_says_what_to_install(small, monkeypatch):
    monkeypatch.setitem(sys.modules, "ibis", None)

    with pytest.raises(ImportError, match=r"install saidanddone\[engines\]"):
        tabulate_table(object(), {"council": OECD}, DESIGN)
