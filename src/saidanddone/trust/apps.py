from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrustConfig(AppConfig):
    name = "saidanddone.trust"
    label = "trust"

    def ready(self) -> None:
        from saidanddone.ui import navigation

        navigation.add("footer", _("Trust: felt, and shown"), "trust_area", order=15)
