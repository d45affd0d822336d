from django.apps import AppConfig


class ThreadConfig(AppConfig):
    name = "saidanddone.thread"
    label = "thread"
