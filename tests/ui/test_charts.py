"""Charts are drawn once for each content and language, can be read without eyes, and never hold up a page."""

import pytest
from django.template import engines

from saidanddone.ui import charts, series


def chart(**changes):
    values = {
        "rows": [("Jan", 12), ("Feb", None), ("Mar", 30)],
        "headings": ("Month", "Said"),
        "description": "Up <and> up",
        "marked": "Mar",
    }
    return charts.bars("By month", **{**values, **changes})


def test_key_follows_all_that_is_drawn():
    assert chart().key == chart().key
    assert chart().key != chart(rows=[("Jan", 13)]).key
    assert chart().key != chart(description="Down").key


def test_table_stands_alone_until_the_picture_is_there():
    drawn = engines["django"].from_string("{% chart chart %}").render({"chart": chart()})

    assert "<table>" in drawn
    assert "No data yet" in drawn
    assert "<details" not in drawn


@pytest.mark.slow
def test_picture_has_title_description_and_tokens_and_no_inline_style():
    one = chart()

    charts.draw(one)

    wide, narrow = (picture.svg for picture in one.pictures())
    assert wide.startswith("<svg")
    assert "<title" in wide
    assert "Up &lt;and&gt; up" in wide
    assert "var(--said)" in wide
    assert "style=" not in wide
    assert 'role="img"' in narrow


@pytest.mark.slow
def test_chart_survives_the_queue():
    from json import dumps, loads

    from saidanddone.ui.tasks import draw

    one = chart()

    draw.func(chart=loads(dumps(one.content)))

    assert len(one.pictures()) == 2


@pytest.mark.django_db
def test_wanting_a_chart_queues_it_once_it_is_needed(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as queued:
        charts.want(chart())

    assert len(queued) == 1


def test_wanting_a_chart_that_is_drawn_does_nothing():
    one = chart()
    for size in charts.WIDTHS:
        one.path(size).parent.mkdir(parents=True, exist_ok=True)
        one.path(size).write_text("<svg/>")

    charts.want(one)

    assert len(one.pictures()) == 2


def line(**changes):
    from datetime import date

    values = {
        "unit": "%",
        "points": [
            series.Point(date(2025, 6, 30), 52, 50, 54, is_provisional=True),
            series.Point(date(2025, 3, 31), 51),
            series.Point(date(2024, 12, 31), None),
        ],
        "ways": [series.Way(date(2021, 1, 1), 40, date(2030, 12, 31), 60)],
        "marks": [(date(2024, 1, 1), "Target set anew")],
        "headings": ("Period", "Value"),
        "table": [("2025 Q1", "51"), ("2024 Q4", None)],
        "description": "It <rises>",
    }
    return series.series("Warm homes", **{**values, **changes})


def test_a_series_keeps_its_order_its_gaps_and_its_letters():
    one = line()

    assert [point[1] for point in one.points] == [None, 51, 52]
    assert one.marks == ((2024.0, "A", "Target set anew"),)
    assert charts.revived(one.content) == one


@pytest.mark.slow
@pytest.mark.parametrize("changes", [{}, {"is_small": True, "span": (0, 100), "marks": [], "ways": []}])
def test_a_series_is_drawn_without_resting_on_colour(changes):
    one = line(**changes)

    charts.draw(one)

    wide, narrow = (picture.svg for picture in one.pictures())
    assert "It &lt;rises&gt;" in wide
    assert "style=" not in wide
    assert ("stroke-dasharray" in narrow) == (not changes)


def test_a_series_has_a_table_that_says_where_there_is_no_data():
    drawn = engines["django"].from_string("{% chart chart %}").render({"chart": line()})

    assert "2024 Q4" in drawn
    assert "No data yet" in drawn
