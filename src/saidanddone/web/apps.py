from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "saidanddone.web"
    label = "web"
