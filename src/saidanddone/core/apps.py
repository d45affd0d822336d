from django.apps import AppConfig
from django.urls import register_converter

from saidanddone.core.downloads import EndingConverter
from saidanddone.core.ids import PublicIdConverter


class CoreConfig(AppConfig):
    name = "saidanddone.core"
    label = "core"

    def ready(self) -> None:
        register_converter(PublicIdConverter, "public_id")
        register_converter(EndingConverter, "ending")
