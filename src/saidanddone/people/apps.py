from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "saidanddone.people"
    label = "people"
