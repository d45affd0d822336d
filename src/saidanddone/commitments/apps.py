from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommitmentsConfig(AppConfig):
    name = "saidanddone.commitments"
    label = "commitments"

    def ready(self) -> None:
        from saidanddone.core.refs import pages, register_kind

        register_kind("commitment", label=_("commitment"), urls=pages("commitment"))
        register_kind("outcome", label=_("outcome"), urls=pages("outcome"))
        register_kind("setback", label=_("setback"), urls=pages("setback"))
