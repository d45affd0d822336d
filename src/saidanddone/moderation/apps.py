from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "saidanddone.moderation"
    label = "moderation"
