from django.apps import AppConfig
from django.forms import Field
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "saidanddone.ui"
    label = "ui"

    def ready(self) -> None:
        Field.default_error_messages["required"] = _("Please fill this in.")
