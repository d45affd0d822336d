from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "saidanddone.api"
    label = "api"
