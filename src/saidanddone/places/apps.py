from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "saidanddone.places"
    label = "places"
