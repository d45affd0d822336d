from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "saidanddone.record"
    label = "record"
