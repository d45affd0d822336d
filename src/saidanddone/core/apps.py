from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "saidanddone.core"
    label = "core"
