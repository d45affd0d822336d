from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "saidanddone.messaging"
    label = "messaging"
