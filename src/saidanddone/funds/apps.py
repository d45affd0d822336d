from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FundsConfig(AppConfig):
    name = "saidanddone.funds"
    label = "funds"

    def ready(self) -> None:
        from saidanddone.core.refs import pages, register_kind
        from saidanddone.record import kinds

        register_kind("fund", label=_("fund"), urls=pages("fund"))
        kinds.register("fund-opened", _("Partners opened a fund: what each pays, and what it is for."))
        kinds.register("fund-locked", _("The books of a fund were closed up to a day."))
