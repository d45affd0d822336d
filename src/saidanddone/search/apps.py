from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "saidanddone.search"
    label = "search"
