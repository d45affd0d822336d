"""What the worker does for pages: drawing charts."""

from typing import Any

from django_tasks import task

from saidanddone.ui import charts, series  # noqa: F401 - a kind of chart is known once it is loaded


@task()
def draw(chart: dict[str, Any]) -> None:
    charts.draw(charts.revived(chart))
