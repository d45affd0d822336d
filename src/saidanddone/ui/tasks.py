"""What the worker does for pages: drawing charts."""

from typing import Any

from django_tasks import task

from saidanddone.ui import charts


@task()
def draw(chart: dict[str, Any]) -> None:
    charts.draw(charts.revived(chart))
