from datetime import timedelta

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "saidanddone.search"
    label = "search"

    def ready(self) -> None:
        from saidanddone.core import schedule

        schedule.every(timedelta(days=1), "saidanddone.search.tasks.purge_daily")
