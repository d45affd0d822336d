from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "saidanddone.demonstration"
    label = "demonstration"
