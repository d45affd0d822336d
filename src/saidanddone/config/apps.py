from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "saidanddone.config"
    label = "config"
