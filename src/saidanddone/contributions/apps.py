from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    name = "saidanddone.contributions"
    label = "contributions"
